import Domain
import Reconciliation
package import Reports

/// A file of a report.
package struct ReportFile: Hashable, Sendable {
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    (self.name, self.text) = (name, text)
  }
}

extension ReportDocument {
  /// The document as a page and as Markdown, with its charts as separate files.
  package var files: [ReportFile] {
    [
      ReportFile(name: "\(name).html", text: HTMLWriter.text(self)),
      ReportFile(name: "\(name).md", text: MarkdownWriter.text(self)),
    ] + charts.map { ReportFile(name: fileName(of: $0), text: $0.file) }
  }
}

extension NightlySet {
  /// `summary.md`, `daily.csv`, `models.csv`, `skus.csv`, `findings.csv`, and the monthly report.
  ///
  /// `night.txt`, with the lines that the night reports, is added once these are known.
  ///
  /// - Parameter form: how the CSV is written.
  /// - Returns: the files, in the order in which they are written.
  package func files(csv form: CSVForm) -> [ReportFile] {
    [
      ReportFile(name: "summary.md", text: summary + notReadSection + monthSection),
      ReportFile(name: "daily.csv", text: CSVWriter.text(daily.table, in: form)),
      ReportFile(name: "models.csv", text: CSVWriter.text(models.table, in: form)),
      ReportFile(name: "skus.csv", text: CSVWriter.text(skus.table, in: form)),
      ReportFile(
        name: "findings.csv", text: CSVWriter.text(reconciliation.findings.table, in: form)),
    ] + (month?.files ?? [])
  }

  private var notReadSection: String {
    guard !notRead.isEmpty else { return "" }
    return "\n## Not read\n\nThese files are not included in any figure.\n\n"
      + MarkdownWriter.list(notRead).dropLast()
  }

  /// The charts of the month, and where to find the rest of its report.
  private var monthSection: String {
    guard let month else { return "" }
    let charts = month.charts.map { "\n" + MarkdownWriter.image($0, in: month) }
    return "\n## Month\n\n[\(MarkdownWriter.escaped(month.title))](\(month.name).html)\n"
      + charts.joined()
  }

  private var summary: String {
    let totals = result.totals
    let fixed =
      payments.isEmpty
      ? "" : "\n## Fixed charges\n\n" + MarkdownWriter.table(FixedChargeReport.table(payments))
    return """
      # PiAPI spend, \(result.period)

      \(MarkdownWriter.escaped(result.coverage.sentence))

      Billed \(totals.billed.usdText) USD, expected \(totals.expected.usdText) USD, variance \
      \(totals.variance.usdText) USD, unchecked \(totals.unchecked.usdText) USD, commitment \
      \(totals.commitment.usdText) USD.

      \(MarkdownWriter.list(notes))\(MarkdownWriter.sections(reconciliation))
      ## Cost per model

      \(MarkdownWriter.table(models.table))
      ## Cost per day

      \(MarkdownWriter.table(daily.table))\(fixed)
      """
  }
}
