import Application
import ArgumentParser
import Rendering

struct NightlyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Fetch, import, reconcile and report; print what changed.",
    discussion: """
      Fetches from the provider if a key is set, imports the inbox folders, prices and \
      reconciles, and writes the reports into a new folder for each night. A night covers \
      everything up to the end of the last complete day; --as-of DAY repeats the night of DAY, \
      without a fetch.

      Prints nothing if nothing changed; otherwise at most fifteen lines on stderr, for cron to \
      mail. A failed step does not stop the others, and the run ends with the most severe status: \
      13 if no tasks have arrived for too long, 78 if there is nothing to fetch or import from. \
      See piledger help nightly.

      EXAMPLES
        piledger nightly
        10 2 * * *  /usr/local/bin/piledger nightly    in a crontab, by its path
        piledger nightly --inbox ~/piapi-log --reports ~/piapi-reports
        piledger nightly --summary-json /run/piledger/night.json
        piledger nightly --as-of 2026-10-05      repeat the night of that day
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("inbox"), help: "A folder of task responses to import. May be repeated.")
  var inboxPaths: [String] = []

  @Option(name: .customLong("reports"), help: "The folder for the reports of all nights.")
  var reportsPath: String?

  @Option(
    name: .customLong("summary-json"),
    help: "Write a summary of the night to this file, as JSON.")
  var summaryPath: String?

  @Flag(
    name: .customLong("no-fetch"), help: "Do not contact the provider; no API key is needed.")
  var doesNotFetch = false

  func run() throws {
    // Each step reports through the night's lines instead.
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
      // If nobody could read the output, the night is reported again.
      try Console.requireWritten()
    }
    if let summaryPath { try OutputFile.write(envelope.text, to: summaryPath) }
  }
}
