import Application
import ArgumentParser
import Domain
import Ledger
import Reconciliation

struct WalletAddTopUpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-top-up",
    abstract: "Enter money that was added to the account.",
    discussion: """
      The date is a day or an RFC 3339 time. With a day, the top-up counts where it explains a \
      change of the balance to the point, otherwise at the end of that day. The amount is exact to \
      seven decimals. A second top-up with the same day and amount is refused unless --again is \
      given.

      EXAMPLES
        piledger wallet add-top-up 2026-10-05 100 --note "invoice 17"
        piledger wallet add-top-up 2026-10-05T09:30:00Z 3.00 --credit --note "bonus"
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @OptionGroup var entry: WalletEntryOptions

  @Flag(name: .customLong("credit"), help: "The money was given, not paid: a bonus or a trial.")
  var isCredit = false

  func run() throws {
    try entry.add("top-up", options, format) { ledger, entry, now in
      try ledger.add(
        TopUp(
          id: 0, day: entry.day, at: entry.at, amount: entry.amount,
          kind: isCredit ? .credit : .cash, note: self.entry.note,
          account: try self.entry.storedAccount(in: ledger)),
        allowsDuplicate: self.entry.allowsDuplicate, at: now)
    }
  }
}

struct WalletRemoveTopUpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove-top-up",
    abstract: "Remove a top-up that was entered.",
    discussion: """
      The number is the one that piledger wallet top-ups shows.

      EXAMPLES
        piledger wallet top-ups
        piledger wallet remove-top-up 3
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The number of the top-up.")
  var number: Int64

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let ledger = try run.existingLedger(.readWrite)
    guard try ledger.removeTopUp(number) else {
      throw Failure(
        .noInput, "\(number): no such top-up in the ledger; see piledger wallet top-ups")
    }
    try format.write(WalletEntryOptions.removal("top-up", number, at: run.now), options)
  }
}
