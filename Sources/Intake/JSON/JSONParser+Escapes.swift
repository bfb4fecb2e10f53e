extension JSONParser {
  /// Reads on from the first backslash of a string.
  mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var decoded = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try validated(decoded.span, from: start)
        position += 1
        return text
      }
      guard byte >= 0x20 else { throw failure("expected no control character in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &decoded) } else { decoded.append(byte) }
    }
    throw incomplete
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONSyntaxError) {
    guard position < bytes.count else { throw incomplete }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      decoded.append(contentsOf: Array(String(try escapedScalar()).utf8))
      return
    default: throw failure("expected an escape")
    }
    position += 1
  }

  /// The scalar of `XXXX` or of a surrogate pair; half a pair, which RFC 8259 permits, becomes the
  /// replacement character.
  private mutating func escapedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let first = try hexadecimalUnit()
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? replacement }
    let afterFirst = position
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      position = afterFirst
      return replacement
    }
    let second = try hexadecimalUnit()
    guard (0xDC00..<0xE000).contains(second) else {
      position = afterFirst
      return replacement
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
  }

  private mutating func hexadecimalUnit() throws(JSONSyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw incomplete }
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw failure("expected four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
