/// A value that was left out of a printed text.
package struct LiteralOmission: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Node's `[Object]`, `[Array]` and the like.
    case member
    /// The rest of a list: `... 3 more items`.
    case items
    /// The rest of a text: `... 3 more characters`.
    case characters
    /// An object of Python that prints its name instead of its members: `<Response [200]>`.
    case pythonObject
  }

  /// The names of the members that lead to it, from the root; lists add none.
  package let path: [String]
  package let kind: Kind

  package init(path: [String], kind: Kind) {
    (self.path, self.kind) = (path, kind)
  }
}

extension LiteralParser {
  private static let markerLimitBytes = 256
  /// What is no data.
  private static let functions: Set<String> = [
    "Function", "AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction", "class",
  ]

  /// What Node writes in brackets instead of a value: `[Object]`, `[Function: x]`,
  /// `[Circular *1]`, or `[Object: null prototype]` before an object; nil for a list.
  mutating func marker() throws(JSONSyntaxError) -> JSONValue? {
    guard position + 1 < bytes.count else { throw incomplete }
    guard LiteralParser.isOfWord(bytes[position + 1]) else { return nil }
    let start = position
    position += 1
    let name = try identifier()
    guard position < bytes.count else { throw incomplete }
    let isMarker = "]: (*/".utf8.contains(bytes[position])
    guard isMarker, LiteralParser.constants[name] == nil, bytes[position] != UInt8(ascii: "(")
    else {
      position = start
      return nil
    }
    try skipWithinLine(past: UInt8(ascii: "]"), from: start)
    skipBlanks()
    if position < bytes.count, bytes[position] == UInt8(ascii: "{") {
      return try objectBehindName()
    }
    if !LiteralParser.functions.contains(name) { try omit(.member) }
    return .null
  }

  /// The name of a symbol, which Node writes in brackets.
  mutating func symbol() throws(JSONSyntaxError) -> String {
    let start = position
    try skipWithinLine(past: UInt8(ascii: "]"), from: start)
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// What is in angle brackets: an enumeration's member with its value, a reference before its
  /// object, or the name of something that does not print its members.
  mutating func angled() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    position += 1
    guard position < bytes.count else { throw incomplete }
    guard LiteralParser.isOfWord(bytes[position]) else { return try opaque(from: start) }
    let name = try identifier()
    guard position < bytes.count else { throw incomplete }
    if name == "ref", starts(with: " *") {
      try skipWithinLine(past: UInt8(ascii: ">"), from: start)
      return try value()
    }
    guard name.contains("."), take(UInt8(ascii: ":")) else { return try opaque(from: start) }
    let value = try value()
    try skipWhitespace()
    guard take(UInt8(ascii: ">")) else { throw failure("expected '>'") }
    return value
  }

  private mutating func opaque(from start: Int) throws(JSONSyntaxError) -> JSONValue {
    let isOfNode = starts(with: " ") && bytes[start + 1] &- 48 < 10
    try skipWithinLine(past: UInt8(ascii: ">"), from: start)
    let isBuffer = bytes[start..<position].starts(with: "<Buffer".utf8)
    let isEmptyItems = bytes[start + 1] &- 48 < 10
    try omit(isOfNode || isBuffer || isEmptyItems ? .member : .pythonObject)
    return .null
  }

  /// Moves past `... 3 more items`, up to what follows.
  mutating func skipMore(_ kind: LiteralOmission.Kind = .items) throws(JSONSyntaxError) {
    let start = position
    guard starts(with: "...") else {
      guard position + 3 <= bytes.count else { throw incomplete }
      throw failure("expected a value")
    }
    while position < bytes.count, !"\n,]})".utf8.contains(bytes[position]) {
      guard position - start < LiteralParser.markerLimitBytes else {
        throw failure("expected the number of what is left out", at: start)
      }
      position += 1
    }
    try omit(kind)
    try skipWhitespace()
  }

  /// Moves past the next such byte, which must be close and on this line.
  private mutating func skipWithinLine(past end: UInt8, from start: Int) throws(JSONSyntaxError) {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte != 0x0A, position - start < LiteralParser.markerLimitBytes else {
        throw failure("expected '\(Character(Unicode.Scalar(end)))' on the same line", at: start)
      }
      position += 1
      if byte == end { return }
    }
    throw incomplete
  }

  mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
  }
}
