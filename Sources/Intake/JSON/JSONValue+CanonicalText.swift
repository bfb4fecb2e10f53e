import Domain

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
