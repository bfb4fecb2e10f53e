import Domain
import Foundation
import Rendering

/// The progress of an import, as one terminal line.
package struct ImportProgress: Hashable, Sendable {
  package var readBytes: Int64
  /// The size of all input; nil if unknown, as with standard input.
  package var totalBytes: Int64?
  package var records: Int
  package var elapsedMilliseconds: Int64

  package init(
    readBytes: Int64, totalBytes: Int64?, records: Int, elapsedMilliseconds: Int64
  ) {
    self.readBytes = readBytes
    self.totalBytes = totalBytes
    self.records = records
    self.elapsedMilliseconds = elapsedMilliseconds
  }

  /// Bytes per second so far; nil during the first millisecond.
  package var bytesPerSecond: Int64? {
    elapsedMilliseconds > 0 ? readBytes * 1000 / elapsedMilliseconds : nil
  }

  /// Seconds left at the rate so far, rounded up; nil if there is no estimate.
  package var remainingSeconds: Int64? {
    guard let totalBytes, let rate = bytesPerSecond, rate > 0 else { return nil }
    return (max(0, totalBytes - readBytes) + rate - 1) / rate
  }

  /// `412.0 of 1109.3 MB, 371000 records, 231.4 MB/s, 4 s left`.
  package var line: String {
    var parts = [
      ImportProgress.megabytes(readBytes, of: totalBytes),
      "\(records) \(records == 1 ? "record" : "records")",
    ]
    if let rate = bytesPerSecond { parts.append("\(ImportProgress.megabytes(rate)) MB/s") }
    if let seconds = remainingSeconds { parts.append("\(ImportProgress.duration(seconds)) left") }
    return parts.joined(separator: ", ")
  }

  private static func megabytes(_ bytes: Int64, of total: Int64?) -> String {
    guard let total else { return "\(megabytes(bytes)) MB" }
    return "\(megabytes(bytes)) of \(megabytes(total)) MB"
  }

  /// Megabytes with one decimal, rounded down.
  private static func megabytes(_ bytes: Int64) -> String {
    decimalText(tenths: bytes / 100_000)
  }

  /// `76 s`, or from two minutes on `2 min 16 s`.
  static func duration(_ seconds: Int64) -> String {
    seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }
}

/// A progress line that is overwritten in place during an import, if anyone can see it.
struct ProgressLine {
  /// Faster updates would be unreadable.
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

  /// Shows the progress, unless it was updated a moment ago.
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

  /// Erases the line, so that the next output starts at its beginning.
  mutating func clear() {
    guard shownAtMilliseconds != nil else { return }
    show?("")
    shownAtMilliseconds = nil
  }
}
