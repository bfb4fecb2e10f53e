import ArgumentParser
import Domain
import Reconciliation
import Reporting

extension ReportCommand {
  /// The folder for the nightly set, nil where one report is asked for.
  ///
  /// - Throws: ``Failure`` where a report of one table is to be a set of files.
  func folder(for request: ReportRequest) throws(Failure) -> String? {
    guard let path = format.folder(wantsJSON: options.wantsJSON) else { return nil }
    guard !request.isKindNamed, dimensionNames == nil else {
      let what = dimensionNames == nil ? "report \(request.kind.name)" : "report --by"
      throw Failure(
        .usage,
        "--output \(path): \(what) is one table, and a folder takes the nightly set; expected a "
          + "file that ends in \(OutputFormat.byEnding.map { ".\($0.key)" }.joined(separator: ", "))"
      )
    }
    return path
  }

  func text(_ report: Report, graph: TerminalGraph?, run: Run) throws -> String {
    switch try format.format(wantsJSON: options.wantsJSON) {
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
    of kind: ReportKind, beside table: ReportTable, _ rows: [LedgerLine]
  ) throws -> TerminalGraph? {
    guard case .standard(let standard) = kind, format.outputPath == nil, Console.width != nil else {
      return nil
    }
    return CostGraph.graph(
      beside: table, by: try dimensions(for: rows) ?? standard.dimensions, rows: rows)
  }
}
