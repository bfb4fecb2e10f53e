import Domain
import Files

/// What begins like an answer and can't be read is set apart as a whole: nothing inside it is read,
/// since a prompt may quote an answer.
extension AnswerReader {
  /// Goes on after a value that is not JSON: it is read all the same if only its texts are damaged,
  /// set apart if it begins like an answer, and otherwise entered.
  mutating func readBroken(_ error: JSONSyntaxError, at place: Place) throws(SourceError) {
    let opening = opening(to: error.position)
    // Reading on moves the window, but not what lies ahead of the position.
    let errorOffset = error.position - window.position
    let lineSizeBytes = try sizeBytesOfLine(
      from: errorOffset, limit: opening.isAnswer ? valueLimitBytes : Opening.lengthLimitBytes)
    if opening.isAnswer || hasMark(before: window.position + lineSizeBytes),
      try repair(at: place)
    {
      return
    }
    if opening.isAnswer, readCopied(lineSizeBytes, at: place) { return }
    let mayGoOn = error.isIncomplete && window.endsWithinLine
    if opening.isAnswer || (mayGoOn && opening.mayBecomeAnswer) {
      reject(
        "not JSON: \(error.reason)", at: place, errorOffset: errorOffset,
        isIncomplete: error.isIncomplete)
    } else {
      passValue(to: window.position + 1)
    }
  }

  /// The bytes from the position to the end of the line of a byte ahead, at most a limit.
  private mutating func sizeBytesOfLine(
    from offset: Int, limit: Int
  ) throws(SourceError) -> Int {
    let here = window.byteOffset
    if !knownLine.contains(here + offset) { knownLine = KnownLine(at: here + offset) }
    while !knownLine.isEnded, knownLine.end - here < limit {
      let last = min(window.count, window.position + limit)
      let rest = window.position + knownLine.end - here..<last
      let lineEnd = window.firstIndex(of: UInt8(ascii: "\n"), in: rest)
      knownLine.end = here + (lineEnd ?? last) - window.position
      if lineEnd != nil {
        knownLine.isEnded = true
      } else if knownLine.end - here < limit {
        knownLine.isEnded = try !window.extend()
      }
    }
    return min(limit, knownLine.end - here)
  }

  /// Reads the value at the position although its texts are damaged; false if that is not all that
  /// is wrong, or nothing is found in it.
  private mutating func repair(at place: Place) throws(SourceError) -> Bool {
    guard failedRepair?.error(at: window) == nil else { return false }
    while true {
      var parser = JSONParser(
        window.bytes, at: window.position, isComplete: window.isAtEnd, isLenient: true)
      do throws(JSONSyntaxError) {
        let value = try parser.value()
        guard mayBeHeld(to: parser.position) else { return false }
        var found = found(in: value, to: parser.position, at: place)
        guard !found.items.isEmpty else { return false }
        found.repairs.note(parser.repairs, of: found.items)
        take(found, to: parser.position)
        return true
      } catch {
        if error.isIncomplete, try extendValue() { continue }
        failedRepair = FailedParse(error, openStarts: parser.openStarts, in: window)
        return false
      }
    }
  }

  /// Reads the rest of the line as PostgreSQL's COPY writes it, with every backslash doubled; false
  /// if that gives no record.
  private mutating func readCopied(_ lineSizeBytes: Int, at place: Place) -> Bool {
    let lineEnd = window.position + lineSizeBytes
    // What was not found from an earlier place of the line is not there.
    guard !knownLine.isWithoutCopies else { return false }
    knownLine.isWithoutCopies = true
    guard hasDoubledBackslash(before: lineEnd) else { return false }
    let text = TextQuoting.copied.text(window.bytes[window.position..<lineEnd])
    let found = AnswerFinder.found(
      inText: text, at: place, depth: depth, messages: messages)
    guard found.items.contains(where: \.isRecord) else { return false }
    take(found, to: lineEnd)
    return true
  }

  private func hasDoubledBackslash(before end: Int) -> Bool {
    var start = window.position
    while let first = window.firstIndex(of: UInt8(ascii: "\\"), in: start..<end) {
      if first + 1 < end, window.bytes[first + 1] == UInt8(ascii: "\\") { return true }
      start = first + 1
    }
    return false
  }

  /// Sets apart the broken answer at the position.
  ///
  /// - Parameters:
  ///   - reason: why, in words.
  ///   - place: where it begins.
  ///   - errorOffset: at which byte of the value reading failed; nil if all of it is bad.
  ///   - isIncomplete: whether the input ended before the value did; if it ends in mid-line, the
  ///     rest may still be being written.
  ///   - quotes: the signs that begin a string and end it.
  mutating func reject(
    _ reason: String, at place: Place, errorOffset: Int? = nil, isIncomplete: Bool = false,
    quotes: String = "\""
  ) {
    var skipped = SkippedText()
    do throws(SourceError) {
      try skipBrackets(quotes: Array(quotes.utf8), &skipped)
    } catch {
      failure = error
    }
    lines.noteRecord(from: place.line, through: window.line)
    let rejection = skipped.rejection(
      at: place, reason: reason, errorOffset: errorOffset == 0 ? nil : errorOffset)
    let isAtEnd = failure == nil && window.isUsedUp
    endsWithinValue = isIncomplete && isAtEnd
    pending = [
      isIncomplete && isAtEnd && window.endsWithinLine
        ? .waiting(rejection) : .rejection(rejection)
    ]
  }

  /// Skips a value that starts with a bracket.
  private mutating func skipBrackets(
    quotes: [UInt8], _ skipped: inout SkippedText
  ) throws(SourceError) {
    let startColumn = window.column
    guard try skipToClosingBracket(quotes: quotes, &skipped) else {
      return try skipContinuingLines(startColumn: startColumn, &skipped)
    }
    switch try byte(atOffset: 0) {
    case nil, UInt8(ascii: "\n"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","),
      UInt8(ascii: "]"):
      return
    // Its end can't be trusted.
    default: try skipRestOfLine(&skipped)
    }
  }

  /// Skips past the bracket that matches the one at the position if it is on this line, otherwise
  /// to the end of the line.
  private mutating func skipToClosingBracket(
    quotes: [UInt8], _ skipped: inout SkippedText
  ) throws(SourceError) -> Bool {
    var depth = 0
    /// The sign that ends the string that the byte is in.
    var quote: UInt8?
    var isEscaped = false
    while let byte = try window.peek(), byte != UInt8(ascii: "\n") {
      skipped.append(byte)
      window.advance(withinLine: 1)
      if let sign = quote {
        if byte == sign, !isEscaped { quote = nil }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      switch byte {
      case _ where quotes.contains(byte): quote = byte
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
  /// with a member's name or a closing bracket.
  ///
  /// A line that starts with a bracket no deeper than the bad value is a separate value, and so is
  /// a line of text.
  private mutating func skipContinuingLines(
    startColumn: Int, _ skipped: inout SkippedText
  ) throws(SourceError) {
    let isInList = openLists > 0
    while let byte = try window.peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        skipped.append(byte)
        window.advance(by: 1)
      case _ where window.column > startColumn, UInt8(ascii: "\""):
        try skipRestOfLine(&skipped)
      case UInt8(ascii: "]") where isInList && window.column < max(startColumn, 1): return
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        skipped.append(byte)
        window.advance(withinLine: 1)
        let next = try self.byte(atOffset: 0)
        // In a list the comma belongs to the list; otherwise the value is written without
        // indentation.
        guard next == UInt8(ascii: ","), !isInList else { return }
        try skipRestOfLine(&skipped)
      default: return
      }
    }
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

/// Where a line ends, as far as it has been looked for, and what is known of it: many broken values
/// may stand on one line, each of which would look through the rest of it.
struct KnownLine {
  /// Bytes from the start of the source.
  private let start: Int
  var end: Int
  /// Whether the line ends there.
  var isEnded = false
  /// Whether nothing on it is an answer as PostgreSQL's COPY writes it.
  var isWithoutCopies = false

  init(at offset: Int) {
    (start, end) = (offset, offset)
  }

  func contains(_ offset: Int) -> Bool { start <= offset && offset <= end }
}

/// A failed parse, and where the values that were open then started: each of them fails in the same
/// way and need not be parsed again.
///
/// Otherwise a file of opening brackets would be parsed again from each of its lines. Of a value that
/// is nested too deep the innermost ones may be whole by themselves, and hold an answer: they are
/// parsed again. A megabyte of such brackets takes 0.9 s of processor time.
struct FailedParse {
  private static let innermost = 64

  /// Bytes from the start of the source, the innermost value first.
  private var openStarts: [Int]
  private let failure: JSONSyntaxError
  private let errorOffset: Int

  init(_ error: JSONSyntaxError, openStarts: [Int], in window: ByteWindow) {
    let windowStart = window.byteOffset - window.position
    let failing = error.isTooDeep ? openStarts.dropFirst(FailedParse.innermost) : openStarts[...]
    self.openStarts = failing.map { windowStart + $0 }
    (failure, errorOffset) = (error, windowStart + error.position)
  }

  /// The error of a value that was open then and starts at the position; nil for any other value.
  mutating func error(at window: ByteWindow) -> JSONSyntaxError? {
    while let start = openStarts.last, start < window.byteOffset { openStarts.removeLast() }
    guard openStarts.last == window.byteOffset else { return nil }
    let windowStart = window.byteOffset - window.position
    return JSONSyntaxError(
      position: errorOffset - windowStart, reason: failure.reason,
      isIncomplete: failure.isIncomplete, isTooDeep: failure.isTooDeep)
  }
}
