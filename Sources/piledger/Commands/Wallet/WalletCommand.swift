import Application
import ArgumentParser
import Domain
import Ledger
import Reconciliation
import Rendering
import Reports

struct WalletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wallet",
    abstract: "Show the balance, how it came about, and how long it will last.",
    discussion: """
      Between two balance snapshots, every point is accounted for. See piledger help account.

      EXAMPLES
        piledger wallet                    the balance, and how long it will last
        piledger wallet roll-forward --period 2026-10 -o wallet.csv
        piledger wallet tasks              the tasks behind unexplained changes
        piledger wallet add-top-up 2026-10-05 100 --note "invoice 17"
        piledger wallet remove-top-up 3
        piledger wallet add-charge 2026-10-07 12.50 --note "support fee"
      """,
    subcommands: [
      WalletShowCommand.self, WalletAddTopUpCommand.self, WalletRemoveTopUpCommand.self,
      WalletAddChargeCommand.self, WalletRemoveChargeCommand.self,
    ],
    defaultSubcommand: WalletShowCommand.self)
}

extension WalletReport.Part: ExpressibleByArgument {}

struct WalletShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the wallet, or one of its tables.",
    discussion: """
      Between two balance snapshots opening + top-ups - charged - billed - unlogged - expired + \
      timing + rounding + unexplained = closing, to the point. Unlogged is spend that only the account \
      history shows. Rounding is less than the told balances can show: a balance in cents is off \
      by up to half a cent. Timing is what two neighboring windows have with opposite signs: a \
      task settled on the other side of the snapshot between them. A credit pack that appears or \
      expires is counted if it explains the change as exactly as the balance is told; otherwise \
      it is only mentioned. The status is 14 if a change in the period is unexplained and not \
      acknowledged (piledger acknowledge).

      Of several accounts the balances are listed; --account shows the wallet of one.

      The full view shows the latest 14 windows of the roll-forward; roll-forward alone shows the \
      whole period. CSV without a part is the roll-forward.

      EXAMPLES
        piledger wallet
        piledger wallet roll-forward --period last-month
        piledger wallet show packs -f csv
        piledger wallet --account studio
        piledger wallet accounts
        piledger wallet --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions

  @OptionGroup var narrowing: AccountOptions

  @Argument(
    help: "accounts, roll-forward, packs, top-ups, charges or tasks. Default: everything.")
  var part: WalletReport.Part?

  func run() throws {
    var run = try options.run()
    let ledger = try run.ledger(.readOnly)
    let period = try period.period(today: run.today(in: ledger))
    run = try narrowing.narrowed(run, of: ledger)
    let rows = try run.reader(of: ledger).lines()
    let states = try run.wallets(of: ledger, rows: rows)
    guard !states.isEmpty else {
      // What was entered is listed without a balance too, so that a mistake can be removed.
      if let part, let entered = try table(part, of: [], windows: [], ledger: ledger, run: run) {
        if !options.quiet || format.outputPath != nil { try write(entered, run: run) }
        return
      }
      throw Failure(.noInput, try missing(in: ledger))
    }
    let windows = states.flatMap(\.windows).filter { ledger.overlaps($0, period) }
    let acknowledgements = try run.acknowledgements(in: ledger)
    let isUnbalanced = windows.contains { window in
      window.isUnexplained
        && acknowledgements.holding(for: ledger.finding(of: window).key) == nil
    }
    let statuses: [ExitStatus] = isUnbalanced ? [.walletUnbalanced] : []
    if !options.quiet || format.outputPath != nil {
      if let part = part ?? (states.count > 1 ? .accounts : nil),
        let table = try table(part, of: states, windows: windows, ledger: ledger, run: run)
      {
        try write(table, run: run)
      } else if let state = states.first {
        let view = WalletView(
          state: state, windows: windows, period: period,
          coverage: try run.coverage(of: rows, in: ledger),
          entries: try run.walletEntries(of: ledger),
          warnings: try run.basis(of: ledger).warnings, statuses: statuses)
        try format.write(view.result, options)
      }
    }
    try ExitCode.end(statuses)
  }

  private static func list(_ names: [String]) -> String {
    names.map { VisibleText.line($0, limit: 40) }.joined(separator: ", ")
  }

  private func missing(in ledger: LedgerStore) throws -> String {
    let accounts = try ledger.walletAccounts()
    guard !accounts.isEmpty else {
      return "the ledger has no balance snapshots yet; import an account info answer"
    }
    let known = try ledger.accounts()
    let tasks = known.count > 1 ? try ledger.tasksOfNoAccount() : 0
    let names = Self.list(accounts)
    if tasks > 0 {
      return
        "the ledger is of several accounts (\(Self.list(known))), and nothing tells the account "
        + "of \(tasks) booked \(tasks == 1 ? "task" : "tasks"), so that no balance can be followed; "
        + "see piledger help accounts"
    }
    guard narrowing.names.isEmpty else {
      return "no balance is known of \(narrowing.shownNames); balances are known of \(names)"
    }
    return "the balance is unknown: no account info answer tells equivalent_in_usd, and "
      + "credits have no documented unit"
  }

  /// A table of the wallets; nil if it takes a balance and there is none.
  private func table(
    _ part: WalletReport.Part, of states: [WalletState], windows: [WalletWindow],
    ledger: LedgerStore, run: Run
  ) throws -> ReportTable? {
    switch part {
    case .topUps: return WalletReport.topUps(try run.walletEntries(of: ledger).topUps)
    case .charges: return WalletReport.charges(try run.walletEntries(of: ledger).charges)
    case _ where states.isEmpty: return nil
    case .accounts: return WalletReport.accounts(states)
    case .rollForward: return WalletReport.rollForward(windows)
    case .packs: return WalletReport.packs(states.flatMap(\.packs))
    case .tasks:
      let bases = Dictionary(states.map { ($0.account, $0.basis) }) { first, _ in first }
      return AccountReports.tasks(
        try windows.filter(\.isUnexplained).map { window in
          let basis = bases[window.account] ?? .ended
          return (window, try ledger.reader(asOf: run.now).tasks(in: window, by: basis))
        })
    }
  }

  private func write(_ table: ReportTable, run: Run) throws {
    try format.write(
      table, options: options, schema: "piledger.wallet.\(table.name)/1",
      parameters: [], generatedAt: run.now)
  }
}
