import Application
import ArgumentParser
import Domain
import Ledger
import Rendering

struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Forget what account answers imported by mistake have brought.",
    discussion: """
      A ledger is of one account. Balances and history rows of another one, imported by mistake or \
      by an earlier version, are forgotten by the account's id, or by the file that brought them, \
      named as import named it. If no balance remains, the next account info answer tells again \
      whose ledger it is. Tasks, prices and the archive stay as they are.

      EXAMPLES
        piledger forget --account 13 --dry-run
        piledger forget --account 13
        piledger forget --source ~/Downloads/info.json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Option(name: .customLong("account"), help: "Everything of the account with this id or name.")
  var account: String?

  @Option(name: .customLong("source"), help: "Everything that this file brought.")
  var source: String?

  @Flag(name: .customLong("dry-run"), help: "Show what would be forgotten; write nothing.")
  var isDryRun = false

  func validate() throws {
    guard (account == nil) != (source == nil) else {
      throw ValidationError("expected either --account or --source")
    }
  }

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let pricer = try run.pricer()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    let choice = source.map { AccountAnswers.Choice.source($0) } ?? .account(account ?? "")
    let forgotten = try ledger.withWrites { try ledger.forget(choice, asOf: run.now, by: pricer) }
    guard !forgotten.isEmpty else {
      throw Failure(
        .noInput,
        VisibleText.line(
          "\(source ?? account ?? ""): the ledger has no balance and no history row of it"))
    }
    let (snapshots, entries) = (forgotten.snapshots, forgotten.historyEntries)
    try format.write(
      Receipt(
        envelope: envelope(forgotten, run: run),
        text: "\(isDryRun ? "would forget" : "forgot") \(snapshots) balance "
          + "\(snapshots == 1 ? "snapshot" : "snapshots") and \(entries) history "
          + "\(entries == 1 ? "row" : "rows")\n"),
      options)
  }

  private func envelope(_ forgotten: AccountAnswers, run: Run) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.forget/1", generatedAt: run.now,
      parameters: [
        ("account", .optional(account)), ("source", .optional(source)),
        ("dry_run", .bool(isDryRun)),
      ], coverage: nil,
      data: .object([
        ("balance_snapshots", .integer(Int64(forgotten.snapshots))),
        ("history_entries", .integer(Int64(forgotten.historyEntries))),
      ]))
  }
}
