import ArgumentParser

struct WalletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wallet",
    abstract: "Show what the account holds, how it came about, and how long it lasts.",
    discussion: """
      EXAMPLES
        piledger wallet                    the balance, its past, and how long it lasts
        piledger wallet roll-forward --period 2026-10 -o wallet.csv
        piledger wallet tasks              the tasks behind what nothing explains
        piledger wallet add-top-up 2026-10-05 100 --note "invoice 17"
        piledger wallet remove-top-up 3
      """,
    subcommands: [
      WalletShowCommand.self, WalletAddTopUpCommand.self, WalletRemoveTopUpCommand.self,
    ],
    defaultSubcommand: WalletShowCommand.self)
}
