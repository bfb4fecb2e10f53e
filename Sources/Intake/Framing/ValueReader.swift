/// A JSON value found in a source, with its place.
package enum FramedValue: Hashable {
  case value(JSONValue, Place)
  case rejection(Rejection)
}

/// What a reader with a scanner finds.
enum ReadItem {
  case framed(FramedValue)
  /// A task response of the usual form, which the scanner has read.
  case scannedTask(Place)
}

/// Finds the values of a source: one value, an array, one per line, or values one after another,
/// pretty-printed or compact, mixed as they come.
///
/// Memory holds one chunk and the value being read. After bytes that are no value the reader goes
/// on behind their closing bracket on the same line, else at the next line that begins with a
/// bracket no deeper than they began; all that lies between is one rejection.
package struct ValueReader {
  /// The longest value that is read, in bytes, unless told otherwise.
  static let defaultValueLimitBytes = 64 << 20
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let window: ByteWindow
  /// Reads task responses of the usual form; without it every value is parsed.
  private let scanner: TaskScanner?
  private let valueLimitBytes: Int
  private var arrayState = ArrayState.outside
  private var lastValue: Range<Int> = 0..<0
  private var isStarted = false
  /// Why the source broke off while bad bytes were skipped, to be told after their rejection.
  private var failure: SourceError?

  private enum ArrayState {
    case outside
    case beforeFirst
    case afterElement
    case afterComma
    /// Behind skipped bytes, where a comma may have been among them.
    case afterRejection
    /// Behind skipped lines, among which the array may have ended: brackets and commas are taken as
    /// they come.
    case uncertain
  }

  package init(_ source: any ByteSource) {
    self.init(source, scanner: nil)
  }

  /// A reader that gives task responses of the usual form to a scanner, if there is one.
  init(
    _ source: any ByteSource, scanner: TaskScanner? = nil,
    valueLimitBytes: Int = ValueReader.defaultValueLimitBytes
  ) {
    window = ByteWindow(source)
    self.scanner = scanner
    self.valueLimitBytes = valueLimitBytes
  }

  /// The next value or rejection of a reader without a scanner; nil at the end.
  package mutating func next() throws(SourceError) -> FramedValue? {
    guard case .framed(let value)? = try nextItem() else { return nil }
    return value
  }

  /// The next value, rejection or scanned task; nil at the end.
  mutating func nextItem() throws(SourceError) -> ReadItem? {
    if let failure { throw failure }
    if !isStarted { try skipByteOrderMark() }
    while let byte = try window.peek() {
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09: window.advance(by: 1)
      case UInt8(ascii: "[") where arrayState == .outside || arrayState == .uncertain:
        window.advance(by: 1)
        arrayState = .beforeFirst
      case UInt8(ascii: "]") where arrayState != .outside:
        if arrayState == .afterComma { return .framed(closeDanglingComma()) }
        window.advance(by: 1)
        arrayState = .outside
      case UInt8(ascii: ",") where acceptsComma:
        window.advance(by: 1)
        arrayState = .afterComma
      default: return try item()
      }
    }
    return endOfSource().map { .framed($0) }
  }

  /// The bytes that the scanner's positions count in.
  var bytes: UnsafeBufferPointer<UInt8> { window.bytes }

  /// The value that the scanner has read, which is JSON, parsed.
  func parsedLastValue(at place: Place) -> FramedValue {
    var parser = JSONParser(window.bytes, at: lastValue.lowerBound, isWhole: true)
    do throws(JSONSyntaxError) {
      return .value(try parser.value(), place)
    } catch {
      return .rejection(
        Rejection(place: place, reason: "not JSON: \(error.reason)", text: textOfLastValue()))
    }
  }

  /// The text of the value that ``next()`` gave last.
  package func textOfLastValue() -> ArraySlice<UInt8> {
    ArraySlice(window.bytes[lastValue])
  }

  /// What was read of the value in which the source broke off, and where it begins.
  var unread: (place: Place, text: ArraySlice<UInt8>) { (window.place, window.unread) }

  private var acceptsComma: Bool {
    arrayState == .afterElement || arrayState == .afterRejection || arrayState == .uncertain
  }

  private mutating func skipByteOrderMark() throws(SourceError) {
    isStarted = true
    for byte in ValueReader.byteOrderMark {
      guard try window.peek() == byte else { return }
      window.advance(by: 1)
    }
  }

  private mutating func closeDanglingComma() -> FramedValue {
    let rejection = Rejection(
      place: window.place, reason: "expected a value after ',', found ']'", text: [])
    window.advance(by: 1)
    arrayState = .outside
    return .rejection(rejection)
  }

  private mutating func endOfSource() -> FramedValue? {
    guard arrayState != .outside, arrayState != .uncertain else { return nil }
    arrayState = .outside
    return .rejection(
      Rejection(place: window.place, reason: "expected ']', found the end of the input", text: []))
  }

  /// Reads the value at the position, reading on while it is incomplete.
  private mutating func item() throws(SourceError) -> ReadItem {
    if arrayState == .afterElement { return .framed(rejectMissingComma()) }
    let place = window.place
    while true {
      if scan() { return .scannedTask(place) }
      if let scanner, scanner.end >= window.count, !isTooLong, try extendByHalf() { continue }
      let (result, end) = parse()
      switch result {
      case .success(let value):
        lastValue = window.position..<end
        window.advance(by: end - window.position)
        passElement()
        return .framed(.value(value, place))
      case .failure(let error):
        if error.isIncomplete, !isTooLong, try extendByHalf() { continue }
        let reason =
          isTooLong && error.isIncomplete
          ? "longer than \(valueLimitBytes >> 20) MiB" : error.reason
        return .framed(reject(place: place, reason: reason, errorPosition: error.position))
      }
    }
  }

  private var isTooLong: Bool { window.count - window.position > valueLimitBytes }

  private mutating func passElement() {
    if arrayState != .outside, arrayState != .uncertain { arrayState = .afterElement }
  }

  /// Has the scanner read the value at the position; false where it cannot.
  private mutating func scan() -> Bool {
    guard let scanner, let base = window.bytes.baseAddress,
      scanner.scan(base, at: window.position)
    else { return false }
    lastValue = window.position..<scanner.end
    if scanner.hasPassedSpace {
      window.advance(by: lastValue.count)
    } else {
      window.advance(withinLine: lastValue.count)
    }
    passElement()
    return true
  }

  /// A missing comma is reported once, and the next element is read all the same.
  private mutating func rejectMissingComma() -> FramedValue {
    arrayState = .afterComma
    return .rejection(
      Rejection(place: window.place, reason: "expected ',' between two values", text: []))
  }

  private func parse() -> (Result<JSONValue, JSONSyntaxError>, end: Int) {
    var parser = JSONParser(window.bytes, at: window.position, isWhole: window.isAtEnd)
    do throws(JSONSyntaxError) {
      return (.success(try parser.value()), parser.position)
    } catch {
      return (.failure(error), parser.position)
    }
  }

  /// Reads on until the unread bytes have grown by half, so that a long value is not parsed anew
  /// for every chunk; false where the end was known already.
  private mutating func extendByHalf() throws(SourceError) -> Bool {
    let goal = (window.count - window.position) * 3 / 2
    guard !window.isAtEnd else { return false }
    repeat {
      guard try window.extend() else { break }
    } while window.count < goal
    return true
  }
}

extension ValueReader {
  /// Skips what is no value and keeps its text.
  private mutating func reject(
    place: Place, reason: String, errorPosition: Int
  ) -> FramedValue {
    let errorOffset = errorPosition - window.position
    let startColumn = window.column
    var skipped = SkippedText()
    var isClosed = false
    do throws(SourceError) {
      isClosed = try skipToClosingBracket(&skipped)
      if !isClosed { try skipToNextValue(startColumn: startColumn, &skipped) }
    } catch {
      failure = error
    }
    if arrayState != .outside { arrayState = isClosed ? .afterRejection : .uncertain }
    // Counted from the record's start, so that the reason is the same in whatever file it stands.
    let detail = errorOffset == 0 ? "" : ", at byte \(errorOffset) of the record"
    return .rejection(
      Rejection(place: place, reason: "not JSON: \(reason)\(detail)", text: skipped.bytes))
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
