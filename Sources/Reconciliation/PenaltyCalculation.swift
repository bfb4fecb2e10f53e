package import Billing
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
  package var points: Points? {
    let share = try? Ratio(price.count).times(percent.ratio).times(Ratio(1, over: 100))
    guard let share, let whole = Int64(exactly: share.rounded(.halfUp)) else { return nil }
    return Points(whole)
  }

  /// How the amount came about, for a person to follow.
  package var text: String {
    "\(percent) % of \(price.usdText) USD: violation \(violation) of the UTC day "
      + "(error \(rule.errorCode), \(rule.evidence.source))"
  }
}
