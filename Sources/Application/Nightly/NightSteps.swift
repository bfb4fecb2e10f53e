package import Domain
package import Intake
import Ledger
import Reconciliation
import Rendering
package import Reports

/// What became of the steps of a night: each is tried, whatever became of the ones before.
package struct NightSteps {
  package private(set) var statuses: [ExitStatus] = []
  package private(set) var complaints: [NightReport.Complaint] = []
  /// Input that could not be read.
  package private(set) var unread: [UnreadFile] = []
  /// What stands in the inbox and is not read.
  package private(set) var skipped: [UnreadFile] = []

  /// Takes a step; where it fails, that is a complaint and a status, and nil is its value.
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

  /// What is wrong is told once, also where a step meets it twice.
  mutating func complain(_ step: String, _ text: String) {
    let complaint = NightReport.Complaint(step: step, text: text)
    if !complaints.contains(complaint) { complaints.append(complaint) }
  }

  /// Complains of input that could not be read, which ends a night with that status.
  mutating func reportUnread(_ files: [UnreadFile]) {
    for file in files { complain("import", file.description) }
    unread += files
    if !files.isEmpty { add([.noInput]) }
  }

  mutating func noteSkipped(_ files: [UnreadFile]) {
    skipped += files
  }

  /// Complains of records that could not be read and were not met before, a line for each source.
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

/// What a night came to.
package struct NightOutcome {
  package let steps: NightSteps
  /// Nil where the ledger could not be reconciled.
  package let report: NightReport?
  /// The end of the day that it is of.
  package let asOf: Instant

  /// What is to be told, nothing where all is as it was.
  package var lines: [String] { report?.lines ?? NightReport.complaints(steps.complaints) }

  /// The name of the file that keeps the lines in the night's folder.
  static let fileName = "night.txt"

  /// Writes the lines into the night's folder, also those of a night that tells nothing.
  ///
  /// - Returns: the outcome, with a complaint more where the file cannot be written.
  func kept(in folders: ReportFolders?, of day: CalendarDay) -> NightOutcome {
    guard let folders else { return self }
    let lines = report?.keptLines ?? self.lines
    let file = ReportFile(
      name: NightOutcome.fileName, text: lines.map { "\($0)\n" }.joined())
    var (steps, report) = (steps, report)
    steps.attempt("reports") { _ in try folders.write([file], of: day) }
    report?.complaints = steps.complaints
    return NightOutcome(steps: steps, report: report, asOf: asOf)
  }
}
