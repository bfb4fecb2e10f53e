import ArgumentParser
import Billing
import Ledger
import Reconciliation
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Show the cost per day, month, model, SKU or status, spend per key, or stuck tasks, anomalies.",
    discussion: """
      Every report starts with its coverage: the share of tasks and of billed points that could be \
      checked. In every row billed = expected + variance + unchecked. In CSV each row carries its \
      checked tasks and unchecked points, and the coverage goes to stderr.

      With -o and a folder it writes the nightly set: summary.md, daily.csv, models.csv, skus.csv \
      and findings.csv, each whole or not at all.

      Files, folders or - instead of a ledger: the report is made of their task responses alone, \
      and nothing is written. It is the same report as from a ledger into which they were imported; \
      history and balances are compared in a ledger only. What cannot be read is listed on stderr, \
      and ends in status 65. The name of a report comes first; a file that has such a name is given \
      as ./daily.

      The report on keys shows what each API key spent by the account history, and how much of it \
      no response is known of. The one on stuck tasks lists tasks that have not ended long after \
      their like have, with their frozen points, ready to be sent to the provider's support. The \
      one on anomalies compares yesterday, per model and key, with what its own past let expect.

      EXAMPLES
        piledger report
        piledger report model --period 2026-10 --format markdown
        piledger report daily --by day,model,size -o october.csv
        piledger report -o reports/2026-10-31/
        piledger report october.ndjson.gz november/
        piledger report model --period 2026-10 -f csv october.ndjson
        piledger report keys --period last-month
        piledger report stuck -o for-support.csv
        piledger report anomalies
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions

  @Option(
    name: .customLong("by"),
    help: "Group by day, month, model, task_type, sku, status, verdict, or fields of the SKU.")
  var dimensionNames: String?

  @Argument(
    help: ArgumentHelp(
      "daily, monthly, model, sku, status, keys, stuck or anomalies (default: daily), and files "
        + "instead of a ledger.",
      valueName: "kind or file"))
  var words: [String] = []

  func run() throws {
    let run = try Run(options)
    let request = try ReportRequest(words)
    guard !request.paths.isEmpty else {
      let ledger = try run.ledger(.readOnly)
      try run.warnIfCardChanged(ledger)
      return try write(request.kind, of: ledger, run)
    }
    guard options.ledgerPath == nil else {
      throw ValidationError("--db and files exclude each other")
    }
    let (ledger, statuses) = try FilesRun(run).ledger(of: request.paths)
    try write(request.kind, of: ledger, run)
    try ExitCode.end(statuses)
  }

  private func write(_ kind: ReportKind, of ledger: LedgerStore, _ run: Run) throws {
    let period = try period.period(today: run.today(in: ledger))
    let rows = try ledger.rows(in: period, asOf: run.now)
    let undatedTasks = try ledger.undatedTasks()
    let notes = try ReportNotes.notes(rows, period: period, ledger: ledger)
    if let folder = folder {
      let account = try AccountSide(ledger, run: run, period: period)
      let set = NightlySet(
        rows: rows, period: period, undatedTasks: undatedTasks,
        notes: notes + account.notes, accountFindings: account.findings)
      try OutputFile.makeFolder(folder)
      for file in set.files { try OutputFile.write(file.text, to: "\(folder)/\(file.name)") }
      return
    }
    let costs = try report(kind, rows, period: period, undatedTasks: undatedTasks, notes: notes)
    let report =
      try costs
      ?? accountReport(
        kind, on: ledger, run: run, period: period,
        coverage: Coverage(Totals(rows), undatedTasks: undatedTasks), notes: notes)
    try format.write(text(report, run: run))
  }

  /// The cost report asked for; nil where another one is.
  private func report(
    _ kind: ReportKind, _ rows: [ReconciledRow], period: ReportPeriod, undatedTasks: Int,
    notes: [String]
  ) throws -> Report? {
    guard case .standard(let kind) = kind else { return nil }
    var report = kind.report(
      rows, by: try dimensions(for: rows), period: period, undatedTasks: undatedTasks)
    report.notes = notes
    return report
  }

  /// The report on keys, on stuck tasks or on anomalies.
  private func accountReport(
    _ kind: ReportKind, on ledger: LedgerStore, run: Run, period: ReportPeriod, coverage: Coverage,
    notes: [String]
  ) throws -> Report {
    guard dimensionNames == nil else {
      throw ValidationError("--by goes with the cost reports only")
    }
    if case .keys = kind {
      let unit = try ledger.historyUnit()
      return Report(
        table: AccountReports.keys(
          try ledger.keySpend(in: period), unit: unit, names: run.configuration.apiKeyNames),
        coverage: coverage, period: period, notes: notes + [unit?.sentence].compactMap(\.self))
    }
    if case .anomalies = kind {
      let day = run.today(in: ledger) + -1
      return Report(
        table: AnomalyReport.table(try run.anomalies(of: day, in: ledger)), coverage: coverage,
        period: ReportPeriod(since: day, until: day))
    }
    let tasks = try ledger.stuckTasks(asOf: run.now).filter { task in
      period.isAll
        || task.createdAt.map { period.contains(ledger.calendar.day(of: $0)) } ?? false
    }
    return Report(
      table: AccountReports.stuck(tasks, asOf: run.now), coverage: coverage, period: period)
  }

  /// The dimensions asked for; a field that no SKU has is taken for a misspelling.
  private func dimensions(for rows: [ReconciledRow]) throws -> [Dimension]? {
    guard let dimensionNames else { return nil }
    let fields = Set(rows.flatMap { $0.pricing.sku.fields.map(\.name) })
    return try dimensionNames.split(separator: ",").map { name in
      let dimension = Dimension(String(name))
      if case .field(let field) = dimension, !rows.isEmpty, !fields.contains(field) {
        let known = Dimension.fixedNames + fields.sorted()
        throw ValidationError(
          "--by: expected one of \(known.joined(separator: ", ")), found \(field)")
      }
      return dimension
    }
  }

  /// The folder for the nightly set, nil where one report is asked for.
  private var folder: String? {
    guard let path = format.outputPath, format.format == nil, !options.wantsJSON,
      OutputFormat(ending: path) == nil
    else { return nil }
    return path
  }

  private func text(_ report: Report, run: Run) -> String {
    switch format.format(wantsJSON: options.wantsJSON) {
    case .csv:
      if !options.quiet {
        Console.note(report.coverage.sentence)
        report.notes.forEach(Console.note)
      }
      return CSVWriter.text(report.table)
    case .markdown: return MarkdownWriter.text(report)
    case .json:
      return JSONEnvelope(
        schema: "piledger.report.\(report.table.name)/1", generatedAt: run.now,
        parameters: [
          ("period", .string(report.period.description)),
          ("by", .optional(dimensionNames)),
          ("notes", .array(report.notes.map { .string($0) })),
        ],
        coverage: report.coverage, data: .table(report.table)
      ).text
    case .table:
      return TerminalWriter(
        width: format.outputPath == nil ? Console.width : nil, hasColor: options.hasColor
      ).text(report)
    }
  }
}
