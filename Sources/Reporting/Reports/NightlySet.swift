package import Budgets
package import Domain
package import Reconciliation

/// A file of a report.
package struct ReportFile: Hashable, Sendable {
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    (self.name, self.text) = (name, text)
  }
}

/// The files of a night: `summary.md`, `daily.csv`, `models.csv`, `skus.csv`, `findings.csv`, and the
/// report of the month.
///
/// `night.txt`, with the lines that the night tells, comes when these are known.
package struct NightlySet: Sendable {
  package let files: [ReportFile]

  /// - Parameters:
  ///   - rows: the reconciled rows of the period.
  ///   - period: the days that the files are for.
  ///   - undatedTasks: tasks that belong to no day.
  ///   - unreadable: records that are in no figure.
  ///   - notes: what stands under the coverage.
  ///   - accountFindings: what the account's side adds to the findings.
  ///   - drifts: changes of prices, which take the place of the findings that they explain.
  ///   - payments: what is paid on fixed days of the period.
  ///   - month: the report of the month that the period ends in.
  ///   - notRead: files of the inbox that are in no figure, and why.
  package init(
    rows: [LedgerLine], period: ReportPeriod, undatedTasks: Int,
    unreadable: UnreadableRecords = .none, notes: [String] = [],
    accountFindings: [Finding] = [], drifts: [PriceDrift] = [],
    payments: [DatedCharge] = [], month: ReportDocument? = nil, notRead: [String] = []
  ) {
    var result = ReconciliationResult(
      rows: rows, period: period, undatedTasks: undatedTasks, accountFindings: accountFindings,
      drifts: drifts)
    result.coverage.unreadable = unreadable
    let reconciliation = ReconciliationReport(result)
    let report = { (kind: StandardReport) in
      kind.report(
        rows, period: period, undatedTasks: undatedTasks, payments: payments)
    }
    files =
      [
        ReportFile(
          name: "summary.md",
          text: NightlySet.summary(
            result, reconciliation, models: report(.model), days: report(.daily), notes: notes,
            payments: payments)
            + NightlySet.notReadSection(notRead) + (month.map(NightlySet.monthSection) ?? "")),
        ReportFile(name: "daily.csv", text: CSVWriter.text(report(.daily).table)),
        ReportFile(name: "models.csv", text: CSVWriter.text(report(.model).table)),
        ReportFile(name: "skus.csv", text: CSVWriter.text(report(.sku).table)),
        ReportFile(name: "findings.csv", text: CSVWriter.text(reconciliation.findings.table)),
      ] + (month?.files ?? [])
  }

  private static func notReadSection(_ files: [String]) -> String {
    guard !files.isEmpty else { return "" }
    return "\n## Not read\n\nThese files are in no figure.\n\n"
      + MarkdownWriter.list(files).dropLast()
  }

  /// The charts of the month, and where the rest of its report is.
  private static func monthSection(_ month: ReportDocument) -> String {
    let charts = month.charts.map { "\n" + MarkdownWriter.image($0, in: month) }
    return "\n## Month\n\n[\(MarkdownWriter.escaped(month.title))](\(month.name).html)\n"
      + charts.joined()
  }

  private static func summary(
    _ result: ReconciliationResult, _ reconciliation: ReconciliationReport, models: Report,
    days: Report, notes: [String], payments: [DatedCharge]
  ) -> String {
    let totals = result.totals
    let fixed =
      payments.isEmpty
      ? "" : "\n## Fixed charges\n\n" + MarkdownWriter.table(FixedChargeReport.table(payments))
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

      \(MarkdownWriter.table(days.table))\(fixed)
      """
  }
}
