import Application
import ArgumentParser
import Ledger
import Reports

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
