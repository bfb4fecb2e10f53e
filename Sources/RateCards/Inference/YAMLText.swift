import Domain

/// Parts of a card as YAML on one line, which ``CardReader`` reads back as they were.
enum YAMLText {
  /// A text, quoted unless it is plain in every place: letters, digits, and `_ - . /` within.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        isLetterOrDigit(byte) || "_-./".utf8.contains(byte)
      } && (text.utf8.first.map(isLetterOrDigit) ?? false)
    return isPlain ? text : quoted(text)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// A double-quoted scalar; whatever is not a visible character is written as its number.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case " "..."~": quoted.unicodeScalars.append(scalar)
      default: quoted += "\\U" + padded(String(scalar.value, radix: 16))
      }
    }
    return quoted + "\""
  }

  private static func padded(_ digits: String) -> String {
    String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  static func mapping(_ members: [String: String]) -> String {
    let texts = members.sorted { $0.key < $1.key }.map { "\(scalar($0.key)): \($0.value)" }
    return "{ \(texts.joined(separator: ", ")) }"
  }

  static func product(_ operands: [QuantityRule.Operand]) -> String {
    let texts = operands.map { operand in
      switch operand {
      case .number(let number): number.description
      case .field(let name): name
      }
    }
    return scalar(texts.joined(separator: " * "))
  }

  static func quantity(_ rule: QuantityRule) -> String {
    let texts = rule.alternatives.map(alternative)
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  private static func alternative(_ alternative: QuantityRule.Alternative) -> String {
    var members: [String] = []
    if !alternative.conditions.isEmpty {
      members.append("when: { \(alternative.conditions.map(condition).joined(separator: ", ")) }")
    }
    switch alternative.value {
    case .product(let operands):
      guard !members.isEmpty else { return product(operands) }
      members.append("value: \(product(operands))")
    case .unknown(let least, let most):
      let bounds = [least, most].compactMap { $0.map { product([$0]) } }
      members.append(
        "unknown: \(bounds.count == 2 ? "[\(bounds.joined(separator: ", "))]" : "any")")
    }
    return "{ \(members.joined(separator: ", ")) }"
  }

  private static func condition(_ condition: Condition) -> String {
    let test =
      switch condition.test {
      case .oneOf(let words) where words.count == 1: scalar(words[0])
      case .oneOf(let words): "[\(words.map(scalar).joined(separator: ", "))]"
      case .within: scalar(condition.testText)
      }
    return "\(scalar(condition.field)): \(test)"
  }
}
