extension LiteralParser {
  /// What may stand before a quote: bytes and Unicode text of Python.
  static let prefixes: Set<String> = ["b", "B", "u", "U"]

  /// A string, with those that continue it: `'…' +` of Node, adjacent ones of Python.
  ///
  /// `null` if Node cut it off.
  mutating func string(isBytes: Bool = false) throws(JSONSyntaxError) -> JSONValue {
    var content: [UInt8] = []
    try quoted(into: &content, isBytes: isBytes)
    // Outside of containers nothing says where the value ends.
    guard depth > 0 else { return .string(decoded(content)) }
    try skipWhitespace()
    while true {
      if take(UInt8(ascii: "+")) {
        try skipWhitespace()
        guard LiteralParser.isQuote(bytes[position]) else { throw failure("expected a text") }
      }
      guard LiteralParser.isQuote(bytes[position]) else { break }
      try quoted(into: &content, isBytes: isBytes)
      try skipWhitespace()
    }
    guard bytes[position] == UInt8(ascii: ".") else { return .string(decoded(content)) }
    try skipMore(.characters)
    return .null
  }

  /// One string.
  mutating func text(isBytes: Bool = false) throws(JSONSyntaxError) -> String {
    var content: [UInt8] = []
    try quoted(into: &content, isBytes: isBytes)
    return decoded(content)
  }

  private mutating func decoded(_ content: [UInt8]) -> String {
    if let valid = try? UTF8Span(validating: content.span) { return String(copying: valid) }
    repairs.insert(.notUTF8)
    return RepairedText.string(content.span)
  }

  /// Both languages escape line ends: without one, a quote that opens nothing ends with its line.
  private mutating func quoted(
    into content: inout [UInt8], isBytes: Bool
  ) throws(JSONSyntaxError) {
    let quote = bytes[position]
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        return
      }
      guard byte >= 0x20 || byte == 0x09 else {
        throw failure("expected no control character in a string")
      }
      position += 1
      if byte == UInt8(ascii: "\\") {
        try escape(into: &content, isBytes: isBytes)
      } else {
        content.append(byte)
      }
    }
    throw incomplete
  }

  private mutating func escape(
    into content: inout [UInt8], isBytes: Bool
  ) throws(JSONSyntaxError) {
    guard position < bytes.count else { throw incomplete }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "v"): content.append(0x0B)
    case UInt8(ascii: "a"): content.append(0x07)
    case UInt8(ascii: "0"): content.append(0x00)
    case UInt8(ascii: "x"):
      let unit = try hexadecimal(digits: 2)
      if isBytes { content.append(UInt8(unit)) } else { append(unit, to: &content) }
    case UInt8(ascii: "u"): append(try surrogates(), to: &content)
    case UInt8(ascii: "U"): append(try hexadecimal(digits: 8), to: &content)
    default: content.append(byte)
    }
  }

  private func append(_ scalar: UInt32, to content: inout [UInt8]) {
    content.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  /// The scalar of `XXXX` or of a surrogate pair.
  private mutating func surrogates() throws(JSONSyntaxError) -> UInt32 {
    let first = try hexadecimal(digits: 4)
    guard (0xD800..<0xDC00).contains(first), starts(with: "\\u") else { return first }
    let afterFirst = position
    position += 2
    let second = try hexadecimal(digits: 4)
    guard (0xDC00..<0xE000).contains(second) else {
      position = afterFirst
      return first
    }
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }

  private mutating func hexadecimal(digits: Int) throws(JSONSyntaxError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<digits {
      guard position < bytes.count else { throw incomplete }
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw failure("expected \(digits) hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
