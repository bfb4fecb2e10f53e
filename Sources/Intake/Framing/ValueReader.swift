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

  let window: ByteWindow
  /// Reads task responses of the usual form; without it every value is parsed.
  private let scanner: TaskScanner?
  let valueLimitBytes: Int
  var arrayState = ArrayState.outside
  private var lastValue: Range<Int> = 0..<0
  private var isStarted = false
  /// Whether the source ended within a value or an array, so that more bytes would have been read
  /// differently.
  private(set) var isCutOff = false
  /// Why the source broke off while bad bytes were skipped, to be told after their rejection.
  var failure: SourceError?

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
      case UInt8(ascii: "[") where arrayState.acceptsArray:
        window.advance(by: 1)
        arrayState = .beforeFirst
      case UInt8(ascii: "]") where arrayState != .outside:
        if arrayState == .afterComma { return .framed(closeDanglingComma()) }
        window.advance(by: 1)
        arrayState = .outside
      case UInt8(ascii: ",") where arrayState.acceptsComma:
        window.advance(by: 1)
        arrayState = .afterComma
      default: return try item()
      }
    }
    return endOfSource().map { .framed($0) }
  }

  /// Where the bytes stand that the scanner's positions count in.
  var base: UnsafePointer<UInt8>? { window.bytes.baseAddress }

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
    guard !arrayState.acceptsArray else { return nil }
    arrayState = .outside
    isCutOff = true
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
      guard end - window.position <= valueLimitBytes else {
        return .framed(rejectTooLong(at: place))
      }
      switch result {
      case .success(let value):
        lastValue = window.position..<end
        window.advance(by: end - window.position)
        arrayState.passElement()
        return .framed(.value(value, place))
      case .failure(let error):
        guard error.isIncomplete else { return .framed(reject(error, at: place)) }
        if isTooLong { return .framed(rejectTooLong(at: place)) }
        if try !extendByHalf() {
          isCutOff = true
          return .framed(reject(error, at: place))
        }
      }
    }
  }

  private var isTooLong: Bool { window.count - window.position > valueLimitBytes }

  /// Has the scanner read the value at the position; false where it cannot.
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
