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

      --metrics writes a file for Prometheus' node_exporter, also if the night fails. --format \
      slack prints what a webhook of Slack takes, and nothing without news. The program that the \
      setting on_news names gets the summary as JSON on stdin if there is news or a failure; if it \
      fails, or takes longer than on_news_timeout_seconds, the status is 74.

      EXAMPLES
        piledger nightly
        10 2 * * *  /usr/local/bin/piledger nightly    in a crontab, by its path
        piledger nightly --inbox ~/piapi-log --reports ~/piapi-reports
        piledger nightly --summary-json /run/piledger/night.json
        piledger nightly --metrics /var/lib/prometheus/node-exporter/piledger.prom
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

  @Option(
    name: .customLong("metrics"),
    help: ArgumentHelp(
      "Write metrics to this file for Prometheus, readable by all.", valueName: "file"))
  var metricsPath: String?

  @Option(
    name: [.short, .long],
    help: "text (on stderr), or besides it on stdout: json, or slack for a webhook. Default: text.")
  var format: NightFormat = .text

  func validate() throws {
    guard !(options.wantsJSON && format == .slack) else {
      throw ValidationError("--json and --format slack cannot be combined")
    }
  }

  func run() throws {
    // Each step reports through the night's lines instead.
    var quietOptions = options
    quietOptions.quiet = true
    let run: Run
    do {
      run = try quietOptions.run()
    } catch {
      let outlets = try? NightOutlets(
        withoutSettings: quietOptions.notices, metricsPath: metricsPath)
      _ = outlets?.writeMetrics(
        of: nil, statuses: [Failure(error)?.status ?? .internalFailure], version: Piledger.version)
      throw error
    }
    try self.run(run, NightOutlets(run, metricsPath: metricsPath))
  }

  private func run(_ run: Run, _ outlets: NightOutlets) throws {
    let feed = NightlyRun.Feed(
      inboxPaths: inboxPaths.isEmpty ? run.configuration.inboxPaths : inboxPaths,
      fetches: !doesNotFetch)
    let night = NightlyRun(
      run, feed: feed, reportsPath: reportsPath ?? run.configuration.reportsPath)
    var ofOutlets: [ExitStatus] = []
    let outcome: NightOutcome
    do {
      outcome = try night.running { outcome in
        try announce(outcome)
        ofOutlets = outlets.tellNews(of: outcome, summary: outcome.envelope.text)
      }
    } catch let error where !(error is ExitCode) {
      let failure = Failure(error) ?? Failure(.internalFailure, "\(error)")
      let outcome = NightOutcome(failure, asOf: run.now)
      if format == .slack { Console.print(outcome.slackPayload) }
      ofOutlets += outlets.tellNews(of: outcome, summary: outcome.envelope.text)
      _ = outlets.writeMetrics(
        of: outcome, statuses: [failure.status] + ofOutlets, version: Piledger.version)
      throw error
    }
    let statuses = outcome.steps.statuses + ofOutlets
    let ofMetrics = outlets.writeMetrics(
      of: outcome, statuses: statuses, version: Piledger.version)
    try ExitCode.end(statuses + ofMetrics)
  }

  private func announce(_ outcome: NightOutcome) throws {
    outcome.lines.forEach(Console.note)
    let envelope = outcome.envelope
    if options.wantsJSON || format == .json {
      Console.print(envelope.text)
    } else if format == .slack, !outcome.lines.isEmpty {
      Console.print(outcome.slackPayload)
    }
    // If nobody could read the output, the night is reported again.
    if options.wantsJSON || format != .text { try Console.requireWritten() }
    if let summaryPath { try OutputFile.write(envelope.text, to: summaryPath) }
  }
}

/// The formats of a night's news.
enum NightFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case slack
}

extension NightOutcome {
  /// The message for a webhook of Slack; without a report there is no headline.
  fileprivate var slackPayload: String {
    let head = report == nil ? "The night could not be reconciled" : lines.first
    return SlackWriter.payload(
      head: head ?? "", lines: report == nil ? lines : Array(lines.dropFirst()))
  }
}
