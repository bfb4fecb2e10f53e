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
    abstract: "Show costs by day, model, SKU or tag, what drives them, or a whole month.",
    discussion: """
      Every report starts with its coverage: the share of tasks and of billed points that could be \
      checked. In every row billed = expected + variance + unchecked. In CSV each row carries its \
      checked tasks and unchecked points, and the coverage goes to stderr.

      With -o and a folder, writes the nightly set: summary.md, daily.csv, models.csv, skus.csv, \
      findings.csv and the monthly report, each file atomically.

      The monthly report is a document for finance: the month compared with the previous month and \
      with the budgets, cumulative spend with the forecast, spend per day, model, SKU, API key and \
      tag, price changes, failures, refunds, findings, wallet, and commitments. With -o and a \
      folder it is a self-contained HTML page for screen and paper, the same as Markdown, and its \
      charts as SVG; with -o FILE.html, the page alone. Without a month, it covers the month of \
      the last complete day.

      Files, folders or - instead of a ledger: the report is made from them alone, and nothing is \
      written. It is the same report, with the same options, as from a new ledger into which they \
      were imported. Records that cannot be read are listed on stderr, and the status is 65. The \
      name of a report comes first; a file with such a name is given as ./daily.

      --by tag:KEY groups by the values of a tag; tasks without one are listed as untagged, so \
      that the total is that of every other report. With --money cash, amounts are what was paid \
      for the credits, based on the top-ups and bonuses entered with piledger wallet add-top-up. \
      Fixed charges (fixed_charges in the configuration) have their own column in reports by day \
      and month, and are listed by the report named fixed; they are not tied to any task.

      units shows what a delivered image, second or task costs including failures; failures, what \
      failures cost by error code; retries, the chains of the same request sent again within an \
      hour after a failure; premiums, what was paid for markups, multipliers, surcharges and \
      non-default fields, by the rate card.

      keys shows what each API key spent according to the account history, and how much of that \
      has no known response. unlogged lists the tasks that only the account history shows, with \
      what the provider said when it was asked for them and which prices of the card their amounts \
      can come from; none of them counts as proved. stuck lists tasks that are still running long after similar tasks \
      finished, with their frozen points, ready to send to the provider's support. anomalies \
      compares the last complete day, per model and key, with the range expected from its past.

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
  @OptionGroup var format: FormatOptions
  @OptionGroup var money: MoneyOptions

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Group by day, month, model, task_type, sku, status, verdict, tag:KEY, or fields of the SKU.",
      valueName: "dimensions"))
  var dimensionNames: String?

  @Argument(
    help: ArgumentHelp(
      "daily, monthly, model, sku, status, units, failures, retries, premiums, month [MONTH], "
        + "keys, unlogged, stuck, anomalies or fixed (default: daily), and files instead of a ledger.",
      valueName: "kind or file"))
  var words: [String] = []

  func run() throws {
    let request = try ReportRequest(words)
    let run = try options.run(readsLedger: request.paths.isEmpty)
    guard !request.paths.isEmpty else {
      let ledger = try run.ledger(.readOnly)
      try run.warnIfCardChanged(ledger)
      if needsTags { try run.warnIfTagsAreOld(ledger) }
      return try write(request, of: MonthRun(run: run, ledger: ledger))
    }
    guard options.ledgerPath == nil else {
      throw ValidationError("--db and files cannot be combined")
    }
    let (ledger, outcome) = try ImportRun(run, isDryRun: false).ledgerInMemory(of: request.paths)
    try write(request, of: MonthRun(run: run, ledger: ledger))
    try ExitCode.end(outcome.statuses)
  }

  private func write(_ request: ReportRequest, of months: MonthRun) throws {
    switch request.kind {
    case .month(let text): try writeMonth(text, of: months)
    case .costs(let kind, let isNamed):
      let facts = try facts(of: months)
      guard let folder = format.folder(wantsJSON: options.wantsJSON) else {
        return try write(kind, of: facts, at: months.run.now)
      }
      guard !isNamed, dimensionNames == nil else {
        throw oneTable(into: folder, dimensionNames == nil ? kind.rawValue : "--by")
      }
      guard money.money == .credits else {
        throw ValidationError("--money cash applies only to single reports")
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
      try format.write(
        result(try facts.report(kind), graph: nil, at: months.run.now), options)
    }
  }

  private func facts(of months: MonthRun) throws -> PeriodFacts {
    try PeriodFacts(
      months, period: try period.period(today: months.run.today(in: months.ledger)),
      money: money.money, dividedBy: needsTags ? .tags : .whole)
  }

  private func write(_ kind: StandardReport, of facts: PeriodFacts, at now: Instant) throws {
    let dimensions = try dimensions(for: facts.rows)
    let report = facts.report(kind, by: dimensions)
    // In a file, there is no room next to the rows.
    let hasGraph = format.outputPath == nil && Console.width != nil
    let graph =
      hasGraph
      ? CostGraph(beside: report.table, by: dimensions ?? kind.dimensions, rows: facts.rows) : nil
    try format.write(result(report, graph: graph, at: now), options)
  }

  /// Whether a tag is among the dimensions.
  private var needsTags: Bool {
    dimensionNames?.split(separator: ",").contains {
      if case .charge(.tag) = Dimension(String($0)) { true } else { false }
    } ?? false
  }

  /// The requested dimensions; a field that no SKU has is treated as a typo.
  private func dimensions(for rows: [LedgerLine]) throws -> [Dimension]? {
    guard let dimensionNames else { return nil }
    let fields = Set(rows.flatMap { $0.pricing.sku.fields.map(\.name) })
    return try dimensionNames.split(separator: ",").map { name in
      let dimension = Dimension(String(name))
      if case .field(let field) = dimension, !rows.isEmpty, !fields.contains(field) {
        let known = Dimension.fixedNames + ["tag:KEY"] + fields.sorted()
        throw ValidationError(
          "--by: expected one of \(known.joined(separator: ", ")), found \(field)")
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

  private func result(_ report: Report, graph: CostGraph?, at now: Instant) -> FormattedResult {
    FormattedResult(
      csv: report.table, markdown: MarkdownWriter.text(report),
      json: JSONEnvelope(
        schema: "piledger.report.\(report.table.name)/1", generatedAt: now,
        parameters: [
          ("period", .string(report.period.description)),
          ("by", .optional(dimensionNames)), ("money", .string(money.money.rawValue)),
          ("notes", .array(report.notes.map { .string($0) })),
        ],
        coverage: report.coverage, data: .table(report.table)),
      notesBesideCSV: [report.coverage.sentence] + report.notes,
      text: { $0.text(report, graph: graph) })
  }

  /// Writes the report of a month, by default the one that contains the last complete day.
  private func writeMonth(_ text: String?, of months: MonthRun) throws {
    guard dimensionNames == nil, money.money == .credits, period.since == nil, period.until == nil
    else {
      throw ValidationError("the monthly report takes no --by, --money, --since or --until")
    }
    let today = months.run.today(in: months.ledger)
    let month = try (text ?? period.periodText).map { text in
      guard let month = CalendarMonth(text, today: today) else {
        throw ValidationError("expected a month such as 2026-10, found \(text)")
      }
      return month
    }
    let report = try months.report(
      of: month ?? CalendarMonth(of: months.run.lastCompleteDay(in: months.ledger)))
    try MonthOutput(document: report.document, coverage: report.coverage, format: format)
      .write(options, now: months.run.now)
  }
}
