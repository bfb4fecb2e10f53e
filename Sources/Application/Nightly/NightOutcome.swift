package import Domain
import Rendering
package import Reports

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
