/// A JSON value that keeps the order of its members.
///
/// Numbers keep their text: no amount ever becomes a floating-point number. `NaN`, `Infinity` and
/// `-Infinity` are numbers that have a text and no value.
package indirect enum JSONValue: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: JSONValue

    package init(key: String, value: JSONValue) {
      (self.key, self.value) = (key, value)
    }
  }

  case object([Member])
  case array([JSONValue])
  case string(String)
  case number(String)
  case bool(Bool)
  case null
}

extension JSONValue {
  /// Reads bytes that hold exactly one value, with optional white space around it.
  package init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
    let (value, end) = try JSONValue.first(in: bytes)
    guard bytes[end...].allSatisfy({ " \n\r\t".utf8.contains($0) }) else {
      throw JSONSyntaxError(
        position: end, reason: "expected nothing behind the value", isIncomplete: false)
    }
    self = value
  }

  private static func first(
    in bytes: [UInt8]
  ) throws(JSONSyntaxError) -> (value: JSONValue, end: Int) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(JSONSyntaxError) in
      var parser = JSONParser(buffer, at: 0, isComplete: true)
      return (try parser.value(), parser.position)
    }
  }

  /// The member of an object; if a key is given twice the last one wins.
  ///
  /// Nil for an absent member.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var isObject: Bool {
    if case .object = self { true } else { false }
  }

  package var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }

  package var isNull: Bool { self == .null }

  /// Whether it is `null` or blank text.
  package var isBlank: Bool { isNull || string?.trimmed.isEmpty ?? false }

  /// A number, or a number written as text.
  package var decimal: ExactDecimal? {
    switch self {
    case .number(let text): ExactDecimal(text)
    case .string(let text): ExactDecimal(text.trimmed)
    default: nil
    }
  }

  /// A whole number, or one written as text.
  package var integer: Int64? { decimal?.whole }

  /// A text that is not empty, or the digits of a whole number.
  package var identifier: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .number: integer.map(String.init)
    default: nil
    }
  }

  /// The text of a number as it was written; nil for `NaN`, infinities and other values.
  package var numberText: String? {
    guard case .number(let text) = self, text.utf8.last ?? 0 <= UInt8(ascii: "9") else {
      return nil
    }
    return text
  }

  /// What type of value it is, for messages, which never quote a record: `an object`, `a text`.
  package var kindText: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a text"
    case .number: numberText == nil ? "NaN or infinity" : "a number"
    case .bool(let flag): "\(flag)"
    case .null: "null"
    }
  }
}

extension JSONValue {
  /// The value as JSON text without white space, members sorted by key: equal values give equal
  /// bytes.
  package var canonicalText: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .object(let members):
      let sorted = members.sorted { $0.key < $1.key }
      JSONValue.writeList(sorted, brackets: ("{", "}"), to: &text) { member, text in
        text += "\(JSONText.quoted(member.key)):"
        member.value.write(to: &text)
      }
    case .array(let elements):
      JSONValue.writeList(elements, brackets: ("[", "]"), to: &text) { $0.write(to: &$1) }
    case .string(let string): text += JSONText.quoted(string)
    case .number: text += numberText ?? "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], brackets: (String, String), to text: inout String,
    write: (Element, inout String) -> Void
  ) {
    text += brackets.0
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      write(element, &text)
    }
    text += brackets.1
  }
}

/// JSON text for values that the ledger and the reports write.
package enum JSONText {
  /// A string as a JSON string literal.
  package static func quoted(_ string: String) -> String {
    let isPlain = string.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return "\"" + string + "\"" }
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension FieldValue {
  /// The value as JSON.
  package var json: String {
    switch self {
    case .flag, .number: text
    case .word(let word): JSONText.quoted(word)
    }
  }
}
