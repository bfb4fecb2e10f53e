import Application
import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Rendering
import Reports

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Compare what was billed with what the rate card says.",
    discussion: """
      Gives every task its verdict, and lists the findings by cause, with both directions and the \
      net. If the rate card has changed, the ledger is repriced first. Each finding has an id, \
      which piledger acknowledge takes. Variance that is not proved is listed apart, with the \
      command that settles it.

      The status is 13 if no task has arrived for too long, 14 if the wallet does not balance, 10 \
      if there are other findings, and 11 if the unpriced share of the billed points is above \
      unpriced_limit (1%). See piledger help reconciliation and piledger help account.

      EXAMPLES
        piledger reconcile
        piledger reconcile --period last-month --format markdown -o october.md
        piledger reconcile --card negotiated.yaml --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var narrowing: WhereOptions
  @OptionGroup var format: FormatOptions
  @OptionGroup var currency: CurrencyOptions

  @Flag(name: .customLong("dry-run"), help: "Show the outcome; change nothing in the ledger.")
  var isDryRun = false

  func run() throws {
    let run = try narrowing.narrowed(options.run(currency: currency))
    // Rejects a bad name before the ledger is changed.
    let isForPrograms = try format.format(wantsJSON: options.wantsJSON).isForPrograms
    let statuses = try ReconciliationRun(
      run, isDryRun: isDryRun, listing: isForPrograms ? .all : .first
    ).running(
      in: period.period(today:)
    ) { outcome in
      guard !options.quiet || format.outputPath != nil else { return }
      try format.write(result(outcome, run: run), options)
    }
    try ExitCode.end(statuses)
  }

  private func result(_ outcome: ReconciliationRun.Outcome, run: Run) -> FormattedResult {
    let (report, result) = (outcome.report, outcome.result)
    return FormattedResult(
      csv: report.findings.table,
      markdown: """
        # Reconciliation, \(result.period)

        \(MarkdownWriter.escaped(result.coverage.sentence))

        \(MarkdownWriter.list(outcome.notes))\(MarkdownWriter.sections(report))
        """,
      json: envelope(outcome, run: run),
      workbook: { maker in
        maker.workbook(
          title: "Reconciliation, \(result.period)",
          notes: [result.coverage.sentence] + outcome.notes + report.settlement,
          tables: [
            report.verdicts.table, report.findings.table, report.acknowledged?.table,
            report.balance.table, report.unproved?.table,
          ].compactMap(\.self))
      },
      text: { writer in
        """
        Reconciliation, \(result.period)
        \(writer.lines([result.coverage.sentence] + outcome.notes))
        \(writer.table(report.verdicts.table))
        Findings
        \(writer.text(report.entries))\(acknowledgedText(report, writer))
        Variance, both directions
        \(writer.table(report.balance.table))\(unprovedText(report, writer))
        """
      })
  }

  private func acknowledgedText(
    _ report: ReconciliationReport, _ writer: TerminalWriter
  ) -> String {
    report.acknowledged.map { "\nAcknowledged\n\(writer.table($0.table))" } ?? ""
  }

  /// The unproved variance, with commands that are never cut, so that they can be copied.
  private func unprovedText(_ report: ReconciliationReport, _ writer: TerminalWriter) -> String {
    guard let unproved = report.unproved else { return "" }
    return """

      Not proved
      \(writer.table(unproved.table))
      \(report.settlement.map { text($0, writer) }.joined())
      """
  }

  /// A sentence in lines of the terminal's width; a command, which is indented, as it is.
  private func text(_ settlement: String, _ writer: TerminalWriter) -> String {
    settlement.hasPrefix(" ")
      ? VisibleText.line(settlement) + "\n" : writer.lines([settlement])
  }

  private func envelope(_ outcome: ReconciliationRun.Outcome, run: Run) -> JSONEnvelope {
    let (report, result, card) = (outcome.report, outcome.result, outcome.card)
    return JSONEnvelope(
      schema: "piledger.reconcile/1", generatedAt: run.now,
      parameters: [
        ("period", .string(result.period.description)),
        ("where", .optional(result.coverage.filter.text)),
        ("currency", .optional(result.currency?.code)), ("card", .string(card.name)),
        ("card_fingerprint", .string(card.fingerprint)),
        ("notes", .array(outcome.notes.map { .string($0) })),
        ("unpriced_limit_percent", .string(run.configuration.unpricedLimitPercent.description)),
      ],
      coverage: result.coverage,
      data: .object([
        ("verdicts", .table(report.verdicts.table)),
        ("findings", .table(report.findings.table)),
        ("acknowledged", .table(report.acknowledgedTable)),
        ("balance", .table(report.balance.table)),
        ("unproved", .table(report.unprovedTable)),
        ("stale_feed", .staleFeed(of: outcome.staleFeeds)),
        ("stale_accounts", .staleAccounts(of: outcome.staleFeeds)),
        ("statuses", .array(outcome.statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
