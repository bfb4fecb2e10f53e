/// Reads one value as Python's `print` and Node's `console.log` write it: single quotes, bare member
/// names, `True`, `None`, `undefined`, tuples, dates.
///
/// Both write for people: what they leave out is `null`, and ``omissions`` says where. One pass
/// without steps back, at most 512 levels deep.
package struct LiteralParser {
  static let depthLimit = 512
  /// Far more than anyone prints; so many paths still fit into memory.
  private static let omissionLimit = 1_000
  private static let pathLimit = 16

  let bytes: UnsafeBufferPointer<UInt8>
  let isComplete: Bool
  package internal(set) var position: Int
  private(set) var depth = 0
  /// Where the containers that were open when parsing failed began, innermost first.
  package private(set) var openStarts: [Int] = []
  /// What was left out of the text, in its order.
  package private(set) var omissions: [LiteralOmission] = []
  /// What was tolerated in strings.
  package internal(set) var repairs: JSONRepairs = []
  /// The names of the members that are open.
  private var path: [String] = []

  /// A parser that starts at an index of the bytes, which must outlive it.
  ///
  /// A number or a word may end at the end of the bytes only if they are complete.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, isComplete: Bool = false) {
    self.bytes = bytes
    self.position = position
    self.isComplete = isComplete
  }

  /// Parses the value at the position and moves past it.
  package mutating func value() throws(JSONSyntaxError) -> JSONValue {
    try skipWhitespace()
    switch bytes[position] {
    case UInt8(ascii: "{"):
      return try nested { (parser) throws(JSONSyntaxError) in try parser.object() }
    case UInt8(ascii: "["): return try bracketed()
    case UInt8(ascii: "("): return try parenthesized()
    case UInt8(ascii: "<"):
      return try nested { (parser) throws(JSONSyntaxError) in try parser.angled() }
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case let byte where LiteralParser.isOfWord(byte): return try word()
    default: throw failure("expected a value")
    }
  }

  func failure(_ expectation: String) -> JSONSyntaxError {
    JSONSyntaxError(expectation, at: position, in: bytes)
  }

  func failure(_ reason: String, at position: Int) -> JSONSyntaxError {
    JSONSyntaxError(position: position, reason: reason, isIncomplete: false)
  }

  var incomplete: JSONSyntaxError { JSONSyntaxError(incomplete: bytes) }

  /// Reads something that may contain values, one level deeper.
  mutating func nested<Read>(
    _ read: (inout LiteralParser) throws(JSONSyntaxError) -> Read
  ) throws(JSONSyntaxError) -> Read {
    let start = position
    do throws(JSONSyntaxError) {
      guard depth < LiteralParser.depthLimit else {
        throw JSONSyntaxError.tooDeep(at: position, limit: LiteralParser.depthLimit)
      }
      depth += 1
      let value = try read(&self)
      depth -= 1
      return value
    } catch {
      openStarts.append(start)
      throw error
    }
  }

  /// Reads the value of a member.
  mutating func value(of member: String) throws(JSONSyntaxError) -> JSONValue {
    path.append(member)
    let value = try value()
    path.removeLast()
    return value
  }

  /// Notes that the value here was left out.
  mutating func omit(_ kind: LiteralOmission.Kind) throws(JSONSyntaxError) {
    let omission = LiteralOmission(path: Array(path.prefix(LiteralParser.pathLimit)), kind: kind)
    guard omission != omissions.last else { return }
    guard omissions.count < LiteralParser.omissionLimit else {
      throw failure("more than \(LiteralParser.omissionLimit) values were left out", at: position)
    }
    omissions.append(omission)
  }

  /// Forgets what was left out since there were so many omissions.
  mutating func forgetOmissions(after count: Int) {
    omissions.removeSubrange(count...)
  }
}

extension LiteralParser {
  /// Moves to the next byte that is not white space; there must be one.
  mutating func skipWhitespace() throws(JSONSyntaxError) {
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

  /// Whether a text is at the position.
  func starts(with text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy {
      bytes[position + $0] == text.utf8Start[$0]
    }
  }

  static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`")
  }

  static func isOfWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
  }
}

extension LiteralParser {
  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    try skipWhitespace()
    while !take(UInt8(ascii: "}")) {
      if !members.isEmpty {
        guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or '}'") }
        try skipWhitespace()
        if take(UInt8(ascii: "}")) { break }
      }
      if bytes[position] == UInt8(ascii: ".") {
        try skipMore()
        guard take(UInt8(ascii: "}")) else { throw failure("expected '}'") }
        break
      }
      let key = try memberName()
      try skipWhitespace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected ':'") }
      members.append(JSONValue.Member(key: key, value: try value(of: key)))
      try skipWhitespace()
    }
    return .object(members)
  }

  /// An object behind the name of its class, or behind a marker.
  mutating func objectBehindName() throws(JSONSyntaxError) -> JSONValue {
    try nested { (parser) throws(JSONSyntaxError) in try parser.object() }
  }

  /// The elements up to a closing bracket, and whether a comma was among them.
  private mutating func elements(
    closing: UInt8
  ) throws(JSONSyntaxError) -> (values: [JSONValue], hasComma: Bool) {
    position += 1
    var (values, hasComma): ([JSONValue], Bool) = ([], false)
    try skipWhitespace()
    while !take(closing) {
      if !values.isEmpty {
        guard take(UInt8(ascii: ",")) else {
          throw failure("expected ',' or '\(Character(Unicode.Scalar(closing)))'")
        }
        hasComma = true
        try skipWhitespace()
        if take(closing) { break }
      }
      if bytes[position] == UInt8(ascii: ".") {
        try skipMore()
        guard take(closing) else { throw failure("expected the end of the list") }
        break
      }
      values.append(try value())
      try skipWhitespace()
    }
    return (values, hasComma)
  }

  /// A list, or a marker of Node in its place.
  private mutating func bracketed() throws(JSONSyntaxError) -> JSONValue {
    if let marked = try marker() { return marked }
    return try list()
  }

  mutating func list() throws(JSONSyntaxError) -> JSONValue {
    .array(
      try nested { (parser) throws(JSONSyntaxError) in
        try parser.elements(closing: UInt8(ascii: "]")).values
      })
  }

  /// A tuple, or one value in parentheses, as `pprint` writes long texts.
  private mutating func parenthesized() throws(JSONSyntaxError) -> JSONValue {
    let (values, hasComma) = try nested { (parser) throws(JSONSyntaxError) in
      try parser.elements(closing: UInt8(ascii: ")"))
    }
    guard let only = values.first, values.count == 1, !hasComma else { return .array(values) }
    return only
  }

  /// A quoted or a bare name, a number, or a symbol in brackets.
  private mutating func memberName() throws(JSONSyntaxError) -> String {
    switch bytes[position] {
    case let byte where LiteralParser.isQuote(byte): return try text()
    case UInt8(ascii: "["): return try symbol()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let digits = try number().numberText else { break }
      return digits
    case let byte where LiteralParser.isOfWord(byte):
      let name = try identifier()
      guard position < bytes.count else { throw incomplete }
      guard LiteralParser.isQuote(bytes[position]), LiteralParser.prefixes.contains(name) else {
        return name
      }
      return try text(isBytes: name.lowercased() == "b")
    default: break
    }
    throw failure("expected a member name")
  }
}

extension LiteralParser {
  /// A number, or a date as Node writes it.
  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    if isNegative, position < bytes.count, LiteralParser.isOfWord(bytes[position]) {
      guard ["Infinity", "inf"].contains(try identifier()) else {
        throw failure("expected a number", at: start)
      }
      return .number("-Infinity")
    }
    let digitsStart = position
    try digits()
    if !isNegative, position - digitsStart == 4, position < bytes.count,
      bytes[position] == UInt8(ascii: "-")
    {
      return try date(from: start)
    }
    guard position - digitsStart == 1 || bytes[digitsStart] != UInt8(ascii: "0") else {
      throw failure("expected no digit after a leading 0", at: digitsStart + 1)
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // A big integer of Node.
    _ = take(UInt8(ascii: "n"))
    guard position < bytes.count || isComplete else { throw incomplete }
    if position < bytes.count, LiteralParser.isOfWord(bytes[position]) {
      throw failure("expected the end of a number")
    }
    return .number(text)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    guard position < bytes.count || position > start else { throw incomplete }
    guard position > start else { throw failure("expected a digit") }
  }

  private mutating func date(from start: Int) throws(JSONSyntaxError) -> JSONValue {
    while position < bytes.count, position - start < 40,
      bytes[position] &- 48 < 10 || "-:.TZ+".utf8.contains(bytes[position])
    {
      position += 1
    }
    guard position < bytes.count || isComplete else { throw incomplete }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Timestamp(text) != nil else { throw failure("expected a number or a time", at: start) }
    return .string(text)
  }
}
