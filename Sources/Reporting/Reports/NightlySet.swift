package import Billing
package import Reconciliation

/// The files of a night: `summary.md`, `daily.csv`, `models.csv`, `skus.csv` and `findings.csv`.
package struct NightlySet: Sendable {
  package struct File: Hashable, Sendable {
    package let name: String
    package let text: String
  }

  package let files: [File]

  /// - Parameters:
  ///   - rows: the reconciled rows of the period.
  ///   - period: the days that the files are for.
  ///   - undatedTasks: tasks that belong to no day.
  ///   - notes: what stands under the coverage.
  ///   - accountFindings: what the account's side adds to the findings.
  ///   - drifts: changes of prices, which take the place of the findings that they explain.
  package init(
    rows: [ReconciledRow], period: ReportPeriod, undatedTasks: Int, notes: [String] = [],
    accountFindings: [Finding] = [], drifts: [PriceDrift] = []
  ) {
    let result = ReconciliationResult(
      rows: rows, period: period, undatedTasks: undatedTasks, accountFindings: accountFindings,
      drifts: drifts)
    let reconciliation = ReconciliationReport(result)
    let report = { (kind: StandardReport) in
      kind.report(rows, period: period, undatedTasks: undatedTasks)
    }
    files = [
      File(
        name: "summary.md",
        text: NightlySet.summary(
          result, reconciliation, models: report(.model), days: report(.daily),
          notes: notes)),
      File(name: "daily.csv", text: CSVWriter.text(report(.daily).table)),
      File(name: "models.csv", text: CSVWriter.text(report(.model).table)),
      File(name: "skus.csv", text: CSVWriter.text(report(.sku).table)),
      File(name: "findings.csv", text: CSVWriter.text(reconciliation.findings.table)),
    ]
  }

  private static func summary(
    _ result: ReconciliationResult, _ reconciliation: ReconciliationReport, models: Report,
    days: Report, notes: [String]
  ) -> String {
    let totals = result.totals
    return """
      # PiAPI spend, \(result.period)

      \(result.coverage.sentence)

      Billed \(totals.billed.usdText) USD, expected \(totals.expected.usdText) USD, variance \
      \(totals.variance.usdText) USD, unchecked \(totals.unchecked.usdText) USD, commitment \
      \(totals.commitment.usdText) USD.

      \(MarkdownWriter.list(notes))\(MarkdownWriter.sections(reconciliation))
      ## Cost per model

      \(MarkdownWriter.table(models.table))
      ## Cost per day

      \(MarkdownWriter.table(days.table))
      """
  }
}
