import ArgumentParser
import Domain
import Ledger
import RateCards
import Reconciliation
import Reporting

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Compare what was billed with what the rate card says.",
    discussion: """
      Gives every task its verdict, and lists the findings by their cause, with both directions and \
      the net. Where the rate card has changed, the ledger is priced anew first.

      Where the ledger holds account history, the findings tell spend that only the history shows, \
      tasks that it lacks, and tasks that it books differently; where it holds balance snapshots, \
      changes of the balance that nothing explains.

      Tasks that a changed price explains are one finding of the kind price_changed, which says what it \
      was, is and should be; a waiver in a card makes it no alarm.

      Variance is not proved where the card's price was not seen around the task's day or is not \
      certain, where the bill equals an unconfirmed price, and where a changed price explains it: no \
      claim is made for it. The output says how much that is, and which piledger rates confirm settles \
      it.

      Ends with 13 where no task has come for longer than the ledger's rhythm lets expect, with 14 \
      where the wallet does not balance, with 10 where there are other findings, and \
      with 11 where the unpriced share of the billed points is above the limit (unpriced_limit in \
      the configuration, 1% unless told).

      EXAMPLES
        piledger reconcile
        piledger reconcile --period last-month --format markdown -o october.md
        piledger reconcile --card negotiated.yaml --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var format: FormatOptions

  @Flag(name: .customLong("dry-run"), help: "Show the outcome, and change nothing in the ledger.")
  var isDryRun = false

  func run() throws {
    let run = try Run(options)
    // A wrong name is told before the ledger is changed.
    _ = try format.format(wantsJSON: options.wantsJSON)
    let pricer = try run.pricer()
    let ledger = try run.existingLedger(isDryRun ? .dryRun : .readWrite)
    let statuses = try ledger.withWrites {
      if try run.reprice(ledger, by: pricer), !options.quiet {
        Console.note(
          "the rate card has changed: all tasks \(isDryRun ? "would be" : "were") priced anew")
      }
      try ledger.advance(asOf: run.now)
      try ledger.noteCreditedClaims(asOf: run.now)
      try run.warnOfUnmetConditions(ledger, card: pricer.card)
      return try report(on: ledger, run: run, card: pricer.card)
    }
    try ExitCode.end(statuses)
  }

  private func report(on ledger: LedgerStore, run: Run, card: RateCard) throws -> [ExitStatus] {
    let period = try period.period(today: run.today(in: ledger))
    let rows = try ledger.reader(in: period, asOf: run.now).lines(withRates: true)
    let account = try AccountSide(ledger, run: run, period: period)
    var result = ReconciliationResult(
      rows: rows, period: period, undatedTasks: try ledger.undatedTasks(),
      accountFindings: account.findings, drifts: account.drifts)
    result.coverage.unreadable = try ledger.unreadableRecords()
    let report = ReconciliationReport(
      result,
      unproved: UnprovedVariance.all(
        in: rows, drifts: account.drifts, inferred: account.differingPrices))
    let stale = try ledger.staleFeed(asOf: run.now).flatMap { $0.concerns(period) ? $0 : nil }
    let statuses =
      account.statuses + statuses(of: result, limit: run.configuration.unpricedLimitPercent)
      + (stale == nil ? [] : [.dataGap])
    if !options.quiet || format.outputPath != nil {
      let notes =
        try ReportNotes.notes(rows, period: period, ledger: ledger, asOf: run.now) + account.notes
      try format.write(
        try text(
          report, result, notes: notes, stale: stale, statuses: statuses, run: run, card: card))
    }
    return statuses
  }

  private func statuses(of result: ReconciliationResult, limit: ExactDecimal) -> [ExitStatus] {
    (result.hasAlarmingFindings ? [.findings] : [])
      + (result.isUnpricedShareAbove(percent: limit) ? [.unpricedAboveLimit] : [])
  }

  private func text(
    _ report: ReconciliationReport, _ result: ReconciliationResult, notes: [String],
    stale: StaleFeed?, statuses: [ExitStatus], run: Run, card: RateCard
  ) throws -> String {
    switch try format.format(wantsJSON: options.wantsJSON) {
    case .csv: return CSVWriter.text(report.findings.table)
    case .json:
      return envelope(
        report, result, notes: notes, stale: stale, statuses: statuses, run: run, card: card
      ).text
    case .markdown:
      return """
        # Reconciliation, \(result.period)

        \(result.coverage.sentence)

        \(MarkdownWriter.list(notes))\(MarkdownWriter.sections(report))
        """
    case .table:
      let writer = TerminalWriter(
        width: format.outputPath == nil ? Console.width : nil, hasColor: options.hasColor)
      return """
        Reconciliation, \(result.period)
        \(writer.lines([result.coverage.sentence] + notes))
        \(writer.table(report.verdicts.table))
        Findings
        \(writer.table(report.findings.table))
        Variance, both directions
        \(writer.table(report.balance.table))\(unprovedText(report, writer))
        """
    }
  }

  /// What is not proved, with commands that are never cut, so that they can be copied.
  private func unprovedText(_ report: ReconciliationReport, _ writer: TerminalWriter) -> String {
    guard let unproved = report.unproved else { return "" }
    return """

      Not proved
      \(writer.table(unproved.table))
      \(report.settlement.map { VisibleText.line($0) + "\n" }.joined())
      """
  }

  private func envelope(
    _ report: ReconciliationReport, _ result: ReconciliationResult, notes: [String],
    stale: StaleFeed?, statuses: [ExitStatus], run: Run, card: RateCard
  ) -> JSONEnvelope {
    JSONEnvelope(
      schema: "piledger.reconcile/1", generatedAt: run.now,
      parameters: [
        ("period", .string(result.period.description)),
        ("card", .string(card.name)), ("card_fingerprint", .string(card.fingerprint)),
        ("notes", .array(notes.map { .string($0) })),
        ("unpriced_limit_percent", .string(run.configuration.unpricedLimitPercent.description)),
      ],
      coverage: result.coverage,
      data: .object([
        ("verdicts", .table(report.verdicts.table)),
        ("findings", .table(report.findings.table)),
        ("balance", .table(report.balance.table)),
        ("unproved", .table(report.unprovedTable)),
        ("stale_feed", .staleFeed(stale)),
        ("statuses", .array(statuses.map { .integer(Int64($0.rawValue)) })),
      ]))
  }
}
