import Budgets
import Domain
import Reconciliation

/// A month compared with the month before.
///
/// While the month is running, its known complete days are compared with the same number of days of
/// the month before.
struct MonthComparison {
  private let month: CalendarMonth
  /// The totals of the month so far.
  private let whole: Totals
  /// The totals of the days that are compared.
  private let totals: Totals
  private let totalsBefore: Totals
  /// How many days from the start of both months are compared; nil for all.
  let comparedDays: Int?
  private let hasPrevious: Bool
  /// The first known day of the month before, if its earlier ones are not known.
  private let previousKnownFrom: CalendarDay?
  /// The days of both months that are not known, but later ones are.
  private let gaps: [ClosedRange<CalendarDay>]
  /// The fixed charges that were due on the compared days.
  private let charges: Points
  private let chargesBefore: Points

  init(_ facts: MonthFacts) {
    month = facts.month
    let previous = facts.month.previous
    let known = facts.known
    let isOver = month.lastDay <= known.lastCompleteDay
    let last = min(known.days?.upperBound ?? known.lastCompleteDay, known.lastCompleteDay)
    comparedDays = isOver ? nil : min(month.daysOver(through: last), previous.days)
    let days = comparedDays
    whole = Totals(facts.rows)
    totals = MonthComparison.totals(facts.rows, of: month, days: days)
    totalsBefore = MonthComparison.totals(facts.rowsBefore, of: previous, days: days)
    charges = MonthComparison.charges(facts.payments, of: month, days: days)
    chargesBefore = MonthComparison.charges(facts.payments, of: previous, days: days)
    hasPrevious = !facts.rowsBefore.isEmpty
    let first = known.days?.lowerBound ?? previous.firstDay
    previousKnownFrom = first > previous.firstDay ? first : nil
    gaps = known.gaps(in: previous.firstDay...month.lastDay)
  }

  private static func charges(
    _ payments: [DatedCharge], of month: CalendarMonth, days: Int?
  ) -> Points {
    let end = month.firstDay + (days ?? month.days)
    return FixedChargeReport.sum(
      payments.filter { $0.day >= month.firstDay && $0.day < end })
  }

  private static func totals(
    _ rows: [LedgerLine], of month: CalendarMonth, days: Int?
  ) -> Totals {
    guard let days else { return Totals(rows) }
    let end = month.firstDay + days
    return Totals(rows.filter { $0.day.map { $0 < end } ?? false })
  }

  private func name(of month: CalendarMonth) -> String {
    switch comparedDays {
    case nil: month.name
    case 1: "the first day of \(month.name)"
    case let days?: "the first \(days) days of \(month.name)"
    }
  }

  /// The reason why nothing is compared; nil if something is.
  private var reason: String? {
    guard hasPrevious else { return "no data for \(month.previous.name)" }
    if let day = previousKnownFrom { return "no data for \(month.previous.name) before \(day)" }
    if !gaps.isEmpty { return "no data for \(ReportPeriod.text(gaps))" }
    return comparedDays == 0 ? "no complete day yet" : nil
  }

  /// The change in the cost of the compared days, fixed charges included; nil if nothing can be
  /// compared.
  var costChange: Change? {
    guard reason == nil else { return nil }
    return Change(
      from: totalsBefore.billed + chargesBefore, to: totals.billed + charges)
  }

  /// The change in the billed amount, as a line below it.
  var sentence: String {
    if let reason { return reason }
    let change = Change(from: totalsBefore.billed, to: totals.billed)
    let text = change.percentText.map { "\($0) %" } ?? "\(change.usdText) USD"
    guard let comparedDays else { return "\(text) versus \(name(of: month.previous))" }
    return "\(comparedDays == 1 ? "the first day" : "the first \(comparedDays) days"): \(text) "
      + "versus \(name(of: month.previous))"
  }

  /// The compared days of a running month, shown separately from the month so far.
  private var comparedColumns: [ReportTable.Column] {
    guard let comparedDays else { return [] }
    let heading = comparedDays == 1 ? "first day USD" : "first \(comparedDays) days USD"
    return [ReportTable.Column("compared", heading: heading, .money)]
  }

  var table: ReportTable {
    let figures: [(String, (Totals) -> Points)] = [
      ("billed", \.billed), ("expected", \.expected), ("variance", \.variance),
      ("unchecked", \.unchecked), ("unsettled", \.unsettled), ("commitment", \.commitment),
    ]
    return ReportTable(
      name: "totals",
      title: reason.map { "\(month.name); \($0)" }
        ?? "\(capitalized(name(of: month))) compared with \(name(of: month.previous))",
      columns: [
        ReportTable.Column("figure", .text), ReportTable.Column("month", .money),
      ]
        + (reason == nil
          ? comparedColumns + [
            ReportTable.Column("before", .money), ReportTable.Column("change", .money),
            ReportTable.Column("change_percent", heading: "change %", .number),
          ] : []),
      rows: figures.map { name, amount in
        let change = Change(from: amount(totalsBefore), to: amount(totals))
        let cells: [Cell] = [.word(name), .money(amount(whole))]
        guard reason == nil else { return cells }
        return cells + (comparedDays == nil ? [] : [.money(amount(totals))]) + [
          .money(amount(totalsBefore)), .money(change.points),
          change.percentText.map { .text($0) } ?? .none,
        ]
      })
  }
}

/// Capitalizes the first letter, for a title.
private func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

/// The change from an earlier amount.
struct Change: Hashable, Sendable {
  let before: Points
  let points: Points

  init(from before: Points, to after: Points) {
    self.before = before
    points = after - before
  }

  /// The percentage, rounded half up to a tenth; nil if there was nothing before.
  var percent: Percent? {
    guard before > .zero else { return nil }
    return Percent(from: Ratio(before.count), to: Ratio((before + points).count))
  }

  var percentText: String? { percent?.signedText }

  var usdText: String { (points > .zero ? "+" : "") + points.usdText }
}
