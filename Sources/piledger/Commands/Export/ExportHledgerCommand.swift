import Application
import ArgumentParser
import Domain
import Exports
import Ledger
import Reconciliation
import Rendering

struct ExportHledgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hledger",
    abstract: "Write a journal for hledger that asserts every balance snapshot.",
    discussion: """
      Usage is an expense of its day, by model, and a liability until a balance snapshot shows it; \
      between two snapshots, what tasks booked is taken from the wallet. Expenses equal those in \
      the reports, and hledger check proves every balance to the point. Unexplained amounts go to \
      Equity:PiAPI:Unexplained. The journal always covers all days, since balances build on each \
      other; tasks without a creation time have no day and are left out. With a currency, each day's \
      rate is a market price, so that hledger's --value=then,EUR converts.

      EXAMPLES
        piledger export hledger -o piapi.journal
        piledger export hledger --paid-from "Assets:Checking" -o piapi.journal
        piledger export hledger --account studio -o studio.journal
        hledger -f piapi.journal balance --monthly Expenses
      """)

  @OptionGroup var options: GlobalOptions

  @OptionGroup var currency: CurrencyOptions
  @OptionGroup var accounts: AccountOptions

  @Option(name: .customLong("paid-from"), help: "The account that top-ups are paid from.")
  var paidFrom = "Assets:Bank"

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write to a .journal file (atomically).")
  var outputPath: String?

  /// The extensions that hledger recognizes as journals, and common ones for text.
  private static let endings = ["journal", "hledger", "j", "ledger", "dat", "txt"]

  func validate() throws { try options.refuseJSON("the export is a journal") }

  func run() throws {
    if let outputPath { try OutputPath(outputPath).requireEnding(Self.endings) }
    var run = try options.run(currency: currency)
    let ledger = try run.ledger(.readOnly)
    let known = try ledger.accounts()
    guard known.count <= 1 || accounts.names.count == 1 else {
      let names = known.map { VisibleText.line($0, limit: 40) }.joined(separator: ", ")
      throw Failure(.usage, "a journal is of one account: expected --account with one of \(names)")
    }
    run = try accounts.narrowed(run, of: ledger)
    let today = run.today(in: ledger)
    let calendar = ledger.calendar
    let entries = try run.walletEntries(of: ledger).through(run.now, day: today)
    let rows = try run.reader(of: ledger).lines()
    let journal = HledgerJournal(
      rows: rows, windows: try run.walletWindows(of: ledger, asOf: run.now), entries: entries,
      paidFrom: paidFrom, rates: try run.exchangeRates(keptIn: ledger), day: calendar.day(of:))
    let output = try ResultStream(outputPath)
    try output.write(journal.text)
    try output.finish()
    if !options.quiet { LeftOutTasks(rows).report() }
  }
}
