import Foundation
import Rendering

/// One line that is written over while an import goes on, where somebody sees it.
struct ProgressLine {
  /// More often nobody can read it.
  private static let intervalMilliseconds: Int64 = 100

  private let show: (@Sendable (String) -> Void)?
  private let start = ContinuousClock.now
  private var shownAtMilliseconds: Int64?

  init(_ notices: Notices) {
    show = notices.showLine
  }

  private var elapsedMilliseconds: Int64 {
    let elapsed = (ContinuousClock.now - start).components
    return elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
  }

  /// Shows how far an import has come, unless something was shown a moment ago.
  mutating func show(readBytes: Int64, totalBytes: Int64?, records: Int) {
    guard let show else { return }
    let elapsed = elapsedMilliseconds
    if let last = shownAtMilliseconds, elapsed - last < ProgressLine.intervalMilliseconds { return }
    shownAtMilliseconds = elapsed
    let progress = ImportProgress(
      readBytes: readBytes, totalBytes: totalBytes, records: records,
      elapsedMilliseconds: elapsed)
    show(progress.line)
  }

  /// Takes the line away, so that what follows begins at its place.
  mutating func clear() {
    guard shownAtMilliseconds != nil else { return }
    show?("")
    shownAtMilliseconds = nil
  }
}
