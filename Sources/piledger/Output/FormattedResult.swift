import Application
import Domain
import Rendering
import Reports

/// A result that can be written in every format; only the requested one is generated.
struct FormattedResult {
  /// The table that CSV holds.
  let csv: () throws -> ReportTable
  let markdown: () -> String
  let json: () -> JSONEnvelope
  /// For people at a terminal.
  let text: (TerminalWriter) -> String
  /// Notes that don't fit into CSV and are reported separately.
  let notesBesideCSV: [String]
  /// The workbook; by default one sheet with the table of CSV and its notes.
  let workbook: (WorkbookMaker) throws -> Workbook

  /// - Parameters:
  ///   - csv: the table that CSV holds.
  ///   - markdown: the result for people who read it elsewhere.
  ///   - json: the result for programs.
  ///   - notesBesideCSV: notes that don't fit into CSV.
  ///   - workbook: the workbook, if it holds more than the table of CSV.
  ///   - text: the result for people at a terminal.
  init(
    csv: @autoclosure @escaping () throws -> ReportTable,
    markdown: @autoclosure @escaping () -> String,
    json: @autoclosure @escaping () -> JSONEnvelope, notesBesideCSV: [String] = [],
    workbook: ((WorkbookMaker) throws -> Workbook)? = nil,
    text: @escaping (TerminalWriter) -> String
  ) {
    (self.csv, self.markdown, self.json, self.text) = (csv, markdown, json, text)
    self.notesBesideCSV = notesBesideCSV
    self.workbook =
      workbook ?? { maker in
        let table = try csv()
        return maker.workbook(title: table.title, notes: notesBesideCSV, tables: [table])
      }
  }
}

extension FormatOptions {
  /// Writes a result in the requested format, to the requested file or to stdout.
  func write(_ result: FormattedResult, _ options: GlobalOptions) throws {
    switch try format(wantsJSON: options.wantsJSON) {
    case .csv:
      let text = CSVWriter.text(try result.csv(), in: csv.form)
      if !options.quiet { result.notesBesideCSV.forEach(Console.note) }
      try write(text)
    case .markdown: try write(result.markdown())
    case .json: try write(result.json().text)
    case .xlsx:
      // What needs no settings has a receipt without times.
      let maker =
        try OutputFile.settings.workbookMaker
        ?? WorkbookMaker(createdAt: Run.currentTime(), calendar: .utc)
      try write(try result.workbook(maker))
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
        csv: table, markdown: MarkdownWriter.table(RateReport.readable(table)),
        json: JSONEnvelope(
          schema: schema, generatedAt: generatedAt, parameters: parameters, coverage: nil,
          data: .table(table)),
        text: { $0.table(RateReport.readable(table, isBrief: isBrief)) }),
      options)
  }
}
