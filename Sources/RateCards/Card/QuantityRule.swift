package import Domain

/// How the billed quantity of a measure follows from a task.
package struct QuantityRule: Hashable, Sendable {
  package enum Operand: Hashable, Sendable {
    case number(ExactDecimal)
    case field(String)
  }

  package enum Value: Hashable, Sendable {
    /// The product of the operands, which must all be known.
    case product([Operand])
    /// The quantity is not in the response; the documented bounds are inclusive.
    case unknown(least: Operand?, most: Operand?)
  }

  package struct Alternative: Hashable, Sendable {
    package let conditions: [Condition]
    package let value: Value

    package init(conditions: [Condition] = [], value: Value) {
      (self.conditions, self.value) = (conditions, value)
    }
  }

  /// The first one whose conditions hold and whose operands are known wins.
  package let alternatives: [Alternative]

  package init(alternatives: [Alternative]) {
    self.alternatives = alternatives
  }
}

/// A counted quantity of a task and how it is billed.
package struct MeasureRule: Hashable, Sendable {
  /// The name by which a rate refers to it; the unit if there is only one measure.
  package let name: String
  /// A singular noun: `image`, `second`, `token`.
  package let unit: String
  /// The number of units that a price is for: 1,000,000 for tokens, 5 for "per 5 seconds".
  package let per: ExactDecimal
  /// Whether every started lot of `per` units is billed in full.
  package let isPerStarted: Bool
  package let quantity: QuantityRule
}

/// The result of evaluating a quantity.
package enum Quantity: Hashable, Sendable {
  case known(Ratio)
  case unknown(least: Ratio?, most: Ratio?)
  /// No alternative applies; the names are the missing fields.
  case missing([String])
}

extension QuantityRule {
  package func quantity(in facts: Facts) -> Quantity {
    var needed: [String] = []
    for alternative in alternatives
    where alternative.conditions.allSatisfy({ facts.match($0) != nil }) {
      switch alternative.value {
      case .unknown(let least, let most):
        return .unknown(least: least.flatMap(facts.number), most: most.flatMap(facts.number))
      case .product(let operands):
        if let product = facts.product(of: operands) { return .known(product) }
        needed += operands.compactMap(\.fieldName).filter { facts[$0] == nil }
      }
    }
    return .missing(needed)
  }

  /// The fields that the rule reads.
  package var fieldNames: [String] {
    alternatives.flatMap { alternative in
      let operands =
        switch alternative.value {
        case .product(let operands): operands
        case .unknown(let least, let most): [least, most].compactMap(\.self)
        }
      return alternative.conditions.map(\.field) + operands.compactMap(\.fieldName)
    }
  }
}

extension QuantityRule.Operand {
  package var fieldName: String? {
    if case .field(let name) = self { name } else { nil }
  }
}

/// What is known about a task when it is priced: its request fields, the rate's defaults for
/// omitted ones, the fields derived from them, and the number of results as ``outputs``.
package struct Facts: Sendable {
  /// The field that holds the number of results in the response.
  package static let outputs = "outputs"

  private let request: Request
  private let outputCount: Int?
  private let defaults: [String: FieldValue]
  private let derived: [String: [QuantityRule.Operand]]
  /// Whether the request's fields are those of a SKU, including derived fields.
  private let isSKU: Bool

  package init(
    request: Request, outputCount: Int?, defaults: [String: FieldValue],
    derived: [String: [QuantityRule.Operand]], isSKU: Bool = false
  ) {
    self.request = request
    self.outputCount = outputCount
    self.defaults = defaults
    self.derived = derived
    self.isSKU = isSKU
  }

  package subscript(name: String) -> FieldValue? {
    if name == Facts.outputs {
      return outputCount.map { .number(ExactDecimal(Int64($0))) }
    }
    if isSKU, let value = request[name] { return value }
    if let operands = derived[name] {
      guard let product = product(of: operands) else { return nil }
      return ExactDecimal(product.description).map { .number($0) }
    }
    return request[name] ?? defaults[name]
  }

  /// The card's spelling of what meets a condition; nil if nothing does.
  package func match(_ condition: Condition) -> String? {
    let value = self[condition.field]
    // A SKU names a range by the card's spelling of it.
    if isSKU, value == .word(condition.testText) { return condition.testText }
    return condition.match(value)
  }

  package func number(_ operand: QuantityRule.Operand) -> Ratio? {
    switch operand {
    case .number(let number): number.ratio
    case .field(let name): self[name]?.numeric?.ratio
    }
  }

  /// The product of the operands; nil if one is unknown, is negative or does not fit.
  package func product(of operands: [QuantityRule.Operand]) -> Ratio? {
    var product = Ratio.one
    for operand in operands {
      guard let number = number(operand), !number.isNegative,
        let next = try? product.times(number)
      else { return nil }
      product = next
    }
    return product
  }
}
