import Application
import ArgumentParser
import Domain
import Reconciliation
import Rendering
import Reports

struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Show what has changed since a day.",
    discussion: """
      Tells what a night tells, at any time and without a night: which findings are new, changed \
      or resolved, with their tasks and what to do, changed prices among them; models that had no \
      task before; what the days cost next to as many days before them; coverage and wallet. \
      Nothing is fetched, imported or written.

      The present is compared with the end of the day before --since. If a night of that day ran, \
      that is what it knew, and everything imported since is news. Otherwise it is today's ledger \
      as of then: verdicts that time has changed are news, but tasks of earlier days that were \
      imported since count as known then, and findings of the account history are the same at \
      both times. With --account it is always the ledger as of then, since a night keeps the \
      figures of all accounts.

      The status is 10 if a finding that is an alarm is new or has changed, otherwise 0.

      EXAMPLES
        piledger changes
        piledger changes --since 7d --account studio
        piledger changes --since 2026-10-01 -o changes.csv
        piledger changes --json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var account: AccountOptions
  @OptionGroup var format: FormatOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The first day whose changes count: a day, yesterday, 7d (the last seven days), a period. "
        + "Default: yesterday.", valueName: "day"))
  var since = "yesterday"

  func run() throws {
    let isForPrograms = try format.format(wantsJSON: options.wantsJSON).isForPrograms
    let run = try options.run()
    let outcome = try ChangesRun(run, listing: isForPrograms ? .all : .first)
      .changes(since: firstDay, of: account.filter)
    let report = outcome.report
    if !options.quiet || format.outputPath != nil {
      try format.write(
        FormattedResult(
          csv: report.table, markdown: MarkdownWriter.text(report),
          json: JSONEnvelope(
            schema: "piledger.changes/1", generatedAt: run.now,
            parameters: [
              ("since", .string(report.days.lowerBound.description)),
              ("where", .optional(account.filter.text)),
            ],
            coverage: report.coverage, data: report.json),
          notesBesideCSV: [report.summary] + report.sentences, text: { $0.text(report) }), options)
    }
    try ExitCode.end(outcome.statuses)
  }

  private func firstDay(today: CalendarDay) throws -> CalendarDay {
    try PeriodOptions.read(since, "--since", today, PeriodText.firstDay)
  }
}
