/// The distribution of one future amount: of a day, or of the sum of several days.
///
/// It is held as five quantiles; others are interpolated between them in normal scores, and
/// continue the outermost slope in the tails. It never goes below what is already `certain`.
package struct PredictedAmount: Hashable, Sendable {
  package let mean: Double
  package let median: Double
  /// The bounds of the central 80 % and of the central 95 %.
  package let interval80: PredictionInterval
  package let interval95: PredictionInterval
  /// The part that has already happened, below which the amount cannot end: 0 for a future day.
  package let certain: Double

  /// Takes the bounds as they were estimated and puts them into order around the median.
  package init(
    mean: Double, median: Double, lower80: Double, upper80: Double, lower95: Double,
    upper95: Double, certain: Double = 0
  ) {
    let middle = max(median, certain)
    let inner = (min(max(lower80, certain), middle), max(upper80, middle))
    (self.mean, self.median, self.certain) = (max(mean, certain), middle, certain)
    interval80 = PredictionInterval(level: 80, lower: inner.0, upper: inner.1)
    interval95 = PredictionInterval(
      level: 95, lower: min(max(lower95, certain), inner.0), upper: max(upper95, inner.1))
  }

  /// An amount that is known: a fixed charge, or a day of the past.
  package init(certain amount: Double) {
    self.init(
      mean: amount, median: amount, lower80: amount, upper80: amount, lower95: amount,
      upper95: amount, certain: amount)
  }
}

extension PredictedAmount {
  /// The same uncertain amount on top of what has happened already, such as a month to date.
  package func adding(_ amount: Double) -> PredictedAmount {
    changed(certain: certain + amount) { $0 + amount }
  }

  /// The amount at another price; a factor below 0 is none.
  package func scaled(by factor: Double) -> PredictedAmount {
    changed(certain: certain * max(0, factor)) { $0 * max(0, factor) }
  }

  /// What remains of a day when a part of it has been spent: never below 0.
  package func remaining(after spent: Double) -> PredictedAmount {
    changed(certain: 0) { max(0, $0 - spent) }
  }

  /// The distribution moved so that its mean is another, its width as it was.
  package func moved(toMean mean: Double) -> PredictedAmount {
    let shift = mean - self.mean
    return changed(certain: certain) { $0 + shift }
  }

  private func changed(
    certain: Double, _ change: (Double) -> Double
  ) -> PredictedAmount {
    PredictedAmount(
      mean: change(mean), median: change(median), lower80: change(interval80.lower),
      upper80: change(interval80.upper), lower95: change(interval95.lower),
      upper95: change(interval95.upper), certain: certain)
  }
}
