import ArgumentParser
import Billing
import Reconciliation
import Reporting

extension ReportCommand {
  /// The folder for the nightly set, nil where one report is asked for.
  var folder: String? {
    guard let path = format.outputPath, format.format == nil, !options.wantsJSON,
      OutputFormat(ending: path) == nil
    else { return nil }
    return path
  }

  func text(_ report: Report, graph: TerminalGraph?, run: Run) -> String {
    switch format.format(wantsJSON: options.wantsJSON) {
    case .csv:
      if !options.quiet {
        Console.note(report.coverage.sentence)
        report.notes.forEach(Console.note)
      }
      return CSVWriter.text(report.table)
    case .markdown: return MarkdownWriter.text(report)
    case .json:
      return JSONEnvelope(
        schema: "piledger.report.\(report.table.name)/1", generatedAt: run.now,
        parameters: [
          ("period", .string(report.period.description)),
          ("by", .optional(dimensionNames)), ("money", .string(money.money.rawValue)),
          ("notes", .array(report.notes.map { .string($0) })),
        ],
        coverage: report.coverage, data: .table(report.table)
      ).text
    case .table:
      return TerminalWriter(
        width: format.outputPath == nil ? Console.width : nil, hasColor: options.hasColor
      ).text(report, graph: graph)
    }
  }

  /// What a terminal shows beside the rows of a cost report.
  func graph(
    of kind: ReportKind, beside table: ReportTable, _ rows: [ReconciledRow]
  ) throws -> TerminalGraph? {
    guard case .standard(let standard) = kind, format.outputPath == nil, Console.width != nil else {
      return nil
    }
    return CostGraph.graph(
      beside: table, by: try dimensions(for: rows) ?? standard.dimensions, rows: rows)
  }
}
