import Application
import ArgumentParser
import Domain
import Ledger
import Rendering

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the ledger to a file while it is in use.",
    discussion: """
      The copy is a single SQLite file, written atomically and readable only by its owner unless \
      file_mode says otherwise. An existing file is replaced once the copy is complete and SQLite \
      has checked it, and keeps its permissions. Writers are not blocked. A ledger of an earlier \
      version is copied as it is. The same command restores a backup: the ledger's path is then \
      the file to write.

      EXAMPLES
        piledger backup /backup/ledger.db
        piledger backup ledger.db --db /backup/ledger.db
        piledger backup "ledger-$(date +%F).db"
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The file to write.")
  var path: String

  func run() throws {
    try format.check(options)
    let run = try options.run()
    try LedgerBackup.copy(
      try run.configuration.ledgerPath, to: path, mode: run.configuration.fileMode)
    try format.write(
      Receipt(
        envelope: JSONEnvelope(
          schema: "piledger.backup/1", generatedAt: run.now, parameters: [], coverage: nil,
          data: .object([("path", .string(path))])),
        text: "backed up to \(VisibleText.line(path))\n"),
      options)
  }
}
