import Budgets
import Domain
import Reconciliation

/// What a month cost, how that compares, and what is to do, in two sentences.
struct MonthHeadline: Hashable, Sendable {
  /// How far the month's cost is known.
  enum Progress: Hashable, Sendable {
    /// No day of it has begun.
    case ahead
    /// No day of it is known, although some are over.
    case unknown
    case running
    case over
  }

  let month: CalendarMonth
  let progress: Progress
  /// The last known day, if later ones are over too but nothing is known of them.
  let knownThrough: CalendarDay?
  /// Earlier days of the month of which nothing is known.
  let gaps: [ClosedRange<CalendarDay>]
  /// Billed, and the fixed charges that were due.
  let cost: Points
  let fixedCharges: Points
  /// The cost of the compared days; nil if the month before isn't known in full.
  let change: Change?
  /// How many days from the start of both months are compared; nil for all.
  let comparedDays: Int?
  /// How many findings nobody has acknowledged or waived.
  let findings: Int
  /// What a claim for the month would ask for; nil if that isn't known.
  let reclaimable: Points?

  /// The sentences.
  ///
  /// `February 2026 cost 286.18 USD, 4 % more than January. 5 things to look at; 0.34 USD to
  /// reclaim.`
  var text: String {
    let isKnown = progress == .running || progress == .over
    return isKnown || findings > 0 ? "\(costSentence). \(actionSentence)." : "\(costSentence)."
  }

  /// The first sentence, without its full stop.
  var costSentence: String {
    switch progress {
    case .ahead: return "\(month.name) has not begun"
    case .unknown: return "Nothing is known of \(month.name) yet"
    case .running, .over: break
    }
    let isRunning = progress == .running
    let amount = cost == .zero ? "nothing" : "\(cost.centsText) USD"
    var text =
      "\(month.name) \(isRunning ? "has cost" : "cost") \(amount)"
      + (isRunning ? " so far" : "")
    if fixedCharges != .zero {
      text += ", including \(fixedCharges.centsText) USD of fixed charges"
    }
    if let knownThrough { text += ", known through \(knownThrough)" }
    if !gaps.isEmpty { text += ", without \(ReportPeriod.text(gaps)), of which nothing is known" }
    return text + comparison
  }

  private var comparison: String {
    guard let change, let words = change.words else { return "" }
    let before = month.previous.nameWithoutYear
    guard let comparedDays else { return ", \(words) \(before)" }
    return comparedDays == 1
      ? "; its first day cost \(words) that of \(before)"
      : "; its first \(comparedDays) days cost \(words) those of \(before)"
  }

  private var actionSentence: String {
    let things =
      switch findings {
      case 0: "Nothing to look at"
      case 1: "1 thing to look at"
      default: "\(findings.groupedText) things to look at"
      }
    guard let reclaimable, reclaimable > .zero else { return things }
    return "\(things); \(reclaimable.centsText) USD to reclaim"
  }
}

extension Change {
  /// `4 % more than`; nil if both amounts are 0.
  fileprivate var words: String? {
    if points == .zero { return before == .zero ? nil : "as much as" }
    let direction = points > .zero ? "more" : "less"
    guard let percent else { return "\(points.magnitude.centsText) USD \(direction) than" }
    let whole = (percent.tenths.magnitude + 5) / 10
    return "\(whole == 0 ? "under 1" : Int(whole).groupedText) % \(direction) than"
  }
}

extension MonthHeadline {
  init(_ facts: MonthFacts, comparison: MonthComparison, findings: [Finding]) {
    month = facts.month
    let known = facts.known
    let days = month.firstDay...month.lastDay
    let last = known.days?.upperBound
    if month.firstDay > known.lastCompleteDay + 1 {
      progress = .ahead
    } else if facts.rows.isEmpty, known.isUnknown(days) {
      progress = .unknown
    } else {
      progress = month.lastDay > known.lastCompleteDay ? .running : .over
    }
    knownThrough = last.flatMap { last in
      let isCutOff = known.missing(in: days).contains { $0.lowerBound > last }
      return days.contains(last) && isCutOff ? last : nil
    }
    gaps = known.gaps(in: days)
    fixedCharges = FixedChargeReport.sum(
      facts.payments.filter {
        days.contains($0.day) && $0.day <= known.lastCompleteDay + 1
      })
    cost = Totals(facts.rows).billed + fixedCharges
    // Days that are not known would count as days without cost.
    change = knownThrough == nil && gaps.isEmpty ? comparison.costChange : nil
    comparedDays = comparison.comparedDays
    self.findings = findings.count
    reclaimable = facts.claim?.net
  }
}
