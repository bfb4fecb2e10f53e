package import Domain
package import Intake
import Ledger
import Reconciliation
import Rendering
package import Reports

/// The results of a night's steps; each step is tried even if earlier ones failed.
package struct NightSteps {
  package private(set) var statuses: [ExitStatus] = []
  package private(set) var complaints: [NightReport.Complaint] = []
  /// Input that couldn't be read.
  package private(set) var unread: [UnreadFile] = []
  /// Files in the inbox that were skipped.
  package private(set) var skipped: [UnreadFile] = []

  /// Whether more tasks are due than a night may ask for.
  var hasPostponedTasks = false

  /// Whether a part of what the day brought may be missing: something went wrong, or was put off.
  var lacksInput: Bool { !statuses.isEmpty || !complaints.isEmpty || hasPostponedTasks }

  /// Runs a step; if it fails, records a complaint and a status, and returns nil.
  @discardableResult
  mutating func attempt<Value>(
    _ step: String, _ body: (inout NightSteps) throws -> Value
  ) -> Value? {
    do {
      return try body(&self)
    } catch {
      let failure = Failure(error) ?? Failure(.internalFailure, "\(error)")
      complain(step, failure.description)
      statuses.append(failure.status)
      return nil
    }
  }

  /// Records a complaint once, even if several steps run into the same problem.
  mutating func complain(_ step: String, _ text: String) {
    let complaint = NightReport.Complaint(step: step, text: text)
    if !complaints.contains(complaint) { complaints.append(complaint) }
  }

  /// Records a complaint about unreadable input, and the exit status for it.
  mutating func reportUnread(_ files: [UnreadFile]) {
    for file in files { complain("import", file.description) }
    unread += files
    if !files.isEmpty { add([.noInput]) }
  }

  mutating func noteSkipped(_ files: [UnreadFile]) {
    skipped += files
  }

  /// Records a complaint about newly found unreadable records, one line per source.
  mutating func complain(_ step: String, ofNew setApart: [SetApart]) {
    var sources: [(first: SetApart, count: Int)] = []
    for records in setApart where records.new > 0 {
      if let last = sources.indices.last, sources[last].first.source == records.source {
        sources[last].count += records.new
      } else {
        sources.append((records, records.new))
      }
    }
    for (first, count) in sources {
      let unread = UnreadableRecords(count, of: nil).sentence
      let place = "\(first.source):\(first.line)"
      complain(
        step,
        count == 1
          ? "\(place): could not be read and is not included: \(first.message)"
          : "\(first.source): \(unread); the first is in line \(first.line): \(first.message)")
    }
  }

  mutating func add(_ statuses: [ExitStatus]) {
    self.statuses += statuses
  }
}

/// The result of a night.
package struct NightOutcome {
  package let steps: NightSteps
  /// Nil if the ledger couldn't be reconciled.
  package let report: NightReport?
  /// What monitoring is told; nil if the ledger couldn't be reconciled.
  package let measures: NightMeasures?
  /// The end of the day that the night covers.
  package let asOf: Instant

  init(
    steps: NightSteps, report: NightReport? = nil, measures: NightMeasures? = nil, asOf: Instant
  ) {
    (self.steps, self.report, self.measures, self.asOf) = (steps, report, measures, asOf)
  }

  /// The result of a night that ended before it had any.
  package init(_ failure: Failure, asOf: Instant) {
    var steps = NightSteps()
    steps.attempt("nightly") { _ in throw failure }
    self.init(steps: steps, asOf: asOf)
  }

  /// The lines to report; empty if nothing has changed.
  package var lines: [String] { report?.lines ?? NightReport.complaints(steps.complaints) }

  /// The file in the night's folder that keeps the lines.
  static let fileName = "night.txt"

  /// Writes the lines into the night's folder, even if there is no news.
  ///
  /// - Returns: the outcome, with one more complaint if the file can't be written.
  func kept(in folders: ReportFolders?, of day: CalendarDay) -> NightOutcome {
    guard let folders else { return self }
    let lines = report?.keptLines ?? self.lines
    let file = ReportFile(
      name: NightOutcome.fileName, text: lines.map { "\($0)\n" }.joined())
    var (steps, report) = (steps, report)
    steps.attempt("reports") { _ in try folders.write([file], of: day) }
    report?.complaints = steps.complaints
    return NightOutcome(steps: steps, report: report, measures: measures, asOf: asOf)
  }
}
