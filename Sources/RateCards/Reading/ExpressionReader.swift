import Domain

/// Reads conditions, quantities, defaults and derived fields.
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

  /// An expression such as `width * height`, one alternative, or a list of alternatives, the first
  /// applicable of which counts.
  static func quantity(_ node: CardNode) throws(CardError) -> QuantityRule {
    var alternatives: [QuantityRule.Alternative] = []
    for element in try node.oneOrMore() { alternatives.append(try alternative(element)) }
    guard !alternatives.isEmpty else { throw node.error("expected at least one alternative") }
    return QuantityRule(alternatives: alternatives)
  }

  private static func alternative(_ node: CardNode) throws(CardError) -> QuantityRule.Alternative {
    guard node.isMapping else {
      return QuantityRule.Alternative(value: .known(try expression(node)))
    }
    let members = try node.members(["when", "value", "unknown", "step", "from", "until"])
    let conditions = try conditions(members["when"])
    let period = try node.period(members)
    if let value = members["value"] {
      if let step = members["step"] { throw step.error("only an unknown quantity has a step") }
      return QuantityRule.Alternative(
        conditions: conditions, value: .known(try expression(value)), period: period)
    }
    guard let unknown = members["unknown"] else {
      throw node.error("expected value or unknown")
    }
    return QuantityRule.Alternative(
      conditions: conditions,
      value: try unknownQuantity(unknown, step: try members["step"]?.positive()), period: period)
  }

  /// `unknown: [1, 30]`, the documented bounds, or `unknown: any`; `step: 0.5` if not every quantity
  /// is whole.
  private static func unknownQuantity(
    _ node: CardNode, step: ExactDecimal?
  ) throws(CardError) -> QuantityRule.Value {
    let step = step ?? ExactDecimal(1)
    guard node.isList else {
      guard try node.text() == "any" else {
        throw node.error("expected two bounds such as [1, 30], or any")
      }
      return .unknown(least: nil, most: nil, step: step)
    }
    let bounds = try node.elements()
    guard bounds.count == 2 else { throw node.error("expected two bounds such as [1, 30]") }
    return .unknown(
      least: try expression(bounds[0]), most: try expression(bounds[1]), step: step)
  }

  static func expression(_ node: CardNode) throws(CardError) -> Expression {
    let text = try node.text()
    guard let expression = Expression(text) else {
      throw node.error(
        "expected an expression such as width * height or duration + extra / 2, found \"\(text)\"")
    }
    return expression
  }

  /// Values by field: `{ size: 2K }`.
  static func values(_ node: CardNode?) throws(CardError) -> [String: FieldValue] {
    guard let node else { return [:] }
    var values: [String: FieldValue] = [:]
    for (field, value) in try node.anyMembers() { values[field] = try self.value(value) }
    return values
  }

  private static func value(_ node: CardNode) throws(CardError) -> FieldValue {
    let text = try node.text()
    return switch text {
    case "true": .flag(true)
    case "false": .flag(false)
    default: ExactDecimal(text).map { .number($0) } ?? .word(text)
    }
  }

  /// The values of omitted fields: `{ size: 2K }`, or a list of values with periods:
  /// `{ version: [{ value: 1.6, until: 2025-12-01 }, { value: 2.6, from: 2025-12-01 }] }`.
  static func defaults(_ node: CardNode?) throws(CardError) -> [String: [FieldDefault]] {
    guard let node else { return [:] }
    var defaults: [String: [FieldDefault]] = [:]
    for (field, value) in try node.anyMembers() {
      guard value.isList else {
        defaults[field] = [FieldDefault(try self.value(value))]
        continue
      }
      let elements = try value.elements()
      guard !elements.isEmpty else { throw value.error("expected at least one default") }
      var dated: [FieldDefault] = []
      for element in elements {
        let members = try element.members(["value", "from", "until"])
        guard let value = members["value"] else { throw element.error("expected value") }
        let period = try element.period(members)
        guard dated.allSatisfy({ !$0.period.overlaps(period) }) else {
          throw element.error("overlaps the period of another default of \(field)")
        }
        dated.append(FieldDefault(try self.value(value), period: period))
      }
      defaults[field] = dated
    }
    return defaults
  }

  /// Expressions by field; of a list, the first whose fields are known counts.
  static func derivedFields(_ node: CardNode?) throws(CardError) -> [String: DerivedField] {
    guard let node else { return [:] }
    let members = try node.anyMembers()
    let names = Set(members.map(\.name))
    var derived: [String: DerivedField] = [:]
    for (field, value) in members {
      var alternatives: DerivedField = []
      for element in try value.oneOrMore() {
        let expression = try expression(element)
        // Of its own name it reads what the request says.
        guard expression.fieldNames.allSatisfy({ $0 == field || !names.contains($0) }) else {
          throw element.error("a derived field cannot read another derived field")
        }
        alternatives.append(expression)
      }
      guard !alternatives.isEmpty else { throw value.error("expected at least one expression") }
      derived[field] = alternatives
    }
    return derived
  }
}
