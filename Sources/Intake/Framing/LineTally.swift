/// Counts the lines of a source that hold text but no record.
///
/// Blank lines, and lines with nothing but the brackets and commas of a list, count neither way.
struct LineTally: Hashable, Sendable {
  /// Lines with text on which no record stands.
  private(set) var passed = 0
  /// The last line counted as passed; a record that starts behind the text takes it back.
  private var textLine = 0
  /// The last line of the last record.
  private var recordLine = 0

  /// Whether there is text on a line, before whatever comes next on it.
  func hasText(on line: Int) -> Bool { textLine == line }

  mutating func noteText(on line: Int) {
    guard line != textLine else { return }
    textLine = line
    if line != recordLine { passed += 1 }
  }

  @inline(__always)
  mutating func noteRecord(from first: Int, through last: Int) {
    if textLine == first, recordLine != first { passed -= 1 }
    recordLine = last
  }
}
