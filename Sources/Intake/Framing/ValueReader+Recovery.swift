import Domain
import Files

/// What is skipped if no value can be read: one line, or the lines of a value that spans several.
extension ValueReader {
  /// Skips what is not a value.
  ///
  /// - Parameters:
  ///   - reason: why, in words.
  ///   - errorPosition: where in the window reading failed; nil if all of it is bad.
  ///   - isIncomplete: whether the input ended before the value did.
  /// - Returns: the rejection; if the input ends in mid-line, an item that waits for the rest.
  mutating func skip(
    _ reason: String, errorPosition: Int? = nil, isIncomplete: Bool = false
  ) -> FramedValue {
    let place = window.place
    let errorOffset = errorPosition.map { $0 - window.position }.flatMap { $0 == 0 ? nil : $0 }
    var skipped = SkippedText()
    var isClosed = false
    do throws(SourceError) {
      let first = try window.peek()
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        isClosed = try skipBrackets(&skipped)
      } else {
        try skipRestOfLine(&skipped)
      }
    } catch {
      failure = error
    }
    arrayState.passRejection(isClosed: isClosed)
    let rejection = skipped.rejection(at: place, reason: reason, errorOffset: errorOffset)
    let isAtEnd = failure == nil && window.isUsedUp
    return isIncomplete && isAtEnd && window.endsWithinLine
      ? .waiting(rejection) : .rejection(rejection)
  }

  /// Skips a value that starts with a bracket; returns whether it ends with the matching bracket.
  private mutating func skipBrackets(_ skipped: inout SkippedText) throws(SourceError) -> Bool {
    let startColumn = window.column
    guard try skipToClosingBracket(&skipped) else {
      return try skipContinuingLines(startColumn: startColumn, &skipped)
    }
    switch try byte(atOffset: 0) {
    case nil, UInt8(ascii: "\n"), UInt8(ascii: "{"), UInt8(ascii: "["): return true
    case UInt8(ascii: ",") where arrayState != .outside: return true
    case UInt8(ascii: "]") where arrayState != .outside: return true
    default:
      // What looked like a value was the start of a line of text.
      try skipRestOfLine(&skipped)
      return false
    }
  }

  /// Skips past the bracket that matches the one at the position if it is on this line, otherwise
  /// to the end of the line.
  private mutating func skipToClosingBracket(
    _ skipped: inout SkippedText
  ) throws(SourceError) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    while let byte = try window.peek(), byte != UInt8(ascii: "\n") {
      skipped.append(byte)
      window.advance(withinLine: 1)
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

  /// Skips the remaining lines of a bad value: those indented deeper than its start, or starting
  /// with a member's name or a closing bracket; returns whether the last byte was the matching
  /// bracket.
  ///
  /// A line that starts with a bracket no deeper than the bad value is a separate value, and so is
  /// a line of text.
  private mutating func skipContinuingLines(
    startColumn: Int, _ skipped: inout SkippedText
  ) throws(SourceError) -> Bool {
    while let byte = try window.peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        skipped.append(byte)
        window.advance(by: 1)
      case _ where window.column > startColumn, UInt8(ascii: "\""):
        try skipRestOfLine(&skipped)
      case UInt8(ascii: "]") where arrayState != .outside && window.column < max(startColumn, 1):
        return false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        skipped.append(byte)
        window.advance(withinLine: 1)
        let next = try self.byte(atOffset: 0)
        // In an array the comma belongs to the array; otherwise the value is written without
        // indentation.
        guard next == UInt8(ascii: ","), arrayState == .outside else { return true }
        try skipRestOfLine(&skipped)
      default: return false
      }
    }
    return false
  }

  private mutating func skipRestOfLine(_ skipped: inout SkippedText) throws(SourceError) {
    while let byte = try window.peek(), byte != UInt8(ascii: "\n") {
      skipped.append(byte)
      window.advance(withinLine: 1)
    }
  }

  /// The first byte at or after an offset from the position that is not a space, tab or carriage
  /// return; nil at the end of the source.
  func byte(atOffset offset: Int) throws(SourceError) -> UInt8? {
    var offset = offset
    while let byte = try window.peek(atOffset: offset) {
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return byte }
      offset += 1
    }
    return nil
  }
}

/// The text of a rejection while it is being skipped, without trailing white space.
///
/// Its start is kept, and the SHA-256 of all of it.
private struct SkippedText {
  private static let bufferSizeBytes = 64 << 10

  private var buffer: [UInt8] = []
  private var whiteSpace: [UInt8] = []
  private var start: [UInt8]?
  private var hash: SHA256?
  private var sizeBytes = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      whiteSpace.append(byte)
      if whiteSpace.count >= SkippedText.bufferSizeBytes { takeWhiteSpace() }
      return
    }
    if !whiteSpace.isEmpty { takeWhiteSpace() }
    buffer.append(byte)
    if buffer.count >= SkippedText.bufferSizeBytes { flush() }
  }

  private mutating func takeWhiteSpace() {
    buffer += whiteSpace
    whiteSpace.removeAll(keepingCapacity: true)
    if buffer.count >= SkippedText.bufferSizeBytes { flush() }
  }

  private mutating func flush() {
    if start == nil { start = Array(buffer.prefix(SkippedText.bufferSizeBytes)) }
    var hash = hash ?? SHA256()
    hash.update(buffer)
    self.hash = hash
    sizeBytes += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  consuming func rejection(at place: Place, reason: String, errorOffset: Int?) -> Rejection {
    guard let start else {
      return Rejection(place: place, reason: reason, errorOffset: errorOffset, text: buffer)
    }
    flush()
    return Rejection(
      place: place, reason: reason, errorOffset: errorOffset, start: start,
      digest: (hash ?? SHA256()).digest, sizeBytes: sizeBytes)
  }
}

/// A failed parse, and where the values that were open then started: each of them fails in the same
/// way and need not be parsed again.
///
/// Otherwise a file of opening brackets would be parsed again from each of its lines.
struct FailedParse {
  /// Bytes from the start of the source, the innermost value first.
  private var openStarts: [Int]
  private let failure: JSONSyntaxError
  private let errorOffset: Int

  init(_ error: JSONSyntaxError, openStarts: [Int], in window: ByteWindow) {
    let windowStart = window.byteOffset - window.position
    self.openStarts = openStarts.map { windowStart + $0 }
    (failure, errorOffset) = (error, windowStart + error.position)
  }

  /// The error of a value that was open then and starts at the position; nil for any other value.
  mutating func error(at window: ByteWindow) -> JSONSyntaxError? {
    while let start = openStarts.last, start < window.byteOffset { openStarts.removeLast() }
    guard openStarts.last == window.byteOffset else { return nil }
    let windowStart = window.byteOffset - window.position
    return JSONSyntaxError(
      position: errorOffset - windowStart, reason: failure.reason,
      isIncomplete: failure.isIncomplete)
  }
}
