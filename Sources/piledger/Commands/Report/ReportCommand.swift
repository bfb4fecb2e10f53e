import Application
import ArgumentParser
import Budgets
import Domain
import Ledger
import Reconciliation
import Rendering
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show costs by day, model, SKU or tag, and what drives them.",
    discussion: """
      Every report starts with its coverage, the share that could be checked. In every row billed = expected + variance + unchecked. Files, folders or - \
      instead of a ledger: the report is made from them alone. With -o and a folder, writes the \
      nightly set, or the month with its page and charts. See piledger help reports.

      EXAMPLES
        piledger report
        piledger report model --period 2026-10 --format markdown
        piledger report daily --by day,model,size -o october.csv
        piledger report month 2026-10 -o october/
        piledger report month last-month -o october.html
        piledger report month last-month -o october.xlsx
        piledger report -o reports/2026-10-31/
        piledger report october.ndjson.gz november/
        piledger report model --period 2026-10 -f csv october.ndjson
        piledger report model --by tag:project,model --period last-month
        piledger report monthly --money cash
        piledger report monthly --currency EUR
        piledger report fixed --period 2026-10
        piledger report units --period last-month
        piledger report premiums --period 2026-10 -f csv
        piledger report keys --period last-month
        piledger report unlogged -o ask-the-team.csv
        piledger report stuck -o for-support.csv
        piledger report anomalies
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var narrowing: WhereOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var money: MoneyOptions
  @OptionGroup var currency: CurrencyOptions

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Group by day, week, month, quarter, model, task_type, sku, status, verdict, account, key, tag:KEY, or "
        + "fields of the SKU.",
      valueName: "dimensions"), completion: .list(Dimension.fixedNames))
  var dimensionNames: String?

  @Argument(
    help: ArgumentHelp(
      "daily, weekly, monthly, model, sku, status, units, failures, retries, premiums, month [MONTH], "
        + "keys, unlogged, stuck, anomalies or fixed (default: daily), and files instead of a ledger.",
      valueName: "kind or file"), completion: .custom(Completions.reports))
  var words: [String] = []

  func run() throws {
    let request = try ReportRequest(words)
    let run = try options.run(readsLedger: request.paths.isEmpty, currency: currency)
    guard !request.paths.isEmpty else {
      let ledger = try run.ledger(.readOnly)
      try run.warnIfCardChanged(ledger)
      if try division == .tags { try run.warnIfTagsAreOld(ledger) }
      return try write(
        request, of: MonthRun(run: narrowing.narrowed(run, of: ledger), ledger: ledger))
    }
    guard options.ledgerPath == nil else {
      throw ValidationError("--db and files cannot be combined")
    }
    let (ledger, outcome) = try ImportRun(run, isDryRun: false).ledgerInMemory(of: request.paths)
    try write(
      request, of: MonthRun(run: narrowing.narrowed(run, of: ledger), ledger: ledger))
    try ExitCode.end(outcome.statuses)
  }

  private func write(_ request: ReportRequest, of months: MonthRun) throws {
    switch request.kind {
    case .month(let text): try writeMonth(text, of: months)
    case .costs(let kind, let isNamed):
      let facts = try facts(of: months)
      guard let folder = format.folder(wantsJSON: options.wantsJSON) else {
        return try write(kind, of: facts, months.run)
      }
      guard !isNamed, dimensionNames == nil else {
        throw oneTable(into: folder, dimensionNames == nil ? kind.rawValue : "--by")
      }
      guard money.money == .credits, narrowing.isEmpty else {
        throw ValidationError("--money cash, --where and --account apply only to single reports")
      }
      try OutputFile.write(try facts.nightlySet().files(csv: format.csv.form), to: folder)
    case .detail(let kind):
      let facts = try facts(of: months)
      if let folder = format.folder(wantsJSON: options.wantsJSON) {
        throw oneTable(into: folder, dimensionNames == nil ? kind.rawValue : "--by")
      }
      guard dimensionNames == nil, money.money == .credits else {
        throw ValidationError("--by and --money apply only to the cost reports")
      }
      guard currency.code == nil || kind.isConverted else {
        throw ValidationError("--currency does not apply to report \(kind.rawValue)")
      }
      try format.write(
        result(
          try facts.report(kind), graph: nil, run: months.run,
          currency: kind.isConverted ? months.run.configuration.currency : nil), options)
    }
  }

  private func facts(of months: MonthRun) throws -> PeriodFacts {
    try PeriodFacts(
      months, period: try period.period(today: months.run.today(in: months.ledger)),
      money: money.money, dividedBy: division)
  }

  private func write(_ kind: StandardReport, of facts: PeriodFacts, _ run: Run) throws {
    let dimensions = try dimensions(for: facts.rows)
    let report = try facts.report(kind, by: dimensions)
    // In a file, there is no room next to the rows.
    let hasGraph = format.outputPath == nil && Console.width != nil
    let graph =
      hasGraph
      ? CostGraph(beside: report.table, by: dimensions ?? kind.dimensions, rows: facts.rows) : nil
    try format.write(
      result(report, graph: graph, run: run, currency: run.configuration.currency), options)
  }

  /// What the requested dimensions need lines to be divided by.
  private var division: LedgerLine.Division {
    get throws {
      let dimensions = (dimensionNames ?? "").split(separator: ",").map { Dimension(String($0)) }
      return try narrowing.filter.division(of: dimensions)
    }
  }

  /// The requested dimensions; a field that no SKU has is treated as a typo.
  private func dimensions(for rows: [LedgerLine]) throws -> [Dimension]? {
    guard let dimensionNames else { return nil }
    let fields = Set(rows.flatMap { $0.pricing.sku.fields.map(\.name) })
    return try dimensionNames.split(separator: ",").map { name in
      let dimension = Dimension(String(name))
      if case .field(let field) = dimension, !rows.isEmpty, !fields.contains(field) {
        throw ValidationError("--by: \(Dimension.unknown(field, fields: fields))")
      }
      return dimension
    }
  }
}

extension ReportCommand {
  /// The failure if a report with a single table was requested as a set of files.
  private func oneTable(into folder: String, _ what: String) -> Failure {
    let endings = OutputFormat.byEnding.map { ".\($0.key)" }.joined(separator: ", ")
    return Failure(
      .usage,
      "--output \(folder): report \(what) is one table, and a folder is for the nightly set; "
        + "expected a file ending in \(endings)")
  }

  private func result(
    _ report: Report, graph: CostGraph?, run: Run, currency: Currency?
  ) -> FormattedResult {
    FormattedResult(
      csv: report.table, markdown: MarkdownWriter.text(report),
      json: JSONEnvelope(
        schema: "piledger.report.\(report.table.name)/1", generatedAt: run.now,
        parameters: [
          ("period", .string(report.period.description)),
          ("by", .optional(dimensionNames)), ("where", .optional(report.coverage.filter.text)),
          ("money", .string(money.money.rawValue)), ("currency", .optional(currency?.code)),
          ("notes", .array(report.notes.map { .string($0) })),
        ],
        coverage: report.coverage, data: .table(report.table)),
      notesBesideCSV: [report.coverage.sentence] + report.notes,
      text: { $0.text(report, graph: graph) })
  }

  /// Writes the report of a month, by default the one that contains the last complete day.
  private func writeMonth(_ text: String?, of months: MonthRun) throws {
    guard dimensionNames == nil, money.money == .credits, period.sinceText == nil,
      period.untilText == nil
    else {
      throw ValidationError("the monthly report takes no --by, --money, --since or --until")
    }
    let today = months.run.today(in: months.ledger)
    let month = try (text ?? period.periodText).map { text in
      try PeriodOptions.read(text, "report month", today, PeriodText.month)
    }
    let report = try months.report(
      of: month ?? CalendarMonth(of: months.run.lastCompleteDay(in: months.ledger)),
      rates: try months.run.exchangeRates(keptIn: months.ledger))
    try MonthOutput(document: report.document, coverage: report.coverage, format: format)
      .write(options, now: months.run.now)
  }
}
