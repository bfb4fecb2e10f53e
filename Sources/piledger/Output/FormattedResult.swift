import Domain
import Rendering
import Reports

/// A result that can be written in every format; only the requested one is generated.
struct FormattedResult {
  let csv: () throws -> String
  let markdown: () -> String
  let json: () -> JSONEnvelope
  /// For people at a terminal.
  let text: (TerminalWriter) -> String
  /// Notes that don't fit into CSV and are reported separately.
  let notesBesideCSV: [String]

  init(
    csv: @autoclosure @escaping () throws -> String,
    markdown: @autoclosure @escaping () -> String,
    json: @autoclosure @escaping () -> JSONEnvelope, notesBesideCSV: [String] = [],
    text: @escaping (TerminalWriter) -> String
  ) {
    (self.csv, self.markdown, self.json, self.text) = (csv, markdown, json, text)
    self.notesBesideCSV = notesBesideCSV
  }
}

extension FormatOptions {
  /// Writes a result in the requested format, to the requested file or to stdout.
  func write(_ result: FormattedResult, _ options: GlobalOptions) throws {
    switch try format(wantsJSON: options.wantsJSON) {
    case .csv:
      let text = try result.csv()
      if !options.quiet { result.notesBesideCSV.forEach(Console.note) }
      try write(text)
    case .markdown: try write(result.markdown())
    case .json: try write(result.json().text)
    case .table:
      // A file has no width limit.
      try write(
        result.text(
          TerminalWriter(
            width: outputPath == nil ? Console.width : nil, hasColor: options.hasColor)))
    }
  }

  /// Writes a table in the requested format; people don't see columns that are empty in every row.
  func write(
    _ table: ReportTable, options: GlobalOptions, schema: String,
    parameters: [(String, JSONNode)], generatedAt: Instant
  ) throws {
    let isBrief = outputPath == nil && !options.verbose && table.name != "sku"
    try write(
      FormattedResult(
        csv: CSVWriter.text(table), markdown: MarkdownWriter.table(RateReport.readable(table)),
        json: JSONEnvelope(
          schema: schema, generatedAt: generatedAt, parameters: parameters, coverage: nil,
          data: .table(table)),
        text: { $0.table(RateReport.readable(table, isBrief: isBrief)) }),
      options)
  }
}
