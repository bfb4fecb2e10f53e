package import Budgets
package import Domain
package import Reconciliation

/// The reports that a night saves.
///
/// They are the reconciliation of a period, its cost by day, model and SKU, and the month.
package struct NightlySet: Sendable {
  package let result: ReconciliationResult
  package let reconciliation: ReconciliationReport
  package let daily: Report
  package let models: Report
  package let skus: Report
  /// The notes below the coverage.
  package let notes: [String]
  package let payments: [DatedCharge]
  package let month: ReportDocument?
  /// Files in the inbox that no figure includes, and why.
  package let notRead: [String]

  /// - Parameters:
  ///   - rows: the reconciled rows of the period.
  ///   - period: the days that the files cover.
  ///   - undatedTasks: tasks that belong to no day.
  ///   - unreadable: records that no figure includes.
  ///   - notes: the notes below the coverage.
  ///   - accountFindings: findings that come from the account data.
  ///   - drifts: price changes, which replace the findings that they explain.
  ///   - tasks: the tasks of the findings in the rows.
  ///   - acknowledgements: which findings need no attention.
  ///   - payments: the fixed charges of the period.
  ///   - month: the report of the month in which the period ends.
  ///   - notRead: files in the inbox that no figure includes, and why.
  ///   - rates: the rates of the currency that amounts are converted to.
  package init(
    rows: [LedgerLine], period: ReportPeriod, undatedTasks: Int,
    unreadable: UnreadableRecords = .none, notes: [String] = [],
    accountFindings: [Finding] = [], drifts: [PriceDrift] = [], tasks: FindingTasks = .none,
    acknowledgements: Acknowledgements = .none, payments: [DatedCharge] = [],
    month: ReportDocument? = nil, notRead: [String] = [], rates: ExchangeRates? = nil
  ) {
    var result = ReconciliationResult(
      rows: rows, period: period, undatedTasks: undatedTasks, accountFindings: accountFindings,
      drifts: drifts, tasks: tasks, acknowledgements: acknowledgements, rates: rates)
    result.coverage.unreadable = unreadable
    self.result = result
    reconciliation = ReconciliationReport(result)
    let report = { (kind: StandardReport) in
      kind.report(
        rows, period: period, undatedTasks: undatedTasks, payments: payments, rates: rates)
    }
    (daily, models, skus) = (report(.daily), report(.model), report(.sku))
    self.notes =
      notes + (rates.map { CurrencyNotes.notes(rows, payments: payments, rates: $0) } ?? [])
    self.payments = payments
    (self.month, self.notRead) = (month, notRead)
  }
}
