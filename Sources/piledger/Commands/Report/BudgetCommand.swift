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
      Budgets are set in the configuration (budgets). Each is shown for its current period, with \
      its forecast, the probability of an overrun, and the day on which it is exceeded. variance \
      shows all periods with what was spent in them, and months every month since the ledger \
      began.

      The status is 12 if a budget is exceeded or likely to be: its probability of an overrun is \
      above overrun_limit (50% by default). See piledger help budgets.

      EXAMPLES
        piledger budget
        piledger budget --money cash -o budgets.md
        piledger budget variance --period 2026 -f csv
        piledger budget months --period 2026 -o budgets.csv
        piledger budget --account studio
        piledger budget --as-of 2026-10-20 --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var money: MoneyOptions
  @OptionGroup var accounts: AccountOptions

  @Option(name: .customLong("where"), help: .hidden)
  var conditions: [String] = []

  @Option(name: .customLong("budget"), help: .hidden)
  var amount: String?

  @Argument(
    help: "status, variance or months.",
    completion: .list(BudgetPart.allCases.map(\.rawValue)), transform: BudgetCommand.readPart)
  var part = BudgetPart.status

  // Without it, a second word would be reported before the first one is explained.
  @Argument(help: .hidden)
  var rest: [String] = []

  private static let howToSet =
    "budgets are set in the configuration (piledger config init shows how); without one, "
    + "piledger forecast --budget 420 asks whether an amount will do"

  private static func readPart(_ text: String) throws -> BudgetPart {
    if let part = BudgetPart(rawValue: text) { return part }
    let names = BudgetPart.allCases.map(\.rawValue)
    let nearest = NearestNames.nearest(to: text, among: names)
    throw ValidationError(
      "expected \(names.joined(separator: ", ")), found \(VisibleText.line(text, limit: 40))"
        + (nearest.isEmpty ? "; \(howToSet)" : NearestNames.hint(for: text, among: names)))
  }

  func validate() throws {
    guard amount == nil else { throw ValidationError(BudgetCommand.howToSet) }
    guard rest.isEmpty else {
      throw ValidationError("expected one part, found \(VisibleText.line(rest[0], limit: 40)) too")
    }
    guard conditions.isEmpty else {
      throw ValidationError(
        "a budget has a scope of its own (models, task_types, accounts, keys, tags in the configuration), "
          + "which --where cannot narrow; piledger report takes --where")
    }
  }

  func run() throws {
    var run = try options.run()
    guard !run.configuration.budgets.isEmpty else {
      throw Failure(.noInput, "no budget is set; piledger config init shows how to set one")
    }
    guard part != .status || (period.periodText == nil && period.sinceText == nil) else {
      throw ValidationError("--period and --since apply only to variance and months")
    }
    let ledger = try run.ledger(.readOnly)
    run = try accounts.narrowed(run, of: ledger)
    guard !run.shownBudgets.isEmpty else {
      throw Failure(
        .noInput,
        "no budget is of this account alone: expected one with accounts: [\(accounts.shownNames)] in "
          + "the configuration")
    }
    try run.warnIfTagsAreOld(ledger)
    try run.warnOfUnmetConditions(ledger, card: run.pricer().card)
    let (books, coverage) = try run.budgetBooks(
      ledger, money: money.money,
      forecasters: LedgerForecasters(
        run, ledger, money: money.money, month: CalendarMonth(of: run.today(in: ledger))))
    let statuses = part == .status ? books.compactMap { $0.status() } : []
    let table = try table(of: books, statuses, within: period.period(today: run.today(in: ledger)))
    if !options.quiet || format.outputPath != nil {
      let notes = try run.basis(of: ledger).warnings
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
      markdown: "# \(table.title)\n\n\(MarkdownWriter.escaped(coverage.sentence))\n\n"
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
          + (part == .status ? writer.text(statuses) : writer.table(table))
      })
  }
}
