import Application
import ArgumentParser
import Domain
import Exports
import Foundation
import Intake
import Ledger
import Reconciliation

struct ExportFocusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "focus",
    abstract: "Write charges as FOCUS 1.2, or check a FOCUS file.",
    discussion: """
      FOCUS is the FinOps Open Cost and Usage Specification. Each task with a known bill is a \
      usage row with its cost in EffectiveCost and 0 in BilledCost, because credits are prepaid; \
      each top-up is a purchase with the amount paid in BilledCost and 0 in EffectiveCost. Never \
      add the two columns. List prices come from the rate card; contracted prices include your \
      agreements. A change to a closed month is a correction dated the day it was found. Rows are \
      streamed, so an export can be of any size.

      --lint checks any FOCUS file for what the usual validator does not check, such as ListCost = \
      ListUnitPrice × PricingQuantity; the status is 10 if anything is wrong and 66 if the file \
      has no rows. An export of days without charges is the header alone. With --where, top-ups \
      and other charges of no task are left out.

      EXAMPLES
        piledger export focus --period 2026-10 -o october.csv
        piledger export focus --since 2026-10-01 | gzip > charges.csv.gz
        piledger export focus --lint october.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var narrowing: WhereOptions

  @Option(
    name: [.customShort("o"), .customLong("output")], help: "Write to a .csv file (atomically).")
  var outputPath: String?

  @Option(name: .customLong("lint"), help: "Check this file instead (- for standard input).")
  var lintPath: String?

  func validate() throws {
    try options.refuseJSON("the export is CSV")
    guard lintPath == nil || (outputPath == nil && narrowing.isEmpty) else {
      throw ValidationError("--lint cannot be combined with --output, --where or --account")
    }
  }

  func run() throws {
    if let outputPath { try OutputPath(outputPath).requireEnding(["csv"]) }
    let run = try options.run()
    if let lintPath {
      try ExitCode.end(try FocusCheck(options).statuses(of: lintPath))
    } else {
      try export(run)
    }
  }

  private func export(_ run: Run) throws {
    let ledger = try run.ledger(.readOnly)
    try run.warnIfCardChanged(ledger)
    let run = try narrowing.narrowed(run, of: ledger)
    let period = try period.period(today: run.today(in: ledger))
    let accounts = try ledger.accounts()
    let account = FocusAccount(
      name: accounts.count == 1 ? accounts[0] : nil, calendar: ledger.calendar,
      keyNames: run.configuration.apiKeyNames)
    let output = try ResultStream(outputPath)
    var rows = 0
    try output.write(FocusRow.header)
    let write = { (line: String) in
      rows += 1
      try output.write(line)
    }
    var usage = FocusUsage(account)
    let reader = run.reader(of: ledger, in: period)
    try reader.forEachBilledTask { try write(usage.line($0)) }
    for line in try reader.usageLines() where line.billed != nil {
      try write(usage.row(line).line)
    }
    for row in usage.rows(try reader.changes(), in: period) {
      try write(row.line)
    }
    // Top-ups and charges are of an account, and of no task.
    if run.filter.isOfAccounts {
      for row in try purchases(in: ledger, run: run, period: period, account: account) {
        try write(row.line)
      }
    }
    try output.finish()
    guard !options.quiet else { return }
    if let note = run.filter.note { Console.note(note) }
    if rows == 0 { Console.note("no charges in \(period)") }
    LeftOutTasks(try reader.lines()).report()
  }

  /// The recorded and detected top-ups and the charges, by day.
  private func purchases(
    in ledger: LedgerStore, run: Run, period: ReportPeriod, account: FocusAccount
  ) throws -> [FocusRow] {
    let purchase = FocusPurchase(account)
    let charge = FocusCharge(account)
    let entries = try run.walletEntries(of: ledger)
    let written =
      entries.topUps.map { (purchase.day(of: $0), purchase.row($0)) }
      + entries.charges.map { (charge.day(of: $0), charge.row($0)) }
    let windows = try run.walletWindows(of: ledger, asOf: run.now)
    let recognized = windows.compactMap { window in
      purchase.row(window).map { (purchase.day(of: window), $0) }
    }
    return (written + recognized).filter { period.contains($0.0) }.enumerated().sorted {
      ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
    }.map(\.element.1)
  }
}
