package import Domain

/// An amount that spend of some scope shall not exceed in a period.
package struct Budget: Hashable, Sendable {
  package let name: String
  /// Of each period.
  package let amount: Points
  package let recurrence: BudgetRecurrence
  package let scope: BudgetScope
  /// Percentages of the amount at which to tell, ascending.
  package let thresholds: [ExactDecimal]
  /// The probability of an overrun, in percent, above which it counts as likely.
  package let overrunLimitPercent: ExactDecimal
  /// Whether what a period leaves unused is added to the next.
  package let hasRollover: Bool

  package init(
    name: String, amount: Points, recurrence: BudgetRecurrence, scope: BudgetScope,
    thresholds: [ExactDecimal], overrunLimitPercent: ExactDecimal, hasRollover: Bool
  ) {
    self.name = name
    self.amount = amount
    self.recurrence = recurrence
    self.scope = scope
    self.thresholds = thresholds
    self.overrunLimitPercent = overrunLimitPercent
    self.hasRollover = hasRollover
  }
}

extension Budget {
  /// The same budget with its API keys by their ids, which a closure gives for names.
  package func naming(_ apiKeyID: (String) -> String) -> Budget {
    var scope = scope
    scope.apiKeyIDs = scope.apiKeyIDs.map(apiKeyID)
    return Budget(
      name: name, amount: amount, recurrence: recurrence, scope: scope, thresholds: thresholds,
      overrunLimitPercent: overrunLimitPercent, hasRollover: hasRollover)
  }
}
