import Application
import ArgumentParser
import Dispatch
import Domain
import Files
import Foundation
import Ledger
import Rendering
import Reports

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask the ledger a saved question, or run SQL.",
    discussion: """
      Without a name, lists the saved questions. --sql takes one read-only statement; in it :since \
      and :until are the days of the period, NULL if open. Next to each column that ends in \
      _points is the same amount in USD. CSV rows are streamed, so the output can be of any size.

      Reads what the last import or reconcile left; --as-of has no effect. The status is 64 if the \
      SQL is refused and 75 if the time limit is exceeded.

      EXAMPLES
        piledger query
        piledger query spend-by-model --period last-month
        piledger query prices-charged --since 2026-09-01 -o prices.csv
        piledger query --sql "SELECT verdict, count(*) FROM v_task GROUP BY verdict"
        piledger query --schema
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions

  // A statement may start with a comment, whose dashes aren't a flag.
  @Option(
    name: .customLong("sql"), parsing: .unconditional, help: "One read-only statement.")
  var sql: String?

  @Option(name: .customLong("timeout"), help: "Seconds after which a query is stopped.")
  var timeLimitSeconds = 60

  @Flag(name: .customLong("schema"), help: "List the documented views, column by column.")
  var showsSchema = false

  @Option(name: .customLong("where"), help: .hidden)
  var conditions: [String] = []

  @Argument(
    help: "The name of a saved question.",
    completion: .list(SavedQuestion.all.map(\.name)))
  var name: String?

  func validate() throws {
    guard [sql != nil, showsSchema, name != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("a name, --sql and --schema cannot be combined")
    }
    guard conditions.isEmpty else {
      throw ValidationError(
        "SQL has a WHERE of its own: piledger query --sql \"SELECT … FROM v_task WHERE model = 'kling'\"; "
          + "piledger report and piledger export tasks take --where")
    }
    guard timeLimitSeconds > 0 else { throw ValidationError("--timeout: expected 1 or more") }
  }

  func run() throws {
    let run = try options.run()
    if showsSchema { return try write(QueryListing.schema, period: nil, run) }
    if let sql { return try answer(sql, name: "sql", title: "SQL", run) }
    guard let name else { return try write(QueryListing.questions, period: nil, run) }
    guard let question = SavedQuestion.all.first(where: { $0.name == name }) else {
      let names = SavedQuestion.all.map(\.name)
      let hint =
        NearestNames.nearest(to: name, among: names).isEmpty
        ? "; the saved questions are \(names.joined(separator: ", "))"
        : NearestNames.hint(for: name, among: names)
      throw Failure(.usage, "no saved question \(VisibleText.line(name, limit: 80))\(hint)")
    }
    try answer(question.sql, name: question.name, title: question.summary, run)
  }

  private func answer(_ sql: String, name: String, title: String, _ run: Run) throws {
    let ledger = try run.ledger(.readOnly)
    let period = try period.period(today: run.today(in: ledger))
    let watch = TimeWatch(limitSeconds: timeLimitSeconds)
    defer { watch.end() }
    guard try format.format(wantsJSON: options.wantsJSON) != .csv else {
      return try stream(sql, of: ledger, period: period)
    }
    var writer = QueryWriter([])
    var rows: [[QueryValue]] = []
    try ledger.read(
      sql, period: period, timeLimitSeconds: timeLimitSeconds,
      columns: { writer = QueryWriter($0) }, row: { rows.append($0) })
    try write(writer.table(name: name, title: title, rows: rows), period: period, run)
  }

  /// Writes all columns, even those that are empty in every row, since the query asked for them.
  private func write(_ table: ReportTable, period: ReportPeriod?, _ run: Run) throws {
    try format.write(
      FormattedResult(
        csv: table, markdown: MarkdownWriter.table(table),
        json: JSONEnvelope(
          schema: "piledger.query.\(table.name)/1", generatedAt: run.now,
          parameters: period.map { [("period", .string($0.description))] } ?? [], coverage: nil,
          data: .table(table)),
        text: { $0.table(table) }),
      options)
  }

  private func stream(_ sql: String, of ledger: LedgerStore, period: ReportPeriod) throws {
    let form = format.csv.form
    var writer = QueryWriter([])
    var output: ResultStream?
    try ledger.read(
      sql, period: period, timeLimitSeconds: timeLimitSeconds,
      columns: { names in
        writer = QueryWriter(names, form: form)
        output = try ResultStream(format.outputPath)
        try output?.write(writer.csvHeader)
      }, row: { try output?.write(writer.csv($0)) })
    try output?.finish()
  }
}

/// Ends the process if a query is not over when its time is: SQLite looks at the time between its
/// steps, and cannot be called back from a single function that takes minutes.
private struct TimeWatch {
  /// How long SQLite has to end by itself.
  private static let graceSeconds = 1

  private let timer: any DispatchSourceTimer

  init(limitSeconds: Int) {
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .seconds(limitSeconds + TimeWatch.graceSeconds))
    timer.setEventHandler {
      Unfinished.discard()
      Console.error(QueryError.timeLimit(seconds: limitSeconds).description)
      _exit(ExitStatus.locked.rawValue)
    }
    timer.resume()
  }

  func end() { timer.cancel() }
}

/// What a ledger can be asked: the saved queries, and the columns of its views.
enum QueryListing {
  static let questions = ReportTable(
    name: "questions", title: "Saved questions",
    columns: [
      ReportTable.Column("name", .text),
      ReportTable.Column("row", heading: "one row is", .text),
    ],
    rows: SavedQuestion.all.map { [.text($0.name), .text($0.summary)] })

  static let schema = ReportTable(
    name: "schema", title: "Views",
    columns: [
      ReportTable.Column("view", .text), ReportTable.Column("column", .text),
      ReportTable.Column("meaning", .text),
    ],
    rows: ViewDocumentation.all.flatMap { view in
      [[.text(view.name), .none, .text("one row is \(view.row)")]]
        + view.columns.map { [.text(view.name), .text($0.name), .text($0.meaning)] }
    })
}
