import ArgumentParser
import Billing
import Foundation
import Reconciliation
import Reporting

/// Writes the report of a month where and as it is asked for.
struct MonthOutput {
  let document: ReportDocument
  let coverage: Coverage
  let format: FormatOptions

  func write(_ options: GlobalOptions, now: Instant) throws {
    if let path = format.outputPath, format.format == nil, !options.wantsJSON {
      switch URL(filePath: path).pathExtension.lowercased() {
      case "html", "htm": return try OutputFile.write(HTMLWriter.text(document), to: path)
      case _ where OutputFormat(ending: path) == nil:
        return try OutputFile.write(document.files, to: path)
      default: break
      }
    }
    try format.write(try text(options, now: now))
  }

  private func text(_ options: GlobalOptions, now: Instant) throws -> String {
    switch format.format(wantsJSON: options.wantsJSON) {
    case .csv:
      throw ValidationError(
        "a month's report has many tables; ask for one, as with report daily --period 2026-10 -f csv"
      )
    case .markdown: MarkdownWriter.text(document, hasCharts: false)
    case .json:
      JSONEnvelope(
        schema: "piledger.report.month/1", generatedAt: now,
        parameters: [("month", .string(document.name))], coverage: coverage,
        data: .document(document)
      ).text
    case .table:
      TerminalWriter(
        width: format.outputPath == nil ? Console.width : nil, hasColor: options.hasColor
      ).text(document)
    }
  }
}
