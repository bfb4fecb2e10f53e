/// Reads one value of RFC 8259 from bytes: no comments, no trailing commas, no control characters
/// in strings, valid UTF-8, at most 512 levels deep.
///
/// A lenient parser also reads what careless writers make of JSON, and says in ``repairs`` what it
/// met.
package struct JSONParser {
  static let depthLimit = 512

  let bytes: UnsafeBufferPointer<UInt8>
  private let isComplete: Bool
  let isLenient: Bool
  package internal(set) var position: Int
  private var depth = 0
  /// Where the objects and arrays that were open when parsing failed began, innermost first.
  package private(set) var openStarts: [Int] = []
  /// What a lenient parser has tolerated.
  package internal(set) var repairs: JSONRepairs = []

  /// A parser that starts at an index of the bytes, which must outlive it.
  ///
  /// A number may end at the end of the bytes only if they are complete, so that no digits can
  /// follow.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, isComplete: Bool = false,
    isLenient: Bool = false
  ) {
    self.bytes = bytes
    self.position = position
    self.isComplete = isComplete
    self.isLenient = isLenient
  }

  /// Parses the value at the position and moves past it.
  package mutating func value() throws(JSONSyntaxError) -> JSONValue {
    try skipWhitespace()
    switch bytes[position] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try container()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "N") where isLenient: return try notANumber("NaN")
    case UInt8(ascii: "I") where isLenient: return try notANumber("Infinity")
    default: throw failure("expected a value")
    }
  }

  func failure(_ expectation: String) -> JSONSyntaxError {
    JSONSyntaxError(expectation, at: position, in: bytes)
  }

  var incomplete: JSONSyntaxError { JSONSyntaxError(incomplete: bytes) }

  /// Moves to the next byte that is not white space; there must be one.
  private mutating func skipWhitespace() throws(JSONSyntaxError) {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
    throw incomplete
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func container() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    do throws(JSONSyntaxError) {
      return bytes[start] == UInt8(ascii: "{") ? try object() : try array()
    } catch {
      openStarts.append(start)
      throw error
    }
  }

  private mutating func enter() throws(JSONSyntaxError) {
    guard depth < JSONParser.depthLimit else {
      throw JSONSyntaxError.tooDeep(at: position, limit: JSONParser.depthLimit)
    }
    depth += 1
    position += 1
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    var members: [JSONValue.Member] = []
    try skipWhitespace()
    while !take(UInt8(ascii: "}")) {
      if !members.isEmpty {
        guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or '}'") }
        try skipWhitespace()
        if isLenient, endsAfterComma(with: UInt8(ascii: "}")) { break }
      }
      guard bytes[position] == UInt8(ascii: "\"") else { throw failure("expected a member name") }
      let key = try string()
      try skipWhitespace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected ':'") }
      members.append(JSONValue.Member(key: key, value: try value()))
      try skipWhitespace()
    }
    depth -= 1
    return .object(members)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    try skipWhitespace()
    while !take(UInt8(ascii: "]")) {
      if !elements.isEmpty {
        guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or ']'") }
        if isLenient {
          try skipWhitespace()
          if endsAfterComma(with: UInt8(ascii: "]")) { break }
        }
      }
      elements.append(try value())
      try skipWhitespace()
    }
    depth -= 1
    return .array(elements)
  }

  mutating func literal(
    _ text: StaticString, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    for index in 0..<text.utf8CodeUnitCount {
      guard position < bytes.count else { throw incomplete }
      guard bytes[position] == text.utf8Start[index] else { throw failure("expected \(text)") }
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = position
    if take(UInt8(ascii: "-")), isLenient, position < bytes.count,
      bytes[position] == UInt8(ascii: "I")
    {
      _ = try notANumber("Infinity")
      return "-Infinity"
    }
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    guard position < bytes.count || isComplete else { throw incomplete }
    if position < bytes.count, bytes[position] &- 48 < 10 {
      throw failure("expected no digit after a leading 0")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    guard position < bytes.count || position > start else { throw incomplete }
    guard position > start else { throw failure("expected a digit") }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try validated(bytes.span.extracting(start..<position), from: start)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { try passControlCharacter() }
      position += 1
    }
    throw incomplete
  }

  private mutating func validated(
    _ text: Span<UInt8>, from start: Int
  ) throws(JSONSyntaxError) -> String {
    guard let valid = try? UTF8Span(validating: text) else {
      guard isLenient else {
        throw JSONSyntaxError(
          position: start, reason: "a string that is not UTF-8", isIncomplete: false)
      }
      repairs.insert(.notUTF8)
      return RepairedText.string(text)
    }
    return String(copying: valid)
  }
}

extension JSONParser {
  /// Reads on from the first backslash of a string.
  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var decoded = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try validated(decoded.span, from: start)
        position += 1
        return text
      }
      if byte < 0x20 { try passControlCharacter() }
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
      if try isUnit() {
        decoded.append(contentsOf: Array(String(try escapedScalar()).utf8))
      } else {
        repairs.insert(.escape)
        decoded.append(byte)
      }
      return
    default:
      guard isLenient else { throw failure("expected an escape") }
      try unknownEscape(byte, into: &decoded)
      return
    }
    position += 1
  }

  /// The scalar of `XXXX` or of a surrogate pair; a lone surrogate, which RFC 8259 permits, becomes
  /// the replacement character.
  private mutating func escapedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let first = try hexadecimalUnit()
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? replacement }
    let afterFirst = position
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), try isUnit() else {
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
