import Application
import ArgumentParser
import Rendering

struct NightlyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Fetch, import, reconcile and report, and tell what changed since last night.",
    discussion: """
      Fetches from the provider where a key is set, imports the inbox folders (files that were \
      imported before are not read again), prices and reconciles, and writes the reports into a \
      folder of their own for each night, with a link named latest. A night is of the last day that \
      is over, which names it, and reckons at the end of that day: --as-of DAY makes the night of DAY \
      once more, whatever hour it ran at.

      Says nothing where nothing changed. Else at most fifteen lines on stderr, for cron to mail: \
      what went wrong, which findings are new, changed or resolved, what the day before cost beside \
      the median of the same weekday in the last 8 weeks, the coverage and the wallet. night.txt in \
      the night's folder keeps these lines, also those of a night that told nothing. A step that \
      fails does not stop the others, and the gravest status is the run's.

      Where no task has come for longer than the days with tasks of the last 8 weeks let expect, the \
      first night says so, and the one on each Monday again, and the status is 13 until tasks come. \
      Without a key the status is 78 where there is no inbox either, where key_file or another \
      setting of fetching is made, and where this ledger was fetched into before; --no-fetch does \
      without one.

      EXAMPLES
        piledger nightly
        piledger nightly --inbox ~/piapi-log --reports ~/piapi-reports
        piledger nightly --summary-json /run/piledger/night.json
        piledger nightly --as-of 2026-10-05 --no-fetch      once more the night of that day
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("inbox"), help: "A folder of task responses to import. May be repeated.")
  var inboxPaths: [String] = []

  @Option(name: .customLong("reports"), help: "The folder for the reports of all nights.")
  var reportsPath: String?

  @Option(name: .customLong("summary-json"), help: "A file for what the night came to, as JSON.")
  var summaryPath: String?

  @Flag(
    name: .customLong("no-fetch"), help: "Do not ask the provider, and do without an API key.")
  var doesNotFetch = false

  func run() throws {
    // Each step tells what it has to say through the night's lines.
    var quietOptions = options
    quietOptions.quiet = true
    let run = try quietOptions.run()
    let feed = NightlyRun.Feed(
      inboxPaths: inboxPaths.isEmpty ? run.configuration.inboxPaths : inboxPaths,
      fetches: !doesNotFetch)
    let night = NightlyRun(
      run, feed: feed, reportsPath: reportsPath ?? run.configuration.reportsPath)
    let outcome = try night.running(announce)
    try ExitCode.end(outcome.steps.statuses)
  }

  private func announce(_ outcome: NightOutcome) throws {
    outcome.lines.forEach(Console.note)
    let envelope = outcome.envelope
    if options.wantsJSON {
      Console.print(envelope.text)
      // A night that nobody could read is told again.
      try Console.requireWritten()
    }
    if let summaryPath { try OutputFile.write(envelope.text, to: summaryPath) }
  }
}
