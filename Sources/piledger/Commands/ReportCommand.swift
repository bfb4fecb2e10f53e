import ArgumentParser
import Budgets
import Domain
import Ledger
import Reconciliation
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show costs by day, model, SKU or tag, what stands beside them, or a whole month.",
    discussion: """
      Every report starts with its coverage: the share of tasks and of billed points that could be \
      checked. In every row billed = expected + variance + unchecked. In CSV each row carries its \
      checked tasks and unchecked points, and the coverage goes to stderr.

      With -o and a folder it writes the nightly set: summary.md, daily.csv, models.csv, skus.csv, \
      findings.csv and the report of the month, each whole or not at all.

      The report of a month is a document for finance: the month against the one before and against \
      the budgets, its course with the forecast, spend per day, model, SKU, API key and tag, price \
      changes, failures, refunds, findings, wallet, and commitments. With -o and a folder it is a \
      page (HTML that needs nothing else, for screen and paper), the same as Markdown, and its charts as SVG; with -o FILE.html the page \
      alone. Without a month it is of the one that the last complete day is in.

      Files, folders or - instead of a ledger: the report is made of them alone, and nothing is \
      written. It is the same report, with the same options, as from a new ledger into which they \
      were imported. What cannot be read is listed on stderr, and ends in status 65. The name of a \
      report comes first; a file that has such a name is given as ./daily.

      --by tag:KEY groups by the values of a tag; what has none stands under untagged, so that the \
      total is that of every other report. With --money cash amounts are what was paid for the \
      credits, by top-ups and bonuses written down with piledger wallet add-top-up. Fixed charges \
      (fixed_charges in the configuration) have a column of their own in reports by day and month, \
      and are listed by the report named fixed; they belong to no task.

      The report on units tells what a delivered image, second or task costs with the failures; that \
      on failures what these cost by error code; that on retries the chains of the same request again \
      within an hour after a failure; that on premiums what was paid for markups, multipliers, \
      surcharges and fields that differ from their default, by the rate card.

      The report on keys shows what each API key spent by the account history, and how much of it \
      no response is known of. The one on stuck tasks lists tasks that have not ended long after \
      their like have, with their frozen points, ready to be sent to the provider's support. The \
      one on anomalies compares the last complete day, per model and key, with what its own past let expect.

      EXAMPLES
        piledger report
        piledger report model --period 2026-10 --format markdown
        piledger report daily --by day,model,size -o october.csv
        piledger report month 2026-10 -o october/
        piledger report month last-month -o october.html
        piledger report -o reports/2026-10-31/
        piledger report october.ndjson.gz november/
        piledger report model --period 2026-10 -f csv october.ndjson
        piledger report model --by tag:project,model --period last-month
        piledger report monthly --money cash
        piledger report fixed --period 2026-10
        piledger report units --period last-month
        piledger report premiums --period 2026-10 -f csv
        piledger report keys --period last-month
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
        + "keys, stuck, anomalies or fixed (default: daily), and files instead of a ledger.",
      valueName: "kind or file"))
  var words: [String] = []

  func run() throws {
    let request = try ReportRequest(words)
    let run = try Run(options, readsLedger: request.paths.isEmpty)
    guard !request.paths.isEmpty else {
      let ledger = try run.ledger(.readOnly)
      try run.warnIfCardChanged(ledger)
      if needsTags { try run.warnIfTagsAreOld(ledger) }
      return try write(request, of: MonthRun(run: run, ledger: ledger))
    }
    guard options.ledgerPath == nil else {
      throw ValidationError("--db and files exclude each other")
    }
    let (ledger, outcome) = try ImportRun(run, isDryRun: false).ledgerInMemory(of: request.paths)
    try write(request, of: MonthRun(run: run, ledger: ledger))
    try ExitCode.end(outcome.statuses)
  }

  private func write(_ request: ReportRequest, of months: MonthRun) throws {
    if case .month = request.kind { return try writeMonth(request.monthText, of: months) }
    let (run, ledger) = (months.run, months.ledger)
    let period = try period.period(today: run.today(in: ledger))
    let rows = try run.rows(
      in: period, of: ledger, money: money.money, dividedBy: needsTags ? .tags : .whole)
    let payments = run.payments(in: period, ledger)
    let undatedTasks = try ledger.undatedTasks()
    var notes = try ReportNotes.notes(rows, period: period, ledger: ledger, asOf: run.now)
    if money.money == .cash { notes.append(try run.cashPrice(ledger).note(at: period.until)) }
    if let folder = try folder(for: request) {
      return try writeSet(
        into: folder, rows, period: period, undatedTasks: undatedTasks, notes: notes,
        payments: payments, of: months)
    }
    var coverage = Coverage(Totals(rows), undatedTasks: undatedTasks)
    coverage.unreadable = try ledger.unreadableRecords()
    let kind = request.kind
    var report: Report
    if case .standard(let standard) = kind {
      report = try costs(
        standard, rows, period: period, undatedTasks: undatedTasks, notes: notes,
        payments: payments)
      report.coverage.unreadable = coverage.unreadable
    } else {
      report = try otherReport(
        kind, on: ledger, run: run, period: period, coverage: coverage, notes: notes,
        payments: payments)
    }
    try format.write(
      try text(report, graph: try graph(of: kind, beside: report.table, rows), run: run))
  }

  private func writeSet(
    into folder: String, _ rows: [LedgerLine], period: ReportPeriod, undatedTasks: Int,
    notes: [String], payments: [DatedCharge], of months: MonthRun
  ) throws {
    guard money.money == .credits else {
      throw ValidationError("--money cash goes with single reports only")
    }
    let account = try AccountSide(months.ledger, run: months.run, period: period)
    let month = try months.report(endOf: period)
    let set = NightlySet(
      rows: rows, period: period, undatedTasks: undatedTasks,
      unreadable: try months.ledger.unreadableRecords(), notes: notes + account.notes,
      accountFindings: account.findings, drifts: account.drifts, payments: payments,
      month: month.document)
    try OutputFile.write(set.files, to: folder)
  }

  private func costs(
    _ kind: StandardReport, _ rows: [LedgerLine], period: ReportPeriod, undatedTasks: Int,
    notes: [String], payments: [DatedCharge]
  ) throws -> Report {
    var report = kind.report(
      rows, by: try dimensions(for: rows), period: period, undatedTasks: undatedTasks,
      payments: payments)
    report.notes = notes
    if !report.table.hasFixedCharges, let note = FixedChargeReport.note(payments) {
      report.notes.append(note)
    }
    return report
  }

  /// A report that is not of the cost of tasks.
  private func otherReport(
    _ kind: ReportKind, on ledger: LedgerStore, run: Run, period: ReportPeriod,
    coverage: Coverage, notes: [String], payments: [DatedCharge]
  ) throws -> Report {
    guard dimensionNames == nil, money.money == .credits else {
      throw ValidationError("--by and --money go with the cost reports only")
    }
    let report = { (table: ReportTable, more: [String]) in
      Report(table: table, coverage: coverage, period: period, notes: more)
    }
    let staleness = try ReportNotes.staleness(in: period, ledger: ledger, asOf: run.now)
    switch kind {
    case .unit(let kind):
      return report(try kind.table(of: ledger, in: period, run: run), notes + kind.notes)
    case .keys:
      let unit = try ledger.historyUnit()
      return report(
        AccountReports.keys(
          try ledger.keySpend(in: period), unit: unit, names: run.configuration.apiKeyNames),
        notes + [unit?.sentence].compactMap(\.self))
    case .fixed: return report(FixedChargeReport.table(payments), staleness)
    case .anomalies:
      let day = run.lastCompleteDay(in: ledger)
      return Report(
        table: AnomalyReport.table(try run.anomalies(of: day, in: ledger)), coverage: coverage,
        period: ReportPeriod(since: day, until: day), notes: staleness)
    case .stuck, .standard, .month:
      let tasks = try ledger.reader(asOf: run.now).stuckTasks().filter { task in
        period.isAll
          || task.createdAt.map { period.contains(ledger.calendar.day(of: $0)) } ?? false
      }
      return report(AccountReports.stuck(tasks, asOf: run.now), staleness)
    }
  }

  /// Whether a tag is among the dimensions.
  private var needsTags: Bool {
    dimensionNames?.split(separator: ",").contains {
      if case .tag = Dimension(String($0)) { true } else { false }
    } ?? false
  }

  /// The dimensions asked for; a field that no SKU has is taken for a misspelling.
  func dimensions(for rows: [LedgerLine]) throws -> [Dimension]? {
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
