import ArgumentParser

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
