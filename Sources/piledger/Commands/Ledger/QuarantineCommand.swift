import Application
import ArgumentParser
import Ledger
import Reconciliation
import Rendering
import Reports

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List or dismiss the records that could not be read.",
    discussion: """
      A record that cannot be read is not included in any figure; every report says next to its \
      coverage how many there are. The ledger keeps such a record's place, the reason, the SHA-256 \
      of its bytes, and the names and types of its members, but not its text.

      A record leaves quarantine by itself when its file is imported again and it can be read. \
      Others can be dismissed: they are no longer counted, even if the same bytes are imported \
      again.

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
      The first 20 places of each reason in a source are listed one per line; further ones share \
      one line, with the place of the first and their number.

      EXAMPLES
        piledger quarantine list
        piledger quarantine list --source inbox/app.log
        piledger quarantine list --dismissed -f csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("source"), help: "Only records of this source, named as in the list.")
  var source: String?

  @Flag(name: .customLong("dismissed"), help: "List dismissed records instead.")
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
    abstract: "Stop counting records that could not be read.",
    discussion: """
      They stay dismissed if the same bytes are imported again. Takes ids from the list, all \
      records of a source, or all records.

      EXAMPLES
        piledger quarantine dismiss 12 13
        piledger quarantine dismiss --source inbox/app.log
        piledger quarantine dismiss --all --dry-run
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("source"), help: "All records of this source, named as in the list.")
  var source: String?

  @Flag(name: .customLong("all"), help: "All records in quarantine.")
  var dismissesAll = false

  @Flag(name: .customLong("dry-run"), help: "Show what would be dismissed; write nothing.")
  var isDryRun = false

  @Argument(help: ArgumentHelp("Ids of records in the list.", valueName: "id"))
  var ids: [Int64] = []

  func validate() throws {
    let ways = [!ids.isEmpty, source != nil, dismissesAll].count { $0 }
    guard ways == 1 else {
      throw ValidationError("expected either ids, or --source, or --all")
    }
  }

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    let rows = try chosen(of: try ledger.quarantined().filter { !$0.isDismissed })
    try ledger.withWrites { try ledger.dismiss(rows) }
    let count = rows.reduce(0) { $0 + $1.records - $1.dismissed }
    try format.write(
      Receipt(
        envelope: envelope(rows, count, run: run),
        text: "\(isDryRun ? "would dismiss" : "dismissed") \(count) "
          + "\(count == 1 ? "record" : "records")\n"),
      options)
  }

  private func chosen(of rows: [QuarantinedRecords]) throws -> [QuarantinedRecords] {
    if let source {
      let chosen = rows.filter { $0.source == source }
      guard !chosen.isEmpty else {
        throw Failure(
          .noInput,
          "\(source): no records of this source are in quarantine; see piledger quarantine list")
      }
      return chosen
    }
    guard !dismissesAll else { return rows }
    let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
    return try ids.map { id in
      guard let row = known[id] else {
        throw Failure(.noInput, "\(id): no such record in quarantine; see piledger quarantine list")
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
