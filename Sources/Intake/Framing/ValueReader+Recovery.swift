extension ValueReader {
  /// Skips what is no value and keeps its text.
  ///
  /// The byte is counted from the record's start, so that the reason is the same in whatever file
  /// it stands.
  mutating func reject(_ error: JSONSyntaxError, at place: Place) -> FramedValue {
    let offset = error.position - window.position
    return skip("\(error.reason)\(offset == 0 ? "" : ", at byte \(offset) of the record")", place)
  }

  mutating func rejectTooLong(at place: Place) -> FramedValue {
    skip("longer than \(valueLimitBytes) bytes", place)
  }

  private mutating func skip(_ reason: String, _ place: Place) -> FramedValue {
    let startColumn = window.column
    var skipped = SkippedText()
    var isClosed = false
    do throws(SourceError) {
      isClosed = try skipToClosingBracket(&skipped)
      if !isClosed { try skipToNextValue(startColumn: startColumn, &skipped) }
    } catch {
      failure = error
    }
    arrayState.passRejection(isClosed: isClosed)
    return .rejection(Rejection(place: place, reason: "not JSON: \(reason)", text: skipped.bytes))
  }

  /// The text of a rejection while it is being skipped, cut where no rejection keeps more.
  private struct SkippedText {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) {
      if bytes.count <= Rejection.textLimitBytes { bytes.append(byte) }
    }
  }

  /// Skips to behind the bracket that closes the one at the position, if it stands on this line;
  /// else to the end of the line.
  private mutating func skipToClosingBracket(_ skipped: inout SkippedText) throws(SourceError)
    -> Bool
  {
    guard let first = try window.peek(), first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else {
      try skipRestOfLine(&skipped)
      return false
    }
    var depth = 0
    var isInString = false
    var isEscaped = false
    while let byte = try window.peek(), byte != UInt8(ascii: "\n") {
      skipped.append(byte)
      window.advance(by: 1)
      if isInString {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return true }
      default: break
      }
    }
    return false
  }

  /// Skips lines up to one that begins with a bracket no deeper than the bad value began.
  private mutating func skipToNextValue(
    startColumn: Int, _ skipped: inout SkippedText
  ) throws(SourceError) {
    while let byte = try window.peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: break
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if window.column <= startColumn { return }
        try skipRestOfLine(&skipped)
        continue
      case UInt8(ascii: "]") where arrayState != .outside && window.column < max(startColumn, 1):
        return
      default:
        try skipRestOfLine(&skipped)
        continue
      }
      skipped.append(byte)
      window.advance(by: 1)
    }
  }

  private mutating func skipRestOfLine(_ skipped: inout SkippedText) throws(SourceError) {
    while let byte = try window.peek(), byte != UInt8(ascii: "\n") {
      skipped.append(byte)
      window.advance(by: 1)
    }
  }
}
