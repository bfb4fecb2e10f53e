import Application
import ArgumentParser
import Ledger
import Reports

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Draft claims for billing errors and track them.",
    discussion: """
      A claim lists the tasks of a period that were billed wrongly, grouped by cause, as they were \
      when it was drafted. A draft is marked as sent, accepted or rejected by you, and as credited \
      by piledger once its tasks show that the whole net came back. A task is never in two open \
      claims. piledger never sends anything.

      EXAMPLES
        piledger claims new --period last-month -o claim/
        piledger claims list
        piledger claims show 3 -o claim.csv
        piledger claims sent 3 --note "ticket 4711"
        piledger claims accepted 3
        piledger claims rejected 3 --note "their price page had changed"
      """,
    subcommands: [
      ClaimsListCommand.self, ClaimsNewCommand.self, ClaimsShowCommand.self,
      ClaimsSentCommand.self, ClaimsAcceptedCommand.self, ClaimsRejectedCommand.self,
    ],
    defaultSubcommand: ClaimsListCommand.self)
}

struct ClaimsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the claims and their status.",
    discussion: """
      Credited is how much less the tasks of a claim are billed now than when it was drafted. Once \
      the whole net of a claim has come back, the next import or reconcile marks it as credited, \
      with the date.

      EXAMPLES
        piledger claims list
        piledger claims list --format csv -o claims.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let run = try options.run()
    let claims = try run.ledger(.readOnly).claims()
    try format.write(
      ClaimReport.list(claims), options: options, schema: "piledger.claims.list/1",
      parameters: [], generatedAt: run.now)
  }
}

struct ClaimsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a claim as it was drafted: the letter, or its tasks as CSV.",
    discussion: """
      EXAMPLES
        piledger claims show 3
        piledger claims show 3 --format csv -o claim-3.csv
        piledger claims show 3 -o claim/          the letter and the CSV
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The claim number.")
  var number: Int64

  func run() throws {
    let run = try options.run()
    try ClaimView(id: number, ledger: try run.ledger(.readOnly))
      .write(format, options: options, run: run)
  }
}
