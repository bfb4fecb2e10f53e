package import Domain

/// How the billed quantity of a measure follows from a task.
package struct QuantityRule: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    /// An expression whose fields must all be known.
    case known(Expression)
    /// The quantity is not in the response: it is a multiple of a step between documented bounds,
    /// both inclusive.
    case unknown(least: Expression?, most: Expression?, step: ExactDecimal)
  }

  package struct Alternative: Hashable, Sendable {
    package let conditions: [Condition]
    package let value: Value
    /// When tasks are created whose quantity is counted so.
    package let period: EffectivePeriod

    package init(
      conditions: [Condition] = [], value: Value, period: EffectivePeriod = .always
    ) {
      (self.conditions, self.value, self.period) = (conditions, value, period)
    }
  }

  /// The first one in force whose conditions hold and whose fields are known wins.
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
  case unknown(least: Ratio?, most: Ratio?, step: ExactDecimal)
  /// No alternative applies; the names are those of fields without a number, each once.
  case missing([String])
}

extension QuantityRule {
  package func quantity(in facts: Facts) -> Quantity {
    var needed: [String] = []
    for alternative in alternatives
    where alternative.isInForce(at: facts.createdAt)
      && alternative.conditions.allSatisfy({ facts.match($0) != nil })
    {
      switch alternative.value {
      case .unknown(let least, let most, let step):
        return .unknown(
          least: least.flatMap(facts.value), most: most.flatMap(facts.value), step: step)
      case .known(let expression):
        if let value = facts.value(of: expression) { return .known(value) }
        needed += expression.fieldNames.filter { name in
          !needed.contains(name) && !facts.hasNumber(name)
        }
      }
    }
    return .missing(needed)
  }

  /// The fields that the rule reads.
  package var fieldNames: [String] {
    alternatives.flatMap { alternative in
      let expressions =
        switch alternative.value {
        case .known(let expression): [expression]
        case .unknown(let least, let most, _): [least, most].compactMap(\.self)
        }
      return alternative.conditions.map(\.field) + expressions.flatMap(\.fieldNames)
    }
  }
}

extension QuantityRule.Alternative {
  /// Without a moment, whether it always was.
  fileprivate func isInForce(at moment: Instant?) -> Bool {
    moment.map(period.contains) ?? (period == .always)
  }
}
