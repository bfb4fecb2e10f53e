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
        piledger wallet add-top-up 2026-10-05T09:30:00Z 3.00 --credit --note "top-up bonus"
      """)

  @OptionGroup var options: GlobalOptions

  @Option(name: .customLong("note"), help: "A note for later readers of the books.")
  var note = ""

  @Flag(name: .customLong("credit"), help: "The money was given, not paid: a bonus or a trial.")
  var isCredit = false

  @Flag(
    name: .customLong("again"), help: "Add it even if one with the same day and amount exists.")
  var allowsDuplicate = false

  @Argument(help: "The day, such as 2026-10-05, or the time.")
  var date: String

  @Argument(help: "The amount in USD.")
  var usd: String

  func run() throws {
    let run = try options.run()
    guard let amount = ExactDecimal(usd).flatMap({ Points(exactUSD: $0) }), amount > .zero,
      amount <= Points.accountLimit
    else {
      throw Failure(
        .usage,
        "USD: expected an amount above 0, at most ten million, with at most seven decimals, "
          + "found " + VisibleText.line(usd, limit: 40))
    }
    let ledger = try run.existingLedger(.readWrite)
    let (day, at) = try moment(in: ledger)
    let topUp = TopUp(
      id: 0, day: day, at: at, amount: amount, kind: isCredit ? .credit : .cash, note: note)
    do {
      let id = try ledger.add(topUp, allowsDuplicate: allowsDuplicate, at: run.now)
      if !options.quiet { Console.print("added top-up \(id): \(amount.usdText) USD on \(day)\n") }
    } catch let error as DuplicateTopUp {
      throw Failure(.usage, error.description)
    }
  }

  private func moment(in ledger: LedgerStore) throws -> (CalendarDay, Instant?) {
    if let day = CalendarDay(date) { return (day, nil) }
    guard let at = Timestamp(date)?.instant else {
      throw Failure(
        .usage,
        "DATE: expected a day such as 2026-10-05 or an RFC 3339 time, found "
          + VisibleText.line(date, limit: 40))
    }
    return (ledger.calendar.day(of: at), at)
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

  @Argument(help: "The number of the top-up.")
  var number: Int64

  func run() throws {
    let run = try options.run()
    let ledger = try run.existingLedger(.readWrite)
    guard try ledger.removeTopUp(number) else {
      throw Failure(.noInput, "\(number): no such top-up in the ledger")
    }
    if !options.quiet { Console.print("removed top-up \(number)\n") }
  }
}
