import ArgumentParser
import Domain
import Reconciliation
import Rendering
import Reports

/// Writes the report of a month to the requested place, in the requested format.
struct MonthOutput {
  let document: ReportDocument
  let coverage: Coverage
  let format: FormatOptions

  private static let pageEndings = ["html", "htm"]

  func write(_ options: GlobalOptions, now: Instant) throws {
    if let folder = format.folder(wantsJSON: options.wantsJSON) {
      return try OutputFile.write(document.files, to: folder)
    }
    if let path = format.outputPath, format.format == nil, !options.wantsJSON {
      let output = OutputPath(path)
      if MonthOutput.pageEndings.contains(output.ending) {
        return try OutputFile.write(HTMLWriter.text(document), to: path)
      }
      guard output.isNode || OutputFormat(ending: path) != nil else {
        throw output.failure(
          endings: MonthOutput.pageEndings + ["md", "markdown", "json", "txt", "xlsx"],
          hint: output.ending == "pdf"
            ? "to get a PDF, print the .html from a browser"
            : "a folder gets the page, the Markdown and the charts")
      }
    }
    try format.write(result(now: now), options)
  }

  private func result(now: Instant) -> FormattedResult {
    FormattedResult(
      csv: try MonthOutput.refuseCSV(),
      markdown: MarkdownWriter.text(document, hasCharts: false),
      json: JSONEnvelope(
        schema: "piledger.report.month/1", generatedAt: now,
        parameters: [
          ("month", .string(document.name)), ("where", .optional(coverage.filter.text)),
        ], coverage: coverage,
        data: .document(document)),
      workbook: { $0.workbook(document) },
      text: { $0.text(document) })
  }

  private static func refuseCSV() throws -> ReportTable {
    throw ValidationError(
      "a monthly report has many tables; ask for one, such as report daily --period 2026-10 -f csv")
  }
}
