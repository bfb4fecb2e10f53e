import Application
import ArgumentParser
import Domain
import Ledger
import Reconciliation
import Rendering

/// What is recorded of money that moved without a task.
struct WalletEntryOptions: ParsableArguments {
  @Option(name: .customLong("note"), help: "A note for later readers of the books.")
  var note = ""

  @Flag(
    name: .customLong("again"), help: "Add it even if one with the same day and amount exists.")
  var allowsDuplicate = false

  @Option(
    name: .customLong("account"),
    help: ArgumentHelp("The account, where the ledger has several.", valueName: "name"))
  var accounts: [String] = []

  @Argument(help: "The day, such as 2026-10-05, or the time.")
  var date: String

  @Argument(help: "The amount in USD.")
  var usd: String

  /// Records the entry, and says its number.
  ///
  /// - Parameters:
  ///   - name: `top-up` or `charge`.
  ///   - options: the options of every run.
  ///   - format: how and where to say so.
  ///   - add: records it at a moment, and returns its number.
  /// - Throws: ``Failure`` if date or amount are wrong, or the entry exists.
  func add(
    _ name: String, _ options: GlobalOptions, _ format: FormatOptions,
    _ add: (LedgerStore, (day: CalendarDay, at: Instant?, amount: Points), Instant) throws -> Int64
  ) throws {
    try format.check(options)
    let run = try options.run()
    let amount = try amount()
    let ledger = try run.existingLedger(.readWrite)
    let (day, at) = try moment(in: ledger)
    try checkAccount(in: ledger)
    do {
      let id = try add(ledger, (day, at, amount), run.now)
      try format.write(
        Receipt(
          envelope: JSONEnvelope(
            schema: "piledger.wallet.add-\(name)/1", generatedAt: run.now, parameters: [],
            coverage: nil,
            data: .object(
              [("number", .integer(id)), ("day", .string(day.description))]
                + JSONNode.money("amount", amount) + [("note", .string(note))])),
          text: "added \(name) \(id): \(amount.usdText) USD on \(day)\n"),
        options)
    } catch let error as DuplicateWalletEntry {
      throw Failure(.usage, error.description)
    }
  }

  /// What is said when an entry was removed.
  static func removal(_ name: String, _ number: Int64, at now: Instant) -> Receipt {
    Receipt(
      envelope: JSONEnvelope(
        schema: "piledger.wallet.remove-\(name)/1", generatedAt: now, parameters: [],
        coverage: nil, data: .object([("number", .integer(number))])),
      text: "removed \(name) \(number)\n")
  }

  /// The account as it is stored with the entry: of a ledger's only account, none.
  func storedAccount(in ledger: LedgerStore) throws -> String? {
    try ledger.accounts().count > 1 ? accounts.first : nil
  }

  private func checkAccount(in ledger: LedgerStore) throws {
    let known = try ledger.accounts()
    let names = known.map { VisibleText.line($0, limit: 40) }.joined(separator: ", ")
    guard accounts.count <= 1 else {
      throw Failure(.usage, "--account: expected the name of one account, found \(accounts.count)")
    }
    if let account = accounts.first, !known.contains(account) {
      throw Failure(
        .usage,
        "--account: expected an account of the ledger, found \(VisibleText.line(account, limit: 40))"
          + (names.isEmpty ? "" : "; known: \(names)"))
    }
    guard !accounts.isEmpty || known.count <= 1 else {
      throw Failure(.usage, "--account: expected one of the ledger's accounts: \(names)")
    }
  }

  private func amount() throws(Failure) -> Points {
    guard let amount = ExactDecimal(usd).flatMap({ Points(exactUSD: $0) }), amount > .zero,
      amount <= Points.accountLimit
    else {
      throw Failure(
        .usage,
        "USD: expected an amount above 0, at most ten million, with at most seven decimals, "
          + "found " + VisibleText.line(usd, limit: 40))
    }
    return amount
  }

  private func moment(in ledger: LedgerStore) throws(Failure) -> (CalendarDay, Instant?) {
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
