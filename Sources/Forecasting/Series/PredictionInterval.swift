/// The bounds between which a future amount lies with a stated probability.
package struct PredictionInterval: Hashable, Sendable {
  /// The probability, in percent: 80 or 95 as a rule.
  package let level: Double
  package let lower: Double
  package let upper: Double

  package init(level: Double, lower: Double, upper: Double) {
    (self.level, self.lower, self.upper) = (level, lower, upper)
  }

  /// Whether an amount lies inside, bounds included up to the rounding of a sum of Doubles.
  package func contains(_ amount: Double) -> Bool {
    let slack = 1e-9 * max(1, abs(amount))
    return amount >= lower - slack && amount <= upper + slack
  }
}
