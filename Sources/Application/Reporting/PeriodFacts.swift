package import Budgets
package import Domain
import Ledger
package import Reconciliation
package import Reports

/// The ledger data for the reports of a period.
package struct PeriodFacts {
  let run: Run
  let ledger: LedgerStore
  package let period: ReportPeriod
  package let rows: [LedgerLine]
  package let payments: [DatedCharge]
  let basis: ReportBasis
  /// The notes below the coverage.
  let notes: [String]
  package let coverage: Coverage
  private let undatedTasks: Int
  private let months: MonthRun

  /// - Parameters:
  ///   - months: the run and its ledger.
  ///   - period: the days to report on.
  ///   - money: the kind of money that amounts are in.
  ///   - division: what the rows are divided by.
  /// - Throws: an error if the ledger can't be read, and ``Failure`` if the cash price isn't known.
  package init(
    _ months: MonthRun, period: ReportPeriod, money: Money,
    dividedBy division: LedgerLine.Division
  ) throws {
    (run, ledger, self.months, self.period) = (months.run, months.ledger, months, period)
    rows = try run.rows(in: period, of: ledger, money: money, dividedBy: division)
    payments = run.payments(in: period, ledger)
    undatedTasks = try run.undatedTasks(in: ledger)
    basis = try run.basis(of: ledger)
    var notes =
      [run.filter.note].compactMap(\.self)
      + ReportNotes.notes(rows, period: period, basis: basis)
    if money == .cash { notes.append(try run.cashPrice(ledger).note(at: period.until)) }
    self.notes = notes
    coverage = try run.coverage(of: rows, in: ledger)
  }

  /// The cost of tasks, by the report's default dimensions or by others.
  package func report(_ kind: StandardReport, by dimensions: [Dimension]?) throws -> Report {
    let rates = try run.exchangeRates(keptIn: ledger)
    var report = kind.report(
      rows, by: dimensions, period: period, undatedTasks: undatedTasks, payments: payments,
      rates: rates)
    report.coverage = coverage
    report.notes =
      notes
      + (rates.map {
        CurrencyNotes.notes(
          rows, payments: report.table.hasFixedCharges ? payments : [], rates: $0)
      } ?? [])
    if !report.table.hasFixedCharges, let note = FixedChargeReport.note(payments) {
      report.notes.append(note)
    }
    return report
  }

  /// The reports that a night saves.
  package func nightlySet() throws -> NightlySet {
    let account = try AccountSide(ledger, run: run, period: period, listing: .all)
    let rates = try run.exchangeRates(keptIn: ledger)
    return NightlySet(
      rows: rows, period: period, undatedTasks: undatedTasks, unreadable: coverage.unreadable,
      notes: notes + account.notes, accountFindings: account.findings, drifts: account.drifts,
      tasks: account.tasks, acknowledgements: try run.acknowledgements(in: ledger),
      payments: payments, month: try months.report(endOf: period, rates: rates).document,
      rates: rates)
  }
}
