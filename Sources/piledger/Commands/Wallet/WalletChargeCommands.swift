import Application
import ArgumentParser
import Ledger
import Reconciliation

struct WalletAddChargeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-charge",
    abstract: "Enter money that left the account without a task.",
    discussion: """
      A fee, say, or credits that support took back. The date is a day or an RFC 3339 time. With a \
      day, the charge counts where it explains a change of the balance as exactly as that was \
      told, otherwise at the end of that day. The amount is exact to seven decimals. A second \
      charge with the same day and amount is refused unless --again is given.

      EXAMPLES
        piledger wallet add-charge 2026-10-07 12.50 --note "fee of ticket 4711"
        piledger wallet add-charge 2026-10-07T09:30:00Z 3.00
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var entry: WalletEntryOptions

  func run() throws {
    try entry.add("charge", options, format) { ledger, entry, now in
      try ledger.add(
        WalletCharge(
          id: 0, day: entry.day, at: entry.at, amount: entry.amount, note: self.entry.note,
          account: try self.entry.storedAccount(in: ledger)),
        allowsDuplicate: self.entry.allowsDuplicate, at: now)
    }
  }
}

struct WalletRemoveChargeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove-charge",
    abstract: "Remove a charge that was entered.",
    discussion: """
      The number is the one that piledger wallet charges shows.

      EXAMPLES
        piledger wallet charges
        piledger wallet remove-charge 3
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var format: FormatOptions

  @Argument(help: "The number of the charge.")
  var number: Int64

  func run() throws {
    try format.check(options)
    let run = try options.run()
    let ledger = try run.existingLedger(.readWrite)
    guard try ledger.removeCharge(number) else {
      throw Failure(
        .noInput, "\(number): no such charge in the ledger; see piledger wallet charges")
    }
    try format.write(WalletEntryOptions.removal("charge", number, at: run.now), options)
  }
}
