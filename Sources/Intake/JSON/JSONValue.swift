package import Domain

/// A JSON value with its members in the order of the text.
///
/// Numbers keep their text: no amount passes through a floating-point number.
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
  /// The member of an object; of a key given twice the last counts.
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

  /// Whether it is `null` or a text of white space, which say nothing.
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

  /// What kind of value it is, for messages, which quote nothing of a record: `an object`, `a text`.
  package var kindText: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a text"
    case .number: "a number"
    case .bool(let flag): "\(flag)"
    case .null: "null"
    }
  }
}

extension JSONValue {
  /// The value as JSON text without white space, members sorted by key: the same value gives the
  /// same bytes.
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
    case .number(let number): text += number
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
