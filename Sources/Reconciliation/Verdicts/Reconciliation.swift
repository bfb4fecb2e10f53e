package import Domain

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
  ///   - accountFindings: what the account history and the wallet add to the findings of the tasks.
  ///   - drifts: changes of prices, which take the place of the findings that they explain.
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
