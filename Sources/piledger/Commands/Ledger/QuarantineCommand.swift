import Application
import ArgumentParser
import Ledger
import Reconciliation
import Rendering
import Reports

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List the records that could not be read, and dismiss those that do not matter.",
    discussion: """
      A record that cannot be read is in no figure; every report says beside its coverage how many \
      there are. What is kept of one is its place, the reason, the SHA-256 of its bytes, and the \
      names and types of its members; its text is not.

      A record leaves by itself when its file is imported again and it can be read then. Others are \
      dismissed: they are counted no more, also where the same bytes are imported again.

      EXAMPLES
        piledger quarantine list
        piledger quarantine dismiss 12 13
        piledger quarantine dismiss --source inbox/app.log --dry-run
      """,
    subcommands: [QuarantineListCommand.self, QuarantineDismissCommand.self],
    defaultSubcommand: QuarantineListCommand.self)
}

struct QuarantineListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the records that could not be read, by source and place.",
    discussion: """
      The first 20 places of each reason in a source have a line each; further ones are one line \
      together, with the place of the first and their number.

      EXAMPLES
        piledger quarantine list
        piledger quarantine list --source inbox/app.log
        piledger quarantine list --dismissed -f csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("source"), help: "Only those of this source, named as in the list.")
  var source: String?

  @Flag(name: .customLong("dismissed"), help: "List those that were dismissed, not the others.")
  var wantsDismissed = false

  func run() throws {
    let run = try options.run()
    let rows = try run.ledger(.readOnly).quarantined().filter { row in
      row.isDismissed == wantsDismissed && (source.map { $0 == row.source } ?? true)
    }
    try format.write(
      QuarantineReport.table(rows), options: options, schema: "piledger.quarantine.list/1",
      parameters: [("source", .optional(source)), ("dismissed", .bool(wantsDismissed))],
      generatedAt: run.now)
  }
}

struct QuarantineDismissCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss",
    abstract: "Count records no more that could not be read.",
    discussion: """
      They stay dismissed when the same bytes are imported again. Takes the ids of the list, all of \
      a source, or all.

      EXAMPLES
        piledger quarantine dismiss 12 13
        piledger quarantine dismiss --source inbox/app.log
        piledger quarantine dismiss --all --dry-run
      """)

  @OptionGroup var options: GlobalOptions

  @Option(name: .customLong("source"), help: "All of this source, named as in the list.")
  var source: String?

  @Flag(name: .customLong("all"), help: "All that are in quarantine.")
  var dismissesAll = false

  @Flag(name: .customLong("dry-run"), help: "Say what would be dismissed, and write nothing.")
  var isDryRun = false

  @Argument(help: ArgumentHelp("The ids of records in the list.", valueName: "id"))
  var ids: [Int64] = []

  func validate() throws {
    let ways = [!ids.isEmpty, source != nil, dismissesAll].count { $0 }
    guard ways == 1 else {
      throw ValidationError("expected either ids, or --source, or --all")
    }
  }

  func run() throws {
    let run = try options.run()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    let rows = try chosen(of: try ledger.quarantined().filter { !$0.isDismissed })
    try ledger.withWrites { try ledger.dismiss(rows) }
    let count = rows.reduce(0) { $0 + $1.records - $1.dismissed }
    if options.wantsJSON {
      Console.print(envelope(rows, count, run: run).text)
    } else if !options.quiet {
      Console.print(
        "\(isDryRun ? "would dismiss" : "dismissed") \(count) "
          + "\(count == 1 ? "record" : "records")\n")
    }
  }

  private func chosen(of rows: [QuarantinedRecords]) throws -> [QuarantinedRecords] {
    if let source {
      let chosen = rows.filter { $0.source == source }
      guard !chosen.isEmpty else {
        throw Failure(.noInput, "\(source): no records of this source are in quarantine")
      }
      return chosen
    }
    guard !dismissesAll else { return rows }
    let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
    return try ids.map { id in
      guard let row = known[id] else {
        throw Failure(.noInput, "\(id): no such record in quarantine; piledger quarantine list")
      }
      return row
    }
  }

  private func envelope(
    _ rows: [QuarantinedRecords], _ count: Int, run: Run
  ) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.quarantine.dismiss/1", generatedAt: run.now,
      parameters: [("dry_run", .bool(isDryRun))], coverage: nil,
      data: .object([
        ("ids", .array(rows.map { .integer($0.id) })), ("records", .integer(Int64(count))),
      ]))
  }
}
