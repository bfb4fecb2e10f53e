import Domain

extension JSONCursor {
  /// A skipped string.
  struct PassedString {
    /// Without the quotes, escapes not decoded.
    let bytes: ByteRange
    /// The number of Unicode scalars after decoding escapes.
    let scalars: Int
    let hasEscapes: Bool
  }

  /// The string at the position, which must not have escapes.
  @inline(__always)
  mutating func plainString() throws(UnusualValue) -> ByteRange {
    let string = try string()
    guard !string.hasEscapes else { throw UnusualValue() }
    return string.bytes
  }

  /// A string without escapes, in ASCII: other characters may be damaged ones.
  @inline(__always)
  mutating func plainASCIIString() throws(UnusualValue) -> ByteRange {
    let string = try string()
    guard !string.hasEscapes, string.scalars == string.bytes.count else { throw UnusualValue() }
    return string.bytes
  }

  /// Reads the string at the position and moves past it.
  ///
  /// Eight bytes are tested together: plain ASCII is skipped, and the first quote, backslash,
  /// control character or non-ASCII byte is handled individually.
  @inline(__always)
  mutating func string() throws(UnusualValue) -> PassedString {
    try expect(UInt8(ascii: "\""))
    let start = position
    let marks = JSONCursor.marks(in: word(at: position))
    if marks != 0, byte(ofFirst: marks) == UInt8(ascii: "\"") {
      let count = marks.trailingZeroBitCount >> 3
      position += count + 1
      return PassedString(
        bytes: ByteRange(start: start, count: count), scalars: count, hasEscapes: false)
    }
    return try longString(from: start)
  }

  /// Reads the string of a member's name; most are shorter than sixteen bytes.
  @inline(__always)
  mutating func shortPlainString() throws(UnusualValue) -> ByteRange {
    try expect(UInt8(ascii: "\""))
    let start = position
    for offset in stride(from: 0, through: 8, by: 8) {
      let marks = JSONCursor.marks(in: word(at: start + offset))
      guard marks != 0 else { continue }
      let count = offset + marks.trailingZeroBitCount >> 3
      guard base[start + count] == UInt8(ascii: "\"") else { break }
      position = start + count + 1
      return ByteRange(start: start, count: count)
    }
    let string = try longString(from: start)
    guard !string.hasEscapes else { throw UnusualValue() }
    return string.bytes
  }

  /// The high bit of every byte that needs handling; if several are set, only the lowest is
  /// reliable.
  @inline(__always)
  private static func marks(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found =
      ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      | ((word &- (ones &* 0x20)) & ~word) | word
    return found & (ones &* 0x80)
  }

  @inline(__always)
  private func byte(ofFirst marks: UInt64) -> UInt8 {
    base[position + marks.trailingZeroBitCount >> 3]
  }

  @inline(never)
  private mutating func longString(from start: Int) throws(UnusualValue) -> PassedString {
    /// Bytes that are not scalars themselves.
    var surplus = 0
    var hasEscapes = false
    while true {
      let marks = JSONCursor.marks(in: word(at: position))
      guard marks != 0 else {
        position += 8
        continue
      }
      position += marks.trailingZeroBitCount >> 3
      switch byte {
      case UInt8(ascii: "\""):
        let count = position - start
        position += 1
        return PassedString(
          bytes: ByteRange(start: start, count: count), scalars: count - surplus,
          hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        surplus += try escape()
      case 0x80...: repeat { surplus += try multibyteScalar() } while byte >= 0x80
      default: throw UnusualValue()
      }
    }
  }

  /// Moves past an escape and returns its length in bytes, less one.
  private mutating func escape() throws(UnusualValue) -> Int {
    let start = position
    switch base[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      let first = try hexadecimalUnit(at: position + 2)
      position += 6
      if (0xD800..<0xDC00).contains(first), base[position] == UInt8(ascii: "\\"),
        base[position + 1] == UInt8(ascii: "u"),
        (0xDC00..<0xE000).contains(try hexadecimalUnit(at: position + 2))
      {
        position += 6
      }
    default: throw UnusualValue()
    }
    return position - start - 1
  }

  private func hexadecimalUnit(at index: Int) throws(UnusualValue) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 0..<4 {
      let byte = base[index + offset]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw UnusualValue()
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}

extension JSONCursor {
  /// Moves past a scalar of two to four bytes, checked against Unicode's table of well-formed UTF-8
  /// (The Unicode Standard, table 3-7), and returns its length in bytes, less one.
  @inline(__always)
  mutating func multibyteScalar() throws(UnusualValue) -> Int {
    let lead = byte
    let second = base[position + 1]
    guard second & 0xC0 == 0x80 else { throw UnusualValue() }
    switch lead {
    case 0xC2...0xDF:
      position += 2
      return 1
    case 0xE0...0xEF:
      guard base[position + 2] & 0xC0 == 0x80, lead != 0xE0 || second >= 0xA0,
        lead != 0xED || second < 0xA0
      else { throw UnusualValue() }
      position += 3
      return 2
    case 0xF0...0xF4:
      guard base[position + 2] & 0xC0 == 0x80, base[position + 3] & 0xC0 == 0x80,
        lead != 0xF0 || second >= 0x90, lead != 0xF4 || second < 0x90
      else { throw UnusualValue() }
      position += 4
      return 3
    default: throw UnusualValue()
    }
  }
}

extension JSONCursor {
  @inline(__always)
  func bytes(of range: ByteRange) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.start, count: range.count)
  }

  /// Whether a text without escapes is a word for ``RequestDecoder``.
  @inline(__always)
  func isWord(_ text: ByteRange) -> Bool {
    for index in text.start..<text.end {
      let byte = base[index]
      guard RequestText.isWordByte(byte) else { return false }
      if byte == UInt8(ascii: ":"), base[index + 1] == UInt8(ascii: "/"),
        base[index + 2] == UInt8(ascii: "/")
      {
        return false
      }
    }
    return true
  }

  /// The whole number, or seconds as text (`8s`), that counts in a sum, otherwise nil; moves past
  /// the value.
  mutating func summand(isProse: Bool) throws(UnusualValue) -> Int64? {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let whole = try number().whole
      guard !isProse else { return nil }
      guard let whole else { throw UnusualValue() }
      return whole
    case UInt8(ascii: "\""):
      let text = try string().bytes
      guard !isProse, text.count > 0 else { return nil }
      return try seconds(in: text)
    default:
      try refuseExtendedValue()
      try skipValue()
      return nil
    }
  }

  /// Whether a short text that is no word may be one but for white space (``RequestText/word(of:)``).
  func mayBeWordWithSpace(_ text: ByteRange) -> Bool {
    let (first, last) = (base[text.start], base[text.end - 1])
    return first == UInt8(ascii: " ") || last == UInt8(ascii: " ") || first &- 48 < 10
  }

  /// A text of up to six digits, optionally followed by `s`; nil if it is not a number.
  private func seconds(in text: ByteRange) throws(UnusualValue) -> Int64? {
    let first = base[text.start]
    guard first != UInt8(ascii: "-"), first != UInt8(ascii: "\\"), first != UInt8(ascii: " ")
    else { throw UnusualValue() }
    guard first &- 48 < 10 else { return nil }
    let hasUnit = base[text.end - 1] == UInt8(ascii: "s")
    let digits = ByteRange(start: text.start, count: text.count - (hasUnit ? 1 : 0))
    guard digits.count <= 6 else { throw UnusualValue() }
    var value: Int64 = 0
    for index in digits.start..<digits.end {
      guard base[index] &- 48 < 10 else { throw UnusualValue() }
      value = value * 10 + Int64(base[index] - 48)
    }
    return value
  }
}
