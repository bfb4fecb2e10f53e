import Budgets
import Domain
import Intake
import Ledger
import Reconciliation
import Reports

/// What a ledger tells at a moment: what a night reports, and what the next one compares with.
///
/// Reading it writes nothing.
struct NightKnowledge {
  let rows: [LedgerLine]
  let period: ReportPeriod
  let undatedTasks: Int
  let account: AccountSide
  let acknowledgements: Acknowledgements
  let result: ReconciliationResult
  let staleFeeds: [StaleFeed]
  /// The day of the moment.
  let day: CalendarDay

  /// - Parameters:
  ///   - ledger: the ledger.
  ///   - run: the run, as of the moment.
  ///   - extent: how many tasks of each finding to list.
  /// - Throws: an error if the ledger can't be read.
  init(of ledger: LedgerStore, run: Run, listing extent: FindingTasks.Extent) throws {
    day = run.today(in: ledger)
    period = ReportPeriod(since: nil, until: day)
    staleFeeds = try run.basis(of: ledger).staleFeeds
    rows = try run.reader(of: ledger, in: period).lines()
    account = try AccountSide(
      ledger, run: run, period: period, rowsOfAllDays: rows, listing: extent)
    undatedTasks = try run.undatedTasks(in: ledger)
    acknowledgements = try run.acknowledgements(in: ledger)
    var result = ReconciliationResult(
      rows: rows, period: period, undatedTasks: undatedTasks,
      accountFindings: account.findings, drifts: account.drifts, tasks: account.tasks,
      acknowledgements: acknowledgements)
    // A rerun of a night reports only what that night could know.
    result.coverage.unreadable =
      run.filter.isNone ? try ledger.unreadableRecords(importedUntil: run.now) : .none
    self.result = result
  }

  /// The figures that are compared with those of another moment.
  ///
  /// A running task whose frozen points differ is not a finding yet, and a waived finding no longer
  /// counts as one.
  ///
  /// - Parameters:
  ///   - budgets: the statuses of the budgets.
  ///   - skipped: files in the inbox that were not read.
  ///   - before: the findings of the moment to compare with, whose alarms stay as they were told.
  /// - Returns: the figures.
  func figures(
    budgets: [BudgetStatus], skipped: [UnreadFile] = [], toldBefore before: [NightFinding] = []
  ) -> NightFigures {
    let coverage = result.coverage
    return NightFigures(
      day: day, checked: coverage.checkedPoints, billed: coverage.billedPoints,
      balance: account.wallets.isEmpty
        ? nil : account.wallets.reduce(.zero) { $0 + $1.balance },
      findings: (NightFinding.all(told, toldBefore: before)
        + budgets.compactMap(BudgetReport.finding)
        + staleFeeds.map(\.finding)).sorted { $0.key < $1.key },
      skipped: NightFigures.SkippedFile.all(
        skipped.map { .init(path: $0.path, reason: $0.reason, sizeBytes: $0.sizeBytes) }))
  }

  /// The findings that a night tells.
  var told: [Finding] {
    result.findings.filter { $0.kind != Verdict.provisional.name && !$0.isWaived }
  }
}
