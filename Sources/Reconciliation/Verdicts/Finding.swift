package import Domain

/// Tasks that someone should look at, grouped by cause.
package struct Finding: Hashable, Sendable {
  /// The verdict's name, or `own_account` for an own-account task that was booked, or `provisional`
  /// for frozen points that are not the expected price.
  package let kind: String
  package let sku: String
  /// What explains it; empty if nothing does.
  package let detail: String
  /// What identifies it from night to night; nil if SKU and detail do.
  package private(set) var lastingCause: LastingCause?
  private let isAlarmingKind: Bool
  package fileprivate(set) var tasks = 0
  package fileprivate(set) var firstDay: CalendarDay?
  package fileprivate(set) var lastDay: CalendarDay?
  /// Nil if nothing is booked yet.
  package fileprivate(set) var billed: Points?
  /// The account history's amount, if that is what the finding is about.
  package private(set) var booked: Points?
  /// Points reserved for tasks not booked yet; nil if the tasks have ended.
  package fileprivate(set) var commitment: Points?
  /// Nil if nothing could be compared.
  package fileprivate(set) var expected: Points?
  /// What was billed without anything to compare it with; nil if everything could be compared.
  package fileprivate(set) var unchecked: Points?
  /// What the tasks should cost under the card if nothing could be compared with it; nil if
  /// unknown, or if it is ``expected``.
  package fileprivate(set) var price: Points?
  /// Nil if nothing could be compared.
  package fileprivate(set) var variance: Points?
}

extension Finding {
  /// A cause without anything that changes when a task more or less is part of the finding.
  package struct LastingCause: Hashable, Sendable {
    package let sku: String
    package let detail: String

    package init(sku: String = "", detail: String) {
      (self.sku, self.detail) = (sku, detail)
    }
  }

  /// A finding that does not come from task verdicts alone: from the account's side, or a price
  /// change.
  package init(
    kind: String, sku: String, detail: String, tasks: Int, days: (CalendarDay?, CalendarDay?),
    billed: Points?, booked: Points?, expected: Points? = nil, variance: Points? = nil,
    price: Points? = nil, isAlarming: Bool = true, lastingCause: LastingCause? = nil
  ) {
    self.init(
      kind: kind, sku: sku, detail: detail, lastingCause: lastingCause,
      isAlarmingKind: isAlarming)
    self.tasks = tasks
    (firstDay, lastDay) = days
    self.billed = billed
    self.booked = booked
    self.expected = expected
    self.variance = variance
    self.price = price
  }
}

extension Finding {
  /// Whether it makes the run exit with findings; tasks that left a closed month's figures do not.
  package var isAlarming: Bool { isAlarmingKind && tasks > 0 }

  /// Whether a waiver says that it needs no attention.
  package var isWaived: Bool { kind == PriceDrift.kind && !isAlarmingKind }

  /// The findings in rows: largest variance first, then most tasks, then by name.
  package static func findings(in rows: some Sequence<LedgerLine>) -> [Finding] {
    var groups: [Cause: Finding] = [:]
    for row in rows {
      guard let cause = Cause(row) else { continue }
      var finding =
        groups[cause]
        ?? Finding(
          kind: cause.kind, sku: cause.sku, detail: cause.detail,
          isAlarmingKind: cause.isAlarming)
      finding.add(row)
      groups[cause] = finding
    }
    return ordered(
      groups.values.filter { $0.tasks != 0 || ($0.variance ?? .zero) != .zero })
  }

  /// The findings in their canonical order.
  static func ordered(_ findings: some Sequence<Finding>) -> [Finding] {
    findings.sorted { left, right in
      left.order != right.order
        ? left.order < right.order : left.dayNumber < right.dayNumber
    }
  }

  private var order: (Int64, Int, String, String, String) {
    let amount = variance?.magnitude ?? booked ?? billed ?? commitment ?? .zero
    return (-amount.count, -tasks, kind, sku, detail)
  }

  private var dayNumber: Int { firstDay?.number ?? -1 }

  private mutating func add(_ row: LedgerLine) {
    tasks += row.tasks
    if let day = row.day {
      firstDay = firstDay.map { min($0, day) } ?? day
      lastDay = lastDay.map { max($0, day) } ?? day
    }
    if row.verdict.isOpen {
      commitment = (commitment ?? .zero) + row.commitment * row.tasks
    }
    if let rowBilled = row.billed { billed = (billed ?? .zero) + rowBilled * row.tasks }
    if let rowExpected = row.expected {
      expected = (expected ?? .zero) + rowExpected * row.tasks
      variance = (variance ?? .zero) + ((row.billed ?? .zero) - rowExpected) * row.tasks
      return
    }
    if row.billed != nil { unchecked = (unchecked ?? .zero) + row.amounts.unchecked }
    if let rowPrice = row.price { price = (price ?? .zero) + rowPrice * row.tasks }
  }

  private struct Cause: Hashable {
    let kind: String
    let sku: String
    let detail: String
    let isAlarming: Bool

    /// The cause of a row; nil if there is nothing to look at.
    init?(_ row: LedgerLine) {
      kind = row.verdict.name
      sku = row.pricing.skuName
      switch row.verdict {
      case .ownAccount:
        guard let billed = row.billed, billed != row.price else { return nil }
        detail = "an own-account task was booked"
        isAlarming = true
      case .provisional:
        guard row.commitment > .zero, let price = row.price, row.commitment != price
        else { return nil }
        detail = Cause.frozenDetail(row)
        isAlarming = false
      case .unpriced:
        detail = row.pricing.unpricedReason
        isAlarming = false
      case .otherUnit:
        detail = "booked in a quota or an unknown unit, which is no money"
        isAlarming = false
      default:
        guard row.verdict.isFinding else { return nil }
        detail = Cause.alternativeDetail(row)
        isAlarming = true
      }
    }

    private static func alternativeDetail(_ row: LedgerLine) -> String {
      guard row.verdict == .overcharged || row.verdict == .undercharged else { return "" }
      return row.equalPrice.isEmpty ? "" : "billed equals \(row.equalPrice)"
    }

    private static func frozenDetail(_ row: LedgerLine) -> String {
      let equal = row.pricing.alternatives.first { $0.points == row.commitment }
      let cause = equal.map { ", which equals \($0.label)" } ?? ""
      return "frozen is not the expected price\(cause)"
    }
  }
}

/// The outcome of reconciling a period: totals by verdict, coverage and findings.
package struct ReconciliationResult: Hashable, Sendable {
  package struct VerdictLine: Hashable, Sendable {
    package let verdict: Verdict
    package let totals: Totals
  }

  package let period: ReportPeriod
  package let totals: Totals
  package var coverage: Coverage
  /// The verdicts that occur, in the order of ``Verdict``.
  package let verdicts: [VerdictLine]
  package let findings: [Finding]

  /// - Parameters:
  ///   - rows: the reconciled rows of the period.
  ///   - period: the days that it is about.
  ///   - undatedTasks: tasks that belong to no day.
  ///   - accountFindings: findings of the account history and the wallet.
  ///   - drifts: price changes, which replace the findings that they explain.
  package init(
    rows: [LedgerLine], period: ReportPeriod, undatedTasks: Int,
    accountFindings: [Finding] = [], drifts: [PriceDrift] = []
  ) {
    self.period = period
    totals = Totals(rows)
    coverage = Coverage(totals, undatedTasks: undatedTasks)
    let groups = Dictionary(grouping: rows, by: \.verdict)
    verdicts = Verdict.allCases.compactMap { verdict in
      groups[verdict].map { VerdictLine(verdict: verdict, totals: Totals($0)) }
    }
    let (rest, changes) = PriceDrift.separated(drifts, from: rows)
    findings = Finding.ordered(Finding.findings(in: rest) + changes + accountFindings)
  }

  /// Whether the unpriced share of the billed points is above a limit in percent.
  package func isUnpricedShareAbove(percent: ExactDecimal) -> Bool {
    guard totals.billed > .zero,
      case let share = Ratio(Int128(totals.unpriced.count) * 100, over: Int128(totals.billed.count))
    else { return false }
    return share > percent.ratio
  }

  package var hasAlarmingFindings: Bool { findings.contains(where: \.isAlarming) }
}
