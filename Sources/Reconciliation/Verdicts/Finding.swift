package import Domain

/// Tasks that someone should look at, grouped by cause.
package struct Finding: Hashable, Sendable {
  /// The verdict's name, or `own_account` for an own-account task that was booked, or `provisional`
  /// for frozen points that are not the expected price.
  package let kind: String
  package let sku: String
  /// What explains it; empty if nothing does.
  package private(set) var detail: String
  /// The same without amounts, by which the finding is known from night to night.
  package let cause: String
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
  /// The amount that a finding of the wallet is about, which is in none of the columns.
  package private(set) var stake: Points?
  /// What is left, if the finding is an alarm about that: in tenths of days or in points.
  package private(set) var level: Int64?
  /// Its tasks by id, oldest first, as many as were asked for; none if it is not about single tasks.
  package private(set) var taskIDs: [TaskID] = []
}

extension Finding {
  /// A finding that does not come from task verdicts alone: from the account's side, or a price
  /// change.
  ///
  /// - Parameters:
  ///   - kind: the kind.
  ///   - sku: what the tasks have in common; empty if nothing.
  ///   - detail: what explains it.
  ///   - cause: the same without amounts; nil if there are none in it.
  ///   - tasks: the number of tasks.
  ///   - days: the first day and the last.
  ///   - billed: what was billed.
  ///   - booked: the account history's amount.
  ///   - expected: what should have been billed.
  ///   - variance: the difference.
  ///   - price: the price if nothing can be compared with it.
  ///   - stake: the amount that it is about, if that is none of these.
  ///   - isAlarming: whether it makes the run exit with findings.
  ///   - taskIDs: the ids of the tasks, as many as were asked for.
  package init(
    kind: String, sku: String, detail: String, cause: String? = nil, tasks: Int,
    days: (CalendarDay?, CalendarDay?), billed: Points?, booked: Points?,
    expected: Points? = nil, variance: Points? = nil, price: Points? = nil,
    stake: Points? = nil, isAlarming: Bool = true, taskIDs: [TaskID] = []
  ) {
    self.init(kind: kind, sku: sku, detail: detail, cause: cause, isAlarmingKind: isAlarming)
    self.tasks = tasks
    (firstDay, lastDay) = days
    self.billed = billed
    self.booked = booked
    self.expected = expected
    self.variance = variance
    self.price = price
    self.stake = stake
    self.taskIDs = taskIDs
  }

  private init(
    kind: String, sku: String, detail: String, cause: String? = nil, isAlarmingKind: Bool
  ) {
    (self.kind, self.sku, self.detail) = (kind, sku, detail)
    self.cause = cause ?? detail
    self.isAlarmingKind = isAlarmingKind
  }

  /// The finding of an alarm, which is about no task.
  init(alarm: WalletAlarm) {
    self.init(
      kind: alarm.kind.rawValue, sku: "", detail: alarm.detail, cause: alarm.cause,
      isAlarmingKind: true)
    (stake, level) = (alarm.amount, alarm.level)
  }
}

extension Finding {
  /// Whether it makes the run exit with findings; tasks that left a closed month's figures do not.
  package var isAlarming: Bool { isAlarmingKind && (tasks > 0 || level != nil) }

  /// Whether tasks are among those that it is about.
  ///
  /// - Parameters:
  ///   - line: what the tasks count.
  ///   - createdAt: the creation of the first one.
  ///   - drifts: price changes, whose findings have the tasks that they explain.
  /// - Returns: whether the finding counts them.
  package func has(_ line: LedgerLine, createdAt: Instant?, drifts: [PriceDrift]) -> Bool {
    let bill = PricedBill(line)
    let drift = drifts.first { $0.explains(bill, createdAt: createdAt) }
    return (drift?.cause ?? FindingCause(line)) == ownCause
  }

  private var ownCause: FindingCause {
    FindingCause(kind: kind, sku: sku, detail: detail, isAlarming: isAlarmingKind)
  }

  /// The finding with another explanation after its own.
  func adding(_ text: String) -> Finding {
    var finding = self
    finding.detail = detail.isEmpty ? text : "\(detail); \(text)"
    return finding
  }

  /// The finding with those of its tasks that were collected.
  fileprivate func listing(_ tasks: FindingTasks) -> Finding {
    var finding = self
    finding.taskIDs = tasks[ownCause]
    return finding
  }

  /// Whether a waiver says that it needs no attention.
  package var isWaived: Bool { kind == PriceDrift.kind && !isAlarmingKind }

  /// The findings in rows: largest variance first, then most tasks, then by name.
  package static func findings(in rows: some Sequence<LedgerLine>) -> [Finding] {
    var groups: [FindingCause: Finding] = [:]
    for row in rows {
      guard let cause = FindingCause(row) else { continue }
      var finding =
        groups[cause]
        ?? Finding(
          kind: cause.kind, sku: cause.sku, detail: cause.detail, cause: cause.text,
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
    (-amount.magnitude.count, -tasks, kind, sku, detail)
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
}

/// The outcome of reconciling a period: totals by verdict, coverage and findings.
package struct ReconciliationResult: Hashable, Sendable {
  package struct VerdictLine: Hashable, Sendable {
    package let verdict: Verdict
    package let totals: Totals
    /// Nil if amounts are in USD alone.
    package let converted: CurrencyTotals?
  }

  package let period: ReportPeriod
  package let totals: Totals
  /// Nil if amounts are in USD alone.
  package let converted: CurrencyTotals?
  package let currency: Currency?
  package var coverage: Coverage
  /// The verdicts that occur, in the order of ``Verdict``.
  package let verdicts: [VerdictLine]
  /// Those that nobody has acknowledged.
  package let findings: [Finding]
  package let acknowledged: [AcknowledgedFinding]

  /// - Parameters:
  ///   - rows: the reconciled rows of the period.
  ///   - period: the days that it is about.
  ///   - undatedTasks: tasks that belong to no day.
  ///   - accountFindings: findings of the account history and the wallet.
  ///   - drifts: price changes, which replace the findings that they explain.
  ///   - tasks: the tasks of the findings in the rows; those of the account side have theirs.
  ///   - acknowledgements: which findings need no attention.
  ///   - rates: the rates of the currency that totals are converted to.
  package init(
    rows: [LedgerLine], period: ReportPeriod, undatedTasks: Int,
    accountFindings: [Finding] = [], drifts: [PriceDrift] = [], tasks: FindingTasks = .none,
    acknowledgements: Acknowledgements = .none, rates: ExchangeRates? = nil
  ) {
    self.period = period
    totals = Totals(rows)
    converted = rates.map { CurrencyTotals(rows, at: $0) }
    currency = rates?.currency
    coverage = Coverage(totals, undatedTasks: undatedTasks)
    let groups = Dictionary(grouping: rows, by: \.verdict)
    verdicts = Verdict.allCases.compactMap { verdict in
      groups[verdict].map { rows in
        VerdictLine(
          verdict: verdict, totals: Totals(rows),
          converted: rates.map { CurrencyTotals(rows, at: $0) })
      }
    }
    let (rest, changes) = PriceDrift.separated(drifts, from: rows)
    let all = Finding.ordered(
      (Finding.findings(in: rest) + changes).map { $0.listing(tasks) } + accountFindings)
    findings = all.filter { acknowledgements.holding(for: $0.key) == nil }
      .map(acknowledgements.opened)
    acknowledged = all.compactMap { finding in
      acknowledgements.holding(for: finding.key).map {
        AcknowledgedFinding(finding: finding, acknowledgement: $0)
      }
    }
  }

  /// Whether the unpriced share of the billed points is above a limit in percent.
  package func isUnpricedShareAbove(percent: ExactDecimal) -> Bool {
    guard totals.billed > .zero,
      case let share = Ratio(Int128(totals.unpriced.count) * 100, over: Int128(totals.billed.count))
    else { return false }
    return share > percent.ratio
  }

  package var hasAlarmingFindings: Bool { findings.contains(where: \.isAlarming) }

  /// Whether the balance has changed by more than is known, and nobody has acknowledged that.
  package var isWalletUnbalanced: Bool {
    findings.contains { $0.kind == WalletWindow.findingKind }
  }
}
