import Billing
import Ledger
import Reconciliation
import Reporting

/// Brings together what a ledger has for the report of a month.
struct MonthRun {
  let run: Run
  let ledger: LedgerStore
  /// Records that could not be read, where they are not kept in the ledger.
  var unreadable: Int?

  /// The report of the month that a period ends in, or that yesterday is in where it goes further.
  func report(endOf period: ReportPeriod) throws -> MonthReport {
    let yesterday = run.today(in: ledger) + -1
    return try report(of: ReportMonth(of: min(period.until ?? yesterday, yesterday)))
  }

  func report(of month: ReportMonth) throws -> MonthReport {
    let previous = month.previous.period
    let rows = try ledger.rows(in: month.period, asOf: run.now)
    let account = try AccountSide(ledger, run: run, period: month.period)
    let spends = try ledger.keySpend(in: month.period)
    return MonthReport(
      MonthFacts(
        month: month, today: run.today(in: ledger), rows: rows,
        rowsBefore: try ledger.rows(in: previous, asOf: run.now),
        undatedTasks: try ledger.undatedTasks(),
        quarantined: try unreadable ?? ledger.counts().quarantined,
        pricedRows: try ledger.pricedRows(
          in: ReportPeriod(since: month.previous.firstDay, until: month.lastDay)),
        notes: try ReportNotes.notes(rows, period: month.period, ledger: ledger),
        accountFindings: account.findings,
        keys: spends.isEmpty
          ? nil
          : MonthFacts.Keys(
            spends: spends, unit: try ledger.historyUnit(), names: run.configuration.apiKeyNames),
        wallet: try wallet(in: month.period, rows: rows)))
  }

  private func wallet(
    in period: ReportPeriod, rows: [ReconciledRow]
  ) throws -> MonthFacts.Wallet? {
    guard let state = try ledger.wallet(asOf: run.now, rows: rows) else { return nil }
    return MonthFacts.Wallet(
      windows: state.windows.filter { ledger.overlaps($0, period) },
      topUps: try ledger.topUps().filter { period.contains($0.day) })
  }
}
