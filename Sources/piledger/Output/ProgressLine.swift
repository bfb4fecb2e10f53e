import Foundation
import Rendering

/// One line on stderr that is written over while work goes on, only on a terminal.
struct ProgressLine {
  /// More often nobody can read it.
  private static let intervalMilliseconds: Int64 = 100

  private let isShown: Bool
  private let start = ContinuousClock.now
  private var shownAtMilliseconds: Int64?

  init(isShown: Bool) {
    self.isShown = isShown && Console.isErrorTerminal
  }

  private var elapsedMilliseconds: Int64 {
    let elapsed = (ContinuousClock.now - start).components
    return elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
  }

  /// Shows how far an import has come, unless something was shown a moment ago.
  mutating func show(readBytes: Int64, totalBytes: Int64?, records: Int) {
    guard isShown else { return }
    let elapsed = elapsedMilliseconds
    if let last = shownAtMilliseconds, elapsed - last < ProgressLine.intervalMilliseconds { return }
    shownAtMilliseconds = elapsed
    let progress = ImportProgress(
      readBytes: readBytes, totalBytes: totalBytes, records: records,
      elapsedMilliseconds: elapsed)
    Console.writeOver(progress.line)
  }

  /// Takes the line away, so that what follows begins at its place.
  mutating func clear() {
    guard shownAtMilliseconds != nil else { return }
    Console.writeOver("")
    shownAtMilliseconds = nil
  }
}
