import ArgumentParser
import Billing
import Budgets
import Ledger
import Reconciliation
import Reporting

/// What is told of budgets.
enum BudgetPart: String, ExpressibleByArgument, CaseIterable {
  case status
  case variance
}

struct BudgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Show how budgets stand, what they will come to, and how they were kept.",
    discussion: """
      Budgets stand in the configuration (budgets). Of each the present period is shown: amount, \
      what is carried over, actual, commitment, the share that is used beside the share of the \
      period that is over, the forecast with its 80 % prediction interval, the probability of an \
      overrun, and the day on which the budget is exceeded. Fixed charges count on their dates in \
      budgets for all spend. With fewer than seven days of data there is no forecast.

      variance shows all periods with what was spent in them. Ends with 12 where a budget is \
      exceeded, or is likely to be: its probability of an overrun is above overrun_limit (50% unless \
      told).

      EXAMPLES
        piledger budget
        piledger budget --money cash -o budgets.md
        piledger budget variance --period 2026 -f csv
        piledger budget --as-of 2026-10-20 --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var money: MoneyOptions

  @Argument(help: "status or variance.")
  var part: BudgetPart = .status

  func run() throws {
    let run = try Run(options)
    guard !run.configuration.budgets.isEmpty else {
      throw Failure(.noInput, "no budget is set; piledger config init shows how to set one")
    }
    guard part == .variance || (period.periodText == nil && period.since == nil) else {
      throw ValidationError("--period and --since go with variance only")
    }
    let ledger = try run.ledger(.readOnly)
    try run.warnIfTagsAreOld(ledger)
    let books = try run.budgetBooks(ledger, money: money.money)
    let statuses = books.compactMap { $0.status() }
    if !options.quiet || format.outputPath != nil {
      try format.write(
        try table(books, statuses, run: run, ledger: ledger), options: options,
        schema: "piledger.budget.\(part.rawValue)/1",
        parameters: [("money", .string(money.money.rawValue))], generatedAt: run.now)
    }
    let isAlarming = part == .status && statuses.contains { $0.state.isAlarming }
    try ExitCode.end(isAlarming ? [.budgetExceeded] : [])
  }

  private func table(
    _ books: [BudgetBook], _ statuses: [BudgetStatus], run: Run, ledger: LedgerStore
  ) throws -> ReportTable {
    guard part == .variance else {
      let table = BudgetReport.status(statuses)
      let kind = format.format(wantsJSON: options.wantsJSON)
      return kind == .table ? BudgetReport.readable(table) : table
    }
    let period = try period.period(today: run.today(in: ledger))
    return BudgetReport.variance(
      books.flatMap { $0.history() }.filter { status in
        (period.since.map { $0 <= status.period.last } ?? true)
          && (period.until.map { status.period.first <= $0 } ?? true)
      })
  }
}
