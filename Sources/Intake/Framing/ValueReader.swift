package import Domain

/// Finds the values of a source: one value, an array, one per line, or concatenated values,
/// pretty-printed or compact, in any mix.
///
/// Memory holds one chunk and the value being read. A line that is not a value is one rejection,
/// and so is an unreadable value that spans several lines: the reader continues past its matching
/// bracket if that is on its first line, otherwise at the next line that does not continue it.
package struct ValueReader {
  /// The default limit on the length of a value, in bytes.
  static let defaultValueLimitBytes = 64 << 20
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  let window: ByteWindow
  /// Reads task responses of the usual form; if nil, every value is parsed.
  private let scanner: TaskScanner?
  let valueLimitBytes: Int
  var arrayState = ArrayState.outside
  private var lastValue: Range<Int> = 0..<0
  private var isStarted = false
  private var failedParse: FailedParse?
  /// Why the source failed while bad bytes were skipped, to be reported after their rejection.
  var failure: SourceError?

  package init(_ source: any ByteSource) {
    self.init(source, scanner: nil)
  }

  /// A reader that passes task responses of the usual form to a scanner, if there is one.
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
      case UInt8(ascii: "[") where arrayState.acceptsArray:
        if let value = try enterArray() { return .framed(value) }
      case UInt8(ascii: "]") where arrayState != .outside:
        if arrayState == .afterComma { return .framed(closeDanglingComma()) }
        window.advance(by: 1)
        arrayState = .outside
      case UInt8(ascii: ",") where arrayState.acceptsComma:
        window.advance(by: 1)
        if arrayState != .uncertain { arrayState = .afterComma }
      default: return try item()
      }
    }
    return endOfSource().map { .framed($0) }
  }

  /// The bytes to which the scanner's positions refer.
  var base: UnsafePointer<UInt8>? { window.bytes.baseAddress }

  /// The value that the scanner has read, parsed.
  func parsedLastValue(at place: Place) -> FramedValue {
    var parser = JSONParser(window.bytes, at: lastValue.lowerBound, isComplete: true)
    do throws(JSONSyntaxError) {
      return .value(try parser.value(), place)
    } catch {
      return .rejection(
        Rejection(place: place, reason: "not JSON: \(error.reason)", text: textOfLastValue()))
    }
  }

  /// The text of the value that ``next()`` returned last.
  package func textOfLastValue() -> ArraySlice<UInt8> {
    ArraySlice(window.bytes[lastValue])
  }

  /// What was read of the value in which the source failed, and where it starts.
  var unread: (place: Place, text: ArraySlice<UInt8>) { (window.place, window.unread) }

  private mutating func skipByteOrderMark() throws(SourceError) {
    isStarted = true
    for byte in ValueReader.byteOrderMark {
      guard try window.peek() == byte else { return }
      window.advance(by: 1)
    }
  }

  /// Enters an array whose elements are records; returns what it finds instead if it is not one.
  ///
  /// The records of an array are read one by one, however many there are. An array that starts with
  /// something else is first read in full: the start of a line of text such as `[12:30:05] …` is
  /// not an array, and an array without objects is one value.
  private mutating func enterArray() throws(SourceError) -> FramedValue? {
    var offset = 1
    while offset <= valueLimitBytes, let byte = try window.peek(atOffset: offset), byte <= 0x20 {
      offset += 1
    }
    let first = try window.peek(atOffset: offset)
    if first == nil || first == UInt8(ascii: "{") || first == UInt8(ascii: "]") {
      enterElements()
      return nil
    }
    let place = window.place
    switch try parsedItem() {
    case .value(let value, let sizeBytes):
      if value.array?.contains(where: \.isObject) ?? false { break }
      if let text = try rejectText(behind: sizeBytes) { return text }
      return pass(value, sizeBytes: sizeBytes, at: place)
    case .failure(let error): return reject(error)
    case .tooLong: break
    }
    enterElements()
    return nil
  }

  private mutating func enterElements() {
    window.advance(by: 1)
    arrayState = .beforeFirst
  }

  private mutating func closeDanglingComma() -> FramedValue {
    let rejection = Rejection(
      place: window.place, reason: "expected a value after ',', found ']'", text: [])
    window.advance(by: 1)
    arrayState = .outside
    return .rejection(rejection)
  }

  private mutating func endOfSource() -> FramedValue? {
    guard arrayState != .outside else { return nil }
    defer { arrayState = .outside }
    // If the array may have ended already, nothing is missing.
    guard arrayState != .uncertain else { return nil }
    let rejection = Rejection(
      place: window.place, reason: "expected ']', found the end of the input", text: [])
    return window.endsWithinLine ? .waiting(rejection) : .rejection(rejection)
  }

  /// Reads the value at the position, fetching more bytes while it is incomplete.
  private mutating func item() throws(SourceError) -> ReadItem {
    if arrayState == .afterElement { return .framed(rejectMissingComma()) }
    let place = window.place
    while true {
      if scan() { return .scannedTask(place) }
      guard let scanner, scanner.end >= window.count, !isTooLong, try extendByHalf() else { break }
    }
    switch try parsedItem() {
    case .value(let value, let sizeBytes):
      if !value.isContainer, arrayState.acceptsArray, let text = try rejectText(behind: sizeBytes) {
        return .framed(text)
      }
      return .framed(pass(value, sizeBytes: sizeBytes, at: place))
    case .failure(let error): return .framed(reject(error))
    case .tooLong: return .framed(skip("not JSON: longer than \(valueLimitBytes) bytes"))
    }
  }

  private mutating func pass(
    _ value: JSONValue, sizeBytes: Int, at place: Place
  ) -> FramedValue {
    lastValue = window.position..<window.position + sizeBytes
    window.advance(by: sizeBytes)
    arrayState.passElement()
    return .value(value, place)
  }

  /// Rejects a line of text that starts with what could be a value, such as a number; nil if the
  /// rest of the line is empty or starts with a bracket.
  private mutating func rejectText(behind sizeBytes: Int) throws(SourceError) -> FramedValue? {
    switch try byte(atOffset: sizeBytes) {
    case nil, UInt8(ascii: "\n"), UInt8(ascii: "{"), UInt8(ascii: "["): return nil
    default: return skip("not JSON: expected the end of the line behind a value")
    }
  }

  private enum ParsedItem {
    /// A value that occupies this many bytes from the position.
    case value(JSONValue, sizeBytes: Int)
    case failure(JSONSyntaxError)
    case tooLong
  }

  /// Parses the value at the position, fetching more bytes while it is incomplete.
  private mutating func parsedItem() throws(SourceError) -> ParsedItem {
    if let error = failedParse?.error(at: window) { return .failure(error) }
    while true {
      var parser = JSONParser(window.bytes, at: window.position, isComplete: window.isAtEnd)
      do throws(JSONSyntaxError) {
        let value = try parser.value()
        let sizeBytes = parser.position - window.position
        return sizeBytes > valueLimitBytes ? .tooLong : .value(value, sizeBytes: sizeBytes)
      } catch {
        guard error.isIncomplete else {
          if parser.position - window.position > valueLimitBytes { return .tooLong }
          failedParse = FailedParse(error, openStarts: parser.openStarts, in: window)
          return .failure(error)
        }
        if isTooLong { return .tooLong }
        guard try !extendByHalf() else { continue }
        failedParse = FailedParse(error, openStarts: parser.openStarts, in: window)
        return .failure(error)
      }
    }
  }

  private mutating func reject(_ error: JSONSyntaxError) -> FramedValue {
    skip(
      "not JSON: \(error.reason)", errorPosition: error.position, isIncomplete: error.isIncomplete)
  }

  private var isTooLong: Bool { window.count - window.position > valueLimitBytes }

  /// Has the scanner read the value at the position; false if it cannot.
  private mutating func scan() -> Bool {
    guard let scanner, let base,
      scanner.scan(base, at: window.position),
      scanner.end - window.position <= valueLimitBytes
    else { return false }
    lastValue = window.position..<scanner.end
    if scanner.hasPassedSpace {
      window.advance(by: lastValue.count)
    } else {
      window.advance(withinLine: lastValue.count)
    }
    arrayState.passElement()
    return true
  }

  /// A missing comma is reported once: the array may have been truncated there, so the rest is read
  /// as it comes.
  private mutating func rejectMissingComma() -> FramedValue {
    arrayState = .uncertain
    return .rejection(
      Rejection(place: window.place, reason: "expected ',' between two values", text: []))
  }

  /// Reads until the unread bytes have grown by half, so that a long value is not reparsed for
  /// every chunk; false if the end was already known.
  private mutating func extendByHalf() throws(SourceError) -> Bool {
    let goal = (window.count - window.position) * 3 / 2
    guard !window.isAtEnd else { return false }
    repeat {
      guard try window.extend() else { break }
    } while window.count < goal
    return true
  }
}

/// A JSON value found in a source, with its place.
package enum FramedValue: Hashable {
  case value(JSONValue, Place)
  case rejection(Rejection)
  /// A value in which the source ends in mid-line: the rest may still be being written. It becomes
  /// a rejection once the rest is overdue.
  case waiting(Rejection)
}

/// An item found by a reader with a scanner.
enum ReadItem {
  case framed(FramedValue)
  /// A task response of the usual form, read by the scanner.
  case scannedTask(Place)
}

/// A reader's place in an array whose elements are records.
enum ArrayState {
  case outside
  case beforeFirst
  case afterElement
  case afterComma
  /// After skipped bytes, which may have included a comma.
  case afterRejection
  /// After skipped lines or a missing comma, where the array may have ended: brackets and commas
  /// are taken as they come.
  case uncertain

  var acceptsComma: Bool {
    self == .afterElement || self == .afterRejection || self == .uncertain
  }

  /// Whether an opening bracket starts an array; otherwise it is a value.
  var acceptsArray: Bool { self == .outside || self == .uncertain }

  mutating func passElement() {
    if !acceptsArray { self = .afterElement }
  }

  /// After a rejection whose last byte closed it, or on a later line.
  mutating func passRejection(isClosed: Bool) {
    if self != .outside { self = isClosed ? .afterRejection : .uncertain }
  }
}
