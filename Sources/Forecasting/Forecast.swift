package import Domain

/// What is expected after the last known day: for each day, and for every span of days.
package struct Forecast: Hashable, Sendable {
  /// The last day that the forecast is based on; step 0 is the day after it.
  package let origin: CalendarDay
  /// How many days the forecast has learned from.
  package let knownDays: Int
  /// The last days' new level, when they lie far outside what was expected before them.
  package var levelShift: LevelShift? { expectation.levelShift }
  /// The last days without use, when there have never been so many in a row.
  package var pause: Pause? { expectation.pause }
  /// Days of an amount like no other, such as a backfill: they counted as the largest day around
  /// them, until a second such day comes.
  package let boundedDays: [CalendarDay]

  private let expectation: Expectation
  /// The price of each day relative to that of the history.
  private var ratios: [Double]

  init(
    origin: CalendarDay, knownDays: Int, boundedDays: [CalendarDay], expectation: Expectation
  ) {
    (self.origin, self.knownDays) = (origin, knownDays)
    (self.boundedDays, self.expectation) = (boundedDays, expectation)
    ratios = [Double](repeating: 1, count: expectation.horizon)
  }

  /// The number of days that are forecast.
  package var horizon: Int { expectation.horizon }

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
    return (0..<horizon).contains(step) ? amount(step: step) : nil
  }

  /// The amounts of all days of the horizon.
  package var days: [PredictedAmount] { (0..<horizon).map(amount(step:)) }

  private func amount(step: Int) -> PredictedAmount {
    expectation.amount(step: step).scaled(by: ratios[step])
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
    let steps = steps.clamped(to: 0..<horizon)
    guard !steps.isEmpty else { return PredictedAmount(certain: 0) }
    return expectation.sum(steps: steps, ratios: ratios[steps])
  }
}
