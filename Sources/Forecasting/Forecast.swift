package import Domain

/// What is expected after the last known day: for each day, and for every span of days.
package struct Forecast: Hashable, Sendable {
  /// The last day that the forecast is based on; step 0 is the day after it.
  package let origin: CalendarDay
  /// How many days the forecast has learned from.
  package let knownDays: Int

  private let medians: [Double]
  private let means: [Double]
  private let errors: PathErrors
  /// The price of each day relative to that of the history.
  private var ratios: [Double]

  init(
    origin: CalendarDay, knownDays: Int, medians: [Double], means: [Double], errors: PathErrors
  ) {
    (self.origin, self.knownDays) = (origin, knownDays)
    (self.medians, self.means, self.errors) = (medians, means, errors)
    ratios = [Double](repeating: 1, count: means.count)
  }

  /// The number of days that are forecast.
  package var horizon: Int { means.count }

  /// The last day that is forecast.
  package var lastDay: CalendarDay { origin + horizon }

  /// The same quantities at prices that differ by day: a ratio to the history's price for each
  /// day of the horizon.
  package func priced(at ratios: [Double]) -> Forecast {
    var priced = self
    priced.ratios = (0..<horizon).map { $0 < ratios.count ? ratios[$0] : ratios.last ?? 1 }
    return priced
  }
}

extension Forecast {
  /// The amount of one day; nil outside the horizon.
  package func amount(of day: CalendarDay) -> PredictedAmount? {
    let step = day.number - origin.number - 1
    return means.indices.contains(step) ? amount(step: step) : nil
  }

  /// The amounts of all days of the horizon.
  package var days: [PredictedAmount] { means.indices.map(amount(step:)) }

  private func amount(step: Int) -> PredictedAmount {
    errors.amount(mean: means[step], median: medians[step], step: step)
      .scaled(by: ratios[step])
  }

  /// The sum of the first days of the horizon.
  package func sum(days: Int) -> PredictedAmount { sum(steps: 0..<days) }

  /// The sum of a span of days; nil when it reaches beyond the horizon.
  package func sum(_ days: ClosedRange<CalendarDay>) -> PredictedAmount? {
    let first = days.lowerBound.number - origin.number - 1
    let last = days.upperBound.number - origin.number - 1
    guard first >= 0, last < horizon else { return nil }
    return sum(steps: first..<last + 1)
  }

  private func sum(steps: Range<Int>) -> PredictedAmount {
    let steps = steps.clamped(to: means.indices)
    guard !steps.isEmpty else { return PredictedAmount(certain: 0) }
    let quantity = means[steps].reduce(0, +)
    let money = steps.reduce(0) { $0 + means[$1] * ratios[$1] }
    let ratio = quantity > 0 ? money / quantity : ratios[steps].reduce(0, +) / Double(steps.count)
    return errors.amount(mean: quantity, days: steps.count, lead: steps.lowerBound)
      .scaled(by: ratio)
  }
}
