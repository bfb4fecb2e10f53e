import Domain

/// Why a scanner gave up on a value: it is not of the usual form, or not JSON at all.
///
/// The general parser finds out which.
struct UnusualValue: Error {}

/// A cursor over JSON text that passes over values once and allocates nothing.
///
/// It is strict like ``JSONParser``: anything it passes over is a valid RFC 8259 value in UTF-8. It
/// gives up on anything it does not know, and leaves it to the parser. The text must be followed by
/// ``ByteWindow/paddingSizeBytes`` zeros.
struct JSONCursor {
  /// Deeper values are left to the parser.
  private static let depthLimit = 32

  let base: UnsafePointer<UInt8>
  var position: Int
  /// Whether white space was skipped, which may include line ends.
  var hasPassedSpace = false

  init(_ base: UnsafePointer<UInt8>, at position: Int) {
    (self.base, self.position) = (base, position)
  }

  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  /// The byte at the position.
  @inline(__always)
  var byte: UInt8 { base[position] }

  @inline(__always)
  mutating func take(_ expected: UInt8) -> Bool {
    guard byte == expected else { return false }
    position += 1
    return true
  }

  @inline(__always)
  mutating func expect(_ expected: UInt8) throws(UnusualValue) {
    guard take(expected) else { throw UnusualValue() }
  }

  @inline(__always)
  mutating func skipSpace() {
    if byte <= 0x20 { skipSomeSpace() }
  }

  @inline(never)
  private mutating func skipSomeSpace() {
    while byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
      hasPassedSpace = true
    }
  }

  /// Moves past the comma to the next member or element, or past the closing bracket; returns
  /// whether there is another one.
  @inline(__always)
  mutating func hasNext(until closing: UInt8) throws(UnusualValue) -> Bool {
    skipSpace()
    if take(UInt8(ascii: ",")) {
      skipSpace()
      return true
    }
    try expect(closing)
    return false
  }

  /// Moves past an opening bracket, or past both if they are empty; returns whether there is any
  /// content.
  @inline(__always)
  mutating func enter(closing: UInt8) -> Bool {
    position += 1
    skipSpace()
    return !take(closing)
  }

  /// Reads the name of the member at the position and moves to its value.
  ///
  /// It gives up on a name that begins with `$`: the object may stand for a number
  /// (``MemberForms``).
  @inline(__always)
  mutating func memberName() throws(UnusualValue) -> ByteRange {
    let name = try shortPlainString()
    guard base[name.start] != UInt8(ascii: "$") else { throw UnusualValue() }
    skipSpace()
    try expect(UInt8(ascii: ":"))
    skipSpace()
    return name
  }

  /// Gives up on an object that is not entered if its first name begins with `$` or an escape.
  @inline(__always)
  func refuseExtendedValue() throws(UnusualValue) {
    guard byte == UInt8(ascii: "{") else { return }
    var index = position + 1
    while base[index] == 0x20 || base[index] &- 9 < 5 { index += 1 }
    let first = base[index + 1]
    guard
      base[index] != UInt8(ascii: "\"") || first != UInt8(ascii: "$") && first != UInt8(ascii: "\\")
    else { throw UnusualValue() }
  }

  /// Moves past the value at the position.
  mutating func skipValue(depth: Int = 0) throws(UnusualValue) {
    switch byte {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"):
      guard depth < JSONCursor.depthLimit else { throw UnusualValue() }
      guard enter(closing: UInt8(ascii: "}")) else { return }
      repeat {
        _ = try string()
        skipSpace()
        try expect(UInt8(ascii: ":"))
        skipSpace()
        try skipValue(depth: depth + 1)
      } while try hasNext(until: UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      guard depth < JSONCursor.depthLimit else { throw UnusualValue() }
      guard enter(closing: UInt8(ascii: "]")) else { return }
      repeat {
        try skipValue(depth: depth + 1)
      } while try hasNext(until: UInt8(ascii: "]"))
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): _ = try literal()
    default: _ = try number()
    }
  }

  enum Literal {
    case yes
    case no
    case null
  }

  /// `true`, `false` or `null`.
  mutating func literal() throws(UnusualValue) -> Literal {
    let four = UInt32(truncatingIfNeeded: word(at: position))
    switch four {
    case 0x6575_7274:
      position += 4
      return .yes
    case 0x6C6C_756E:
      position += 4
      return .null
    case 0x736C_6166 where base[position + 4] == UInt8(ascii: "e"):
      position += 5
      return .no
    default: throw UnusualValue()
    }
  }
}

/// Bytes of a window.
struct ByteRange {
  let start: Int
  let count: Int

  @inline(__always)
  var end: Int { start + count }
}

extension JSONCursor {
  /// A skipped number.
  struct PassedNumber {
    let bytes: ByteRange
    /// The value if it is an integer of at most 18 digits without fraction or exponent.
    let whole: Int64?
  }

  /// Reads the number at the position and moves past it.
  @inline(__always)
  mutating func number() throws(UnusualValue) -> PassedNumber {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    let firstDigit = position
    var value: Int64 = 0
    while byte &- 48 < 10 {
      value = value &* 10 &+ Int64(byte &- 48)
      position += 1
    }
    let digits = position - firstDigit
    guard digits > 0, digits == 1 || base[firstDigit] != UInt8(ascii: "0") else {
      throw UnusualValue()
    }
    let isPlain = try !skipFractionAndExponent()
    return PassedNumber(
      bytes: ByteRange(start: start, count: position - start),
      whole: isPlain && digits <= 18 ? (isNegative ? -value : value) : nil)
  }

  /// Whether there was a fraction or an exponent.
  @inline(__always)
  private mutating func skipFractionAndExponent() throws(UnusualValue) -> Bool {
    let start = position
    if take(UInt8(ascii: ".")) { try skipDigits() }
    if byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try skipDigits()
    }
    return position > start
  }

  private mutating func skipDigits() throws(UnusualValue) {
    let start = position
    while byte &- 48 < 10 { position += 1 }
    guard position > start else { throw UnusualValue() }
  }

  /// Reads a whole number; nil for `null`.
  @inline(__always)
  mutating func wholeNumberOrNull() throws(UnusualValue) -> Int64? {
    if byte == UInt8(ascii: "n") {
      guard try literal() == .null else { throw UnusualValue() }
      return nil
    }
    guard let whole = try number().whole else { throw UnusualValue() }
    return whole
  }
}

extension JSONCursor {
  /// Reads the time at the position as nanoseconds since 1970; ``ObservationRow/unknown`` if it is
  /// unset or `null`.
  ///
  /// Only RFC 3339 in UTC with `T` and `Z`, from 1970 to 2261, is usual.
  @inline(__always)
  mutating func time() throws(UnusualValue) -> Int64 {
    if byte == UInt8(ascii: "n") {
      guard try literal() == .null else { throw UnusualValue() }
      return ObservationRow.unknown
    }
    try expect(UInt8(ascii: "\""))
    if take(UInt8(ascii: "\"")) { return ObservationRow.unknown }
    let year = try twoDigits() * 100 + twoDigits()
    try expect(UInt8(ascii: "-"))
    let month = try twoDigits()
    try expect(UInt8(ascii: "-"))
    let day = CalendarDay(year: year, month: month, day: try twoDigits())
    try expect(UInt8(ascii: "T"))
    let second = try secondOfDay()
    let nanosecond = take(UInt8(ascii: ".")) ? try fraction() : 0
    try expect(UInt8(ascii: "Z"))
    try expect(UInt8(ascii: "\""))
    guard let day else { throw UnusualValue() }
    if year == 1 { return ObservationRow.unknown }
    guard year >= 1970, year <= 2261 else { throw UnusualValue() }
    return Int64(day.number * 86_400 + second) * 1_000_000_000 + nanosecond
  }

  @inline(__always)
  private mutating func secondOfDay() throws(UnusualValue) -> Int {
    let hour = try twoDigits()
    try expect(UInt8(ascii: ":"))
    let minute = try twoDigits()
    try expect(UInt8(ascii: ":"))
    let second = try twoDigits()
    guard hour < 24, minute < 60, second < 60 else { throw UnusualValue() }
    return hour * 3600 + minute * 60 + second
  }

  @inline(__always)
  private mutating func twoDigits() throws(UnusualValue) -> Int {
    let (tens, ones) = (base[position] &- 48, base[position + 1] &- 48)
    guard tens < 10, ones < 10 else { throw UnusualValue() }
    position += 2
    return Int(tens) * 10 + Int(ones)
  }

  /// Nanoseconds of one to nine decimals.
  @inline(__always)
  private mutating func fraction() throws(UnusualValue) -> Int64 {
    let start = position
    var value: Int64 = 0
    while position < start + 9, byte &- 48 < 10 {
      value = value * 10 + Int64(byte &- 48)
      position += 1
    }
    guard position > start else { throw UnusualValue() }
    for _ in position - start..<9 { value *= 10 }
    return value
  }
}
