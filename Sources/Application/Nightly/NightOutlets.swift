import Domain
import Files
import Foundation
import Rendering
import Reports

/// Who is told of a night besides those who read its lines: monitoring, by a file of metrics, and a
/// program, by a summary.
///
/// What goes wrong here is told and has its status, and leaves the night as it is.
package struct NightOutlets {
  private let metricsPath: String?
  private let hook: NewsHook?
  private let notices: Notices
  private let clock: WallClock
  private let startedAt: Instant

  /// The outlets of a run that starts now.
  ///
  /// A night of the past, which `--as-of` repeats, is nobody's news: the program is not told, and
  /// only a path given for this run gets its metrics, so that those of the present stay.
  ///
  /// - Parameters:
  ///   - run: the run, whose settings name the outlets.
  ///   - metricsPath: the file for the metrics of this run, in place of that of the settings.
  package init(_ run: Run, metricsPath: String?) {
    let configuration = run.configuration
    self.metricsPath = metricsPath ?? (run.isOfPast ? nil : configuration.metricsPath)
    hook = run.isOfPast ? nil : configuration.newsHook
    (notices, clock) = (run.notices, run.wallClock)
    startedAt = run.wallClock.now()
  }

  /// The outlets of a run whose settings cannot be read, which leaves those given for this run.
  package init(withoutSettings notices: Notices, metricsPath: String?) throws {
    (self.metricsPath, hook, self.notices) = (metricsPath, nil, notices)
    clock = try WallClock()
    startedAt = clock.now()
  }

  /// Tells the program whatever cron would mail: a night with news or a failure.
  ///
  /// - Parameters:
  ///   - outcome: the night.
  ///   - summary: its summary, as JSON.
  /// - Returns: the statuses that this calls for.
  package func tellNews(of outcome: NightOutcome, summary: String) -> [ExitStatus] {
    guard let hook, !outcome.lines.isEmpty else { return [] }
    let environment = ProcessInfo.processInfo.environment
    return [hook.run(summary: summary, environment: environment, tell: notices.problem)]
      .compactMap(\.self)
  }

  /// Writes the metrics of a run.
  ///
  /// Their reader is a service of another user, so unlike all else that is written they are for
  /// everybody to read; a file that is there already keeps its permissions.
  ///
  /// - Parameters:
  ///   - outcome: the night; nil if the run failed before there was one.
  ///   - statuses: what the run ends with.
  ///   - version: the version of the tool.
  /// - Returns: the statuses that this calls for.
  package func writeMetrics(
    of outcome: NightOutcome?, statuses: [ExitStatus], version: String
  ) -> [ExitStatus] {
    guard let metricsPath else { return [] }
    let ending = NightMetrics.Ending(
      version: version, status: ExitStatus.mostSevere(of: statuses).rawValue,
      startedAt: startedAt, endedAt: clock.now())
    let metrics = NightMetrics.all(ending, night: outcome?.report, measures: outcome?.measures)
    do throws(Failure) {
      try ReportWriter(mode: .readableByAll)
        .write(MetricsWriter.text(metrics), to: metricsPath)
      return []
    } catch {
      notices.problem("metrics: \(error.description)")
      return [error.status]
    }
  }
}
