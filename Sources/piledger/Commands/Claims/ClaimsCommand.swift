import Application
import ArgumentParser
import Ledger
import Reports

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Make claims of what was billed wrongly, and follow them.",
    discussion: """
      A claim holds tasks of a period by cause, as they stood when it was made. It is drafted, then \
      sent, accepted or rejected, as you say; it is credited as soon as its tasks show that the net \
      came back. No task stands in two open claims. piledger never sends anything.

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
    abstract: "List the claims with what became of them.",
    discussion: """
      Credited is by how much the tasks of a claim are billed less now than when it was made; a claim \
      whose whole net came back is credited, from the next import or reconcile on with the day.

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
    abstract: "Show a claim as it was made: the letter, or its tasks as CSV.",
    discussion: """
      EXAMPLES
        piledger claims show 3
        piledger claims show 3 --format csv -o claim-3.csv
        piledger claims show 3 -o claim/          the letter and the CSV
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The number of the claim.")
  var number: Int64

  func run() throws {
    let run = try options.run()
    try ClaimView(id: number, ledger: try run.ledger(.readOnly))
      .write(format, options: options, run: run)
  }
}
