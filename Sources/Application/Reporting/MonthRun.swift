import Budgets
package import Domain
package import Ledger
import RateCards
import Reconciliation
package import Reports

/// Collects the ledger data for a monthly report.
package struct MonthRun {
  package let run: Run
  package let ledger: LedgerStore

  package init(run: Run, ledger: LedgerStore) {
    (self.run, self.ledger) = (run, ledger)
  }

  /// The report of the month in which a period ends, or of the last complete day's month if the
  /// period extends beyond it.
  package func report(
    endOf period: ReportPeriod, rates: ExchangeRates?
  ) throws -> MonthReport {
    let last = run.lastCompleteDay(in: ledger)
    return try report(of: CalendarMonth(of: min(period.until ?? last, last)), rates: rates)
  }

  /// The report of a month, with the rates of the currency that amounts are converted to.
  package func report(of month: CalendarMonth, rates: ExchangeRates?) throws -> MonthReport {
    let today = run.today(in: ledger)
    // Anything dated after now is left out.
    let period = ReportPeriod(since: month.firstDay, until: min(month.lastDay, today))
    let keyed = try run.filter.division() == .keys
    let rows = try run.rows(
      in: period, of: ledger, money: .credits, dividedBy: keyed ? .keys : .tags)
    let account = try AccountSide(ledger, run: run, period: period, listing: .all)
    let spends =
      run.filter.isOfAccounts ? try ledger.keySpend(in: period, of: run.accounts(of: ledger)) : []
    let forecasters = LedgerForecasters(run, ledger, month: month)
    return MonthReport(
      MonthFacts(
        month: month, known: try run.knownDays(of: ledger), rows: rows,
        rowsBefore: try run.reader(of: ledger, in: month.previous.period).lines(),
        undatedTasks: try run.undatedTasks(in: ledger),
        unreadable: try run.unreadableRecords(in: ledger), filter: run.filter,
        ratedRows: try run.reader(
          of: ledger, in: ReportPeriod(since: month.previous.firstDay, until: period.until)
        ).lines(withRates: true),
        notes: [run.filter.note].compactMap(\.self)
          + ReportNotes.notes(
            rows, period: period, basis: try run.basis(of: ledger)),
        accountFindings: account.findings, drifts: account.drifts,
        tasks: account.tasks, acknowledgements: try run.acknowledgements(in: ledger),
        claim: try run.claimDraft(
          in: period, of: ledger, card: run.pricer().card, drifts: account.drifts),
        keys: spends.isEmpty
          ? nil
          : MonthFacts.Keys(
            spends: spends, unit: try ledger.historyUnit(), names: run.configuration.apiKeyNames),
        wallet: try wallet(in: period, rows: rows),
        budgets: try run.budgetBooks(ledger, money: .credits, forecasters: forecasters).books
          .compactMap { $0.status(on: min(month.lastDay, today)) },
        payments: run.payments(
          in: ReportPeriod(since: month.previous.firstDay, until: month.lastDay), ledger),
        // Before the account history begins, what a key spent is unknown and not 0.
        outlook: keyed ? nil : try forecasters.outlook(of: month), rates: rates))
  }

  private func wallet(
    in period: ReportPeriod, rows: [LedgerLine]
  ) throws -> MonthFacts.Wallet? {
    let wallets = try run.wallets(of: ledger, rows: rows)
    guard !wallets.isEmpty else { return nil }
    let entries = try run.walletEntries(of: ledger)
    return MonthFacts.Wallet(
      windows: wallets.flatMap(\.windows).filter { ledger.overlaps($0, period) },
      entries: WalletEntries(
        topUps: entries.topUps.filter { period.contains($0.day) },
        charges: entries.charges.filter { period.contains($0.day) }))
  }
}
