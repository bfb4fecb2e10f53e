import Application
import ArgumentParser
import Ledger
import Rendering

struct ExportTasksCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case ndjson
  }

  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "Write every task of a period as tidy CSV or NDJSON.",
    discussion: """
      One row per task, with the columns of v_task (see piledger query --schema), ordered by day \
      and id. Money is given in integer points and exact USD. Tasks without a creation time are \
      included only if no period is given. In NDJSON, measures and request are objects. Rows are \
      streamed, so an export can be of any size.

      EXAMPLES
        piledger export tasks -o tasks.csv
        piledger export tasks -o tasks.csv --csv-dialect eu
        piledger export tasks -f ndjson --period last-month | gzip > october.ndjson.gz
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var narrowing: WhereOptions

  @Option(name: [.short, .long], help: "csv or ndjson. Default: csv, or from the file name.")
  var format: Format?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write to a .csv or .ndjson file (atomically).")
  var outputPath: String?

  @OptionGroup var csv: CSVOptions

  func validate() throws { try options.refuseJSON("--format ndjson writes a JSON object a line") }

  func run() throws {
    let format = try chosenFormat()
    let run = try options.run()
    let ledger = try run.ledger(.readOnly)
    let period = try period.period(today: run.today(in: ledger))
    let narrowed = try narrowing.narrowed(run, of: ledger)
    let kept = try narrowed.reader(of: ledger, in: period).keptTasks()
    let form = csv.form
    let output = try ResultStream(outputPath)
    var writer = QueryWriter([])
    try ledger.readTasks(
      in: period, keeping: kept,
      columns: { names in
        writer = QueryWriter(names, form: form)
        if format == .csv { try output.write(writer.csvHeader) }
      },
      row: { row in
        try output.write(
          format == .csv ? writer.csv(row) : writer.jsonLine(row, objects: ["measures", "request"]))
      })
    try output.finish()
    try run.warnOfUsageLines(ledger)
  }

  /// The requested format, by name or by file extension.
  private func chosenFormat() throws(Failure) -> Format {
    let format = try namedFormat()
    guard csv.dialect == nil || format == .csv else {
      throw Failure(
        .usage, "--csv-dialect applies only to CSV, and the format is \(format.rawValue)")
    }
    return format
  }

  private func namedFormat() throws(Failure) -> Format {
    if let format { return format }
    guard let outputPath else { return .csv }
    let output = OutputPath(outputPath)
    switch output.ending {
    case "csv": return .csv
    case "ndjson", "jsonl": return .ndjson
    default:
      guard output.isNode else {
        throw output.failure(
          endings: ["csv", "ndjson", "jsonl"], hint: "--format allows any name")
      }
      return .csv
    }
  }
}
