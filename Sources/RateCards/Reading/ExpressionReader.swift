import Domain

/// Reads conditions, quantities and products of fields.
enum ExpressionReader {
  /// Tests by field: `{ size: 2K, duration: [5, 10], pixels: "<= 1048576" }`.
  static func conditions(_ node: CardNode?) throws(CardError) -> [Condition] {
    guard let node else { return [] }
    var conditions: [Condition] = []
    for (field, value) in try node.anyMembers() {
      conditions.append(Condition(field: field, test: try test(value)))
    }
    return conditions
  }

  private static func test(_ node: CardNode) throws(CardError) -> Condition.Test {
    var words: [String] = []
    for element in try node.oneOrMore() { words.append(try element.text()) }
    guard !words.isEmpty else { throw node.error("expected at least one value") }
    guard words.count == 1, let text = words.first else { return .oneOf(words) }
    let parts = text.split(separator: " and ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let lower = try comparison(parts[0], at: node) else {
      return try comparison(text, at: node).map { .within($0) } ?? .oneOf(words)
    }
    guard let upper = try comparison(parts[1], at: node),
      let range = Interval(from: lower, to: upper) ?? Interval(from: upper, to: lower)
    else { throw node.error("expected a range such as \"> 1 and <= 2\", found \"\(text)\"") }
    return .within(range)
  }

  /// A comparison such as `<= 1048576`; nil if the text is a word.
  private static func comparison(
    _ text: String, at node: CardNode
  ) throws(CardError) -> Interval? {
    for (sign, make) in comparisons where text.hasPrefix(sign) {
      let number = text.dropFirst(sign.count).drop { $0 == " " }
      guard let bound = ExactDecimal(number) else {
        throw node.error("expected a number after \(sign), found \"\(number)\"")
      }
      return make(bound)
    }
    return nil
  }

  private static let comparisons: [(String, @Sendable (ExactDecimal) -> Interval)] = [
    ("<=", Interval.atMost), (">=", Interval.atLeast), ("<", Interval.below),
    (">", Interval.above),
  ]

  /// A product such as `width * height`, one alternative, or a list of alternatives, the first
  /// applicable of which counts.
  static func quantity(_ node: CardNode) throws(CardError) -> QuantityRule {
    var alternatives: [QuantityRule.Alternative] = []
    for element in try node.oneOrMore() { alternatives.append(try alternative(element)) }
    guard !alternatives.isEmpty else { throw node.error("expected at least one alternative") }
    return QuantityRule(alternatives: alternatives)
  }

  private static func alternative(_ node: CardNode) throws(CardError) -> QuantityRule.Alternative {
    guard node.isMapping else {
      return QuantityRule.Alternative(value: .product(try product(node)))
    }
    let members = try node.members(["when", "value", "unknown"])
    let conditions = try conditions(members["when"])
    if let value = members["value"] {
      return QuantityRule.Alternative(
        conditions: conditions, value: .product(try product(value)))
    }
    guard let unknown = members["unknown"] else {
      throw node.error("expected value or unknown")
    }
    return QuantityRule.Alternative(conditions: conditions, value: try unknownQuantity(unknown))
  }

  /// `unknown: [1, 30]`, the documented bounds, or `unknown: any`.
  private static func unknownQuantity(_ node: CardNode) throws(CardError) -> QuantityRule.Value {
    guard node.isList else {
      guard try node.text() == "any" else {
        throw node.error("expected two bounds such as [1, 30], or any")
      }
      return .unknown(least: nil, most: nil)
    }
    let bounds = try node.elements()
    guard bounds.count == 2 else { throw node.error("expected two bounds such as [1, 30]") }
    return .unknown(least: try operand(bounds[0]), most: try operand(bounds[1]))
  }

  private static func operand(_ node: CardNode) throws(CardError) -> QuantityRule.Operand {
    let operands = try product(node)
    guard operands.count == 1 else { throw node.error("expected a number or a field") }
    return operands[0]
  }

  static func product(_ node: CardNode) throws(CardError) -> [QuantityRule.Operand] {
    var operands: [QuantityRule.Operand] = []
    for factor in try node.text().split(separator: "*", omittingEmptySubsequences: false) {
      let name = factor.drop { $0 == " " }
      let trimmed = String(name.reversed().drop { $0 == " " }.reversed())
      guard !trimmed.isEmpty, !trimmed.contains(" ") else {
        throw node.error("expected a product such as width * height, found \"\(factor)\"")
      }
      operands.append(ExactDecimal(trimmed).map { .number($0) } ?? .field(trimmed))
    }
    return operands
  }

  static func defaults(_ node: CardNode?) throws(CardError) -> [String: FieldValue] {
    guard let node else { return [:] }
    var defaults: [String: FieldValue] = [:]
    for (field, value) in try node.anyMembers() {
      let text = try value.text()
      switch text {
      case "true": defaults[field] = .flag(true)
      case "false": defaults[field] = .flag(false)
      default: defaults[field] = ExactDecimal(text).map { .number($0) } ?? .word(text)
      }
    }
    return defaults
  }

  static func derivedFields(_ node: CardNode?) throws(CardError) -> [String:
    [QuantityRule.Operand]]
  {
    guard let node else { return [:] }
    let members = try node.anyMembers()
    let names = Set(members.map(\.name))
    var derived: [String: [QuantityRule.Operand]] = [:]
    for (field, value) in members {
      let operands = try product(value)
      guard operands.allSatisfy({ $0.fieldName.map { !names.contains($0) } ?? true }) else {
        throw value.error("a derived field cannot read another derived field")
      }
      derived[field] = operands
    }
    return derived
  }
}
