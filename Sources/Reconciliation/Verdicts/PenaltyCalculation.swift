package import Domain
package import RateCards

/// What the provider keeps of a failed task's price: a percentage by the account's count of such
/// tasks on that UTC day, replayed in the order of their creation.
package struct PenaltyCalculation: Hashable, Sendable {
  package let rule: PenaltyRule
  /// The task's number among the day's violations, from 1.
  package let violation: Int
  /// The task's full price.
  package let price: Points

  package init(rule: PenaltyRule, violation: Int, price: Points) {
    (self.rule, self.violation, self.price) = (rule, violation, price)
  }

  package var percent: ExactDecimal { rule.percent(forViolation: violation) }

  /// The penalty, rounded half up to whole points; nil where it cannot be computed exactly.
  package var points: Points? { PriceShare(percent: percent, of: price).points }

  /// How the amount came about, for a person to follow.
  package var text: String {
    let cause = rule.errorCode.map { "error \($0)" } ?? "any failure"
    return "\(percent) % of \(price.usdText) USD: violation \(violation) of the UTC day "
      + "(\(cause); \(rule.evidence.source), \(rule.place))"
  }
}
