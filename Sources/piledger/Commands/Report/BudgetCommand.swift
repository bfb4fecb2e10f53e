import Application
import ArgumentParser
import Budgets
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

/// The parts of a budget report.
enum BudgetPart: String, ExpressibleByArgument, CaseIterable {
  case status
  case variance
  case months
}

struct BudgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Show budget status, forecast and history.",
    discussion: """
      Budgets are set in the configuration (budgets). Each is shown for its current period: \
      amount, carried over, actual, commitment, the share used next to the share of the period \
      that has elapsed, the forecast with its 80 % prediction interval, the probability of an \
      overrun, and the day on which the budget is exceeded. The forecast is that of piledger \
      forecast: volume at known prices. If nothing is known of a period, its actual is unknown, \
      and the budget neither within nor exceeded. Fixed charges count on their dates in budgets \
      for all spend. With fewer than seven days of data there is no forecast.

      variance shows all periods with what was spent in them. months shows every month since the \
      ledger began, also for budgets per quarter, per week or between two dates: the amount of \
      each period is spread over its days, and carried-over amounts are not added again. The \
      status is 12 if a budget is exceeded or likely to be: its probability of an overrun is above \
      overrun_limit (50% by default).

      EXAMPLES
        piledger budget
        piledger budget --money cash -o budgets.md
        piledger budget variance --period 2026 -f csv
        piledger budget months --period 2026 -o budgets.csv
        piledger budget --as-of 2026-10-20 --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var money: MoneyOptions

  @Argument(help: "status, variance or months.")
  var part: BudgetPart = .status

  func run() throws {
    let run = try options.run()
    guard !run.configuration.budgets.isEmpty else {
      throw Failure(.noInput, "no budget is set; piledger config init shows how to set one")
    }
    guard part != .status || (period.periodText == nil && period.since == nil) else {
      throw ValidationError("--period and --since apply only to variance and months")
    }
    let ledger = try run.ledger(.readOnly)
    try run.warnIfTagsAreOld(ledger)
    try run.warnOfUnmetConditions(ledger, card: run.pricer().card)
    let (books, coverage) = try run.budgetBooks(
      ledger, money: money.money,
      forecasters: LedgerForecasters(
        run, ledger, money: money.money, month: CalendarMonth(of: run.today(in: ledger))))
    let statuses = part == .status ? books.compactMap { $0.status() } : []
    let table = try table(of: books, statuses, within: period.period(today: run.today(in: ledger)))
    if !options.quiet || format.outputPath != nil {
      let notes = try ledger.reportBasis(asOf: run.now).warnings
      try format.write(
        result(table, statuses, coverage: coverage, notes: notes, run: run), options)
    }
    try ExitCode.end(statuses.contains { $0.state.isAlarming } ? [.budgetExceeded] : [])
  }

  /// The requested table; for past periods, every period that overlaps the days.
  private func table(
    of books: [BudgetBook], _ statuses: [BudgetStatus], within period: ReportPeriod
  ) -> ReportTable {
    let hasDays = { (own: BudgetPeriod) in
      (period.since.map { $0 <= own.last } ?? true)
        && (period.until.map { own.first <= $0 } ?? true)
    }
    return switch part {
    case .status: BudgetReport.status(statuses)
    case .variance:
      BudgetReport.variance(books.flatMap { $0.history() }.filter { hasDays($0.period) })
    case .months: BudgetReport.months(books.flatMap { $0.months() }.filter { hasDays($0.period) })
    }
  }

  private func result(
    _ table: ReportTable, _ statuses: [BudgetStatus], coverage: Coverage, notes: [String],
    run: Run
  ) -> FormattedResult {
    FormattedResult(
      csv: table,
      markdown: "# \(table.title)\n\n\(coverage.sentence)\n\n"
        + MarkdownWriter.list(notes) + MarkdownWriter.table(table),
      json: JSONEnvelope(
        schema: "piledger.budget.\(part.rawValue)/1", generatedAt: run.now,
        parameters: [
          ("money", .string(money.money.rawValue)),
          ("notes", .array(notes.map { .string($0) })),
        ], coverage: coverage, data: .table(table)),
      notesBesideCSV: [coverage.sentence] + notes,
      text: { writer in
        "\(table.title)\n\(writer.lines([coverage.sentence] + notes))\n"
          + (part == .status ? BudgetText.text(statuses) : writer.table(table))
      })
  }
}
