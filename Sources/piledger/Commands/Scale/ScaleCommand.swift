import Application
import ArgumentParser
import Domain
import RateCards
import Reduction

struct ScaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Reduce answers where they are, in ClickHouse, Spark or DuckDB.",
    discussion: """
      Where there are too many answers to import them one by one, the engine that holds them counts \
      them: a query made from the rate card merges the answers of each task, reads what prices \
      depend on, and writes usage lines, a few thousand for millions of tasks. piledger import reads \
      these like answers.

      EXAMPLES
        piledger scale sql --engine clickhouse --from 's3://logs/*.gz' --batch may
        piledger scale tasks --engine duckdb --from 'log/*.gz' --model kling
        piledger scale check --tasks sample.ndjson --lines lines.ndjson
      """,
    subcommands: [ScaleSQLCommand.self, ScaleTasksCommand.self, ScaleCheckCommand.self])
}

extension QueryEngine: ExpressibleByArgument {}

/// Where answers are and what reads them.
struct AnswerOptions: ParsableArguments {
  @Option(help: "What runs the query: clickhouse (or chdb), spark or duckdb.")
  var engine: QueryEngine

  @Option(
    help: ArgumentHelp(
      "The answers as the engine finds them, one JSON object a line: a path, a glob or an s3:// "
        + "address; .gz is unpacked.", valueName: "glob"))
  var from: String

  func validate() throws {
    guard !from.trimmed.isEmpty else { throw ValidationError("--from: expected a path") }
  }

  func source(in period: PeriodOptions, of run: Run) throws -> AnswerSource {
    let period = try period.period(today: run.calendar.day(of: run.now))
    return AnswerSource(
      path: from, timeZoneName: run.calendar.timeZoneName, since: period.since,
      until: period.until)
  }

  /// Ends a command whose query can't be made.
  static func query(_ make: () throws(ReductionError) -> String) throws(Failure) -> String {
    do throws(ReductionError) {
      return try make()
    } catch {
      throw Failure(.configuration, error.description)
    }
  }
}

struct ScaleSQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Print the query that reduces answers to usage lines.",
    discussion: """
      The query is for the engine's own client; nothing is run. It is made from the rate card: \
      print it anew when a price reads other fields. A shard is a part of the tasks, by their ids: \
      run 1/4 to 4/4 where one run would be too large. Import all lines of a batch; a later run \
      replaces an earlier one of the same batch, shard and day.

      EXAMPLES
        piledger scale sql --engine duckdb --from 'log/*.gz' --batch may -o may.sql
        piledger scale sql --engine clickhouse --from 's3://log/*.gz' --batch may
        piledger scale sql --engine duckdb --from a.gz --batch may --to lines.ndjson
        piledger scale sql --engine spark --from s3a://log/ --batch may --shard 1/4
        piledger scale sql --engine duckdb --from a.gz --batch may --rejects
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var answers: AnswerOptions
  @OptionGroup var period: PeriodOptions

  @Option(
    help: ArgumentHelp(
      "Let the query write the lines there, as the engine names places. Default: it prints them.",
      valueName: "path"))
  var to: String?

  @Option(help: ArgumentHelp("What the set of answers is called.", valueName: "name"))
  var batch: String

  @Option(help: ArgumentHelp("A part of the tasks, by their ids: 1/4.", valueName: "k/n"))
  var shard: String?

  @Option(help: ArgumentHelp("The account of tasks that name none.", valueName: "name"))
  var account: String?

  @Flag(help: "Print the query that counts the records that are in no line.")
  var rejects = false

  @Option(
    name: [.customShort("o"), .customLong("output")], help: "Write to a .sql file (atomically).")
  var outputPath: String?

  func validate() throws {
    try options.refuseJSON("the result is SQL")
    guard (1...256).contains(batch.utf8.count) else {
      throw ValidationError("--batch: expected 1 to 256 bytes")
    }
    _ = try part()
  }

  private func part() throws -> UsageShard {
    guard let shard else { return .whole }
    guard let part = UsageShard(shard) else {
      throw ValidationError("--shard: expected a part and their number, such as 1/4")
    }
    return part
  }

  func run() throws {
    let run = try options.run()
    var query = ReducingQuery(
      card: try run.pricer().card, engine: answers.engine,
      source: try answers.source(in: period, of: run), batch: batch)
    query.destination = to
    query.shard = try part()
    query.account = account
    let made = query
    let output = try ResultStream(outputPath)
    try output.write(
      AnswerOptions.query { () throws(ReductionError) in
        rejects ? try made.rejects() : try made.text()
      })
    try output.finish()
  }
}
