import Foundation

/// The distribution of a future amount: of a day, or of the sum of several days.
///
/// It is stored as five quantiles; others are interpolated between them in normal scores,
/// continuing the outermost slope in the tails. It never goes below what is already `certain`.
package struct PredictedAmount: Hashable, Sendable {
  package let mean: Double
  package let median: Double
  /// The bounds of the central 80 % and of the central 95 %.
  package let interval80: PredictionInterval
  package let interval95: PredictionInterval
  /// The part that has already happened, below which the amount cannot end: 0 for a future day.
  package let certain: Double
  /// The probability (0 to 1) that anything comes on top of it: 1 unless use has paused.
  package let chance: Double

  /// Takes the estimated bounds and orders them around the median.
  package init(
    mean: Double, median: Double, lower80: Double, upper80: Double, lower95: Double,
    upper95: Double, certain: Double = 0, chance: Double = 1
  ) {
    let middle = max(median, certain)
    let inner = (min(max(lower80, certain), middle), max(upper80, middle))
    (self.mean, self.median, self.certain) = (max(mean, certain), middle, certain)
    self.chance = chance
    interval80 = PredictionInterval(level: 80, lower: inner.0, upper: inner.1)
    interval95 = PredictionInterval(
      level: 95, lower: min(max(lower95, certain), inner.0), upper: max(upper95, inner.1))
  }

  /// A known amount: a fixed charge, or a past day.
  package init(certain amount: Double) {
    self.init(
      mean: amount, median: amount, lower80: amount, upper80: amount, lower95: amount,
      upper95: amount, certain: amount)
  }
}

extension PredictedAmount {
  /// The same uncertain amount on top of what has already happened, such as a month to date.
  package func adding(_ amount: Double) -> PredictedAmount {
    changed(certain: certain + amount, chance: chance) { $0 + amount }
  }

  /// The amount at another price; a factor below 0 counts as 0.
  package func scaled(by factor: Double) -> PredictedAmount {
    changed(certain: certain * max(0, factor), chance: chance) { $0 * max(0, factor) }
  }

  /// This amount of later days, preceded by a day of which something is spent.
  ///
  /// What the day adds to the later ones, in the mean and at each quantile, is reduced by what is
  /// spent, to 0 at the least: however much that is, the later days stay as expected.
  ///
  /// - Parameters:
  ///   - whole: what the day and the later ones were expected to amount to.
  ///   - spent: how much of the day is spent.
  /// - Returns: what is still to come of all of them.
  package func preceded(byRestOf whole: PredictedAmount, after spent: Double) -> PredictedAmount {
    func added(_ later: Double, _ all: Double) -> Double { later + max(0, all - later - spent) }
    return PredictedAmount(
      mean: added(mean, whole.mean), median: added(median, whole.median),
      lower80: added(interval80.lower, whole.interval80.lower),
      upper80: added(interval80.upper, whole.interval80.upper),
      lower95: added(interval95.lower, whole.interval95.lower),
      upper95: added(interval95.upper, whole.interval95.upper),
      chance: max(chance, whole.chance))
  }

  /// The distribution shifted to another mean, with the same width.
  package func moved(toMean mean: Double) -> PredictedAmount {
    let shift = mean - self.mean
    guard shift != 0 else { return self }
    return changed(certain: certain, chance: 1) { $0 + shift }
  }

  private func changed(
    certain: Double, chance: Double, _ change: (Double) -> Double
  ) -> PredictedAmount {
    PredictedAmount(
      mean: change(mean), median: change(median), lower80: change(interval80.lower),
      upper80: change(interval80.upper), lower95: change(interval95.lower),
      upper95: change(interval95.upper), certain: certain, chance: chance)
  }
}

extension PredictedAmount {
  /// The known quantiles and their normal scores, ascending.
  private var knots: (scores: [Double], amounts: [Double]) {
    let scores = [
      -NormalDistribution.score95, -NormalDistribution.score80, 0, NormalDistribution.score80,
      NormalDistribution.score95,
    ]
    var amounts = [
      interval95.lower, interval80.lower, median, interval80.upper, interval95.upper,
    ]
    // Equal quantiles are separated by less than any amount of money, so that slopes exist.
    for index in 1..<amounts.count {
      let previous = amounts[index - 1]
      amounts[index] = max(amounts[index], previous + 1e-12 * max(1, abs(amounts[index])))
    }
    return (scores, amounts)
  }

  /// The amount below which a share (0 to 1) of the outcomes lies.
  package func quantile(_ share: Double) -> Double {
    let score = NormalDistribution.score(of: min(max(share, 0), 1))
    let (scores, amounts) = knots
    let next = scores.firstIndex { score <= $0 } ?? scores.count - 1
    let low = max(0, min(next, scores.count - 1) - 1)
    let slope = (amounts[low + 1] - amounts[low]) / (scores[low + 1] - scores[low])
    return max(certain, amounts[low] + slope * (score - scores[low]))
  }

  /// The central interval of a level in percent.
  package func interval(level: Double) -> PredictionInterval {
    switch level {
    case 80: interval80
    case 95: interval95
    default:
      PredictionInterval(
        level: level, lower: quantile((1 - level / 100) / 2), upper: quantile((1 + level / 100) / 2)
      )
    }
  }

  /// The probability (0 to 1) that the amount ends above another.
  package func probability(ofExceeding amount: Double) -> Double {
    guard amount >= certain else { return 1 }
    let (scores, amounts) = knots
    let next = amounts.firstIndex { amount <= $0 } ?? amounts.count - 1
    let low = max(0, next - 1)
    let slope = (amounts[low + 1] - amounts[low]) / (scores[low + 1] - scores[low])
    let score = scores[low] + (amount - amounts[low]) / max(slope, 1e-12)
    return min(chance, NormalDistribution.upperTail(min(max(score, -8), 8)))
  }
}

/// The bounds that contain a future amount with a stated probability.
package struct PredictionInterval: Hashable, Sendable {
  /// The probability, in percent: usually 80 or 95.
  package let level: Double
  package let lower: Double
  package let upper: Double

  package init(level: Double, lower: Double, upper: Double) {
    (self.level, self.lower, self.upper) = (level, lower, upper)
  }

  /// Whether an amount is inside, including the bounds up to the rounding of a sum of Doubles.
  package func contains(_ amount: Double) -> Bool {
    let slack = 1e-9 * max(1, abs(amount))
    return amount >= lower - slack && amount <= upper + slack
  }
}

/// The standard normal distribution, in whose scores quantiles are interpolated.
enum NormalDistribution {
  /// The scores of the quantiles 0.9 and 0.975, to which the bounds of 80 and 95 % belong.
  static let score80 = 1.281_551_565_544_600_4
  static let score95 = 1.959_963_984_540_054

  /// The probability of a value above a score.
  static func upperTail(_ score: Double) -> Double {
    0.5 * erfc(score / 2.0.squareRoot())
  }

  /// The score below which a share of the distribution lies, found by bisection of the tail.
  static func score(of share: Double) -> Double {
    // Beyond eight standard deviations a Double cannot represent 1 minus the tail.
    var (low, high) = (-8.0, 8.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if 1 - upperTail(middle) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
