package import Domain

/// One forecast of the past, made with what was known on its origin, and what came of it.
package struct BacktestTrial: Hashable, Sendable {
  package let origin: CalendarDay
  /// The days whose sum was forecast; all of them are known now.
  package let days: ClosedRange<CalendarDay>
  package let predicted: PredictedAmount
  package let actual: Double
  /// What each baseline would have said.
  package let baselines: [Baseline: Double]

  package init(
    origin: CalendarDay, days: ClosedRange<CalendarDay>, predicted: PredictedAmount,
    actual: Double, baselines: [Baseline: Double]
  ) {
    (self.origin, self.days, self.predicted) = (origin, days, predicted)
    (self.actual, self.baselines) = (actual, baselines)
  }

  package var error: Double { abs(predicted.mean - actual) }

  package func error(of baseline: Baseline) -> Double {
    abs((baselines[baseline] ?? 0) - actual)
  }
}

/// A question that a backtest asks: what, on a past day, was the sum of some later days to be.
package struct BacktestQuestion: Hashable, Sendable {
  package let origin: CalendarDay
  package let days: ClosedRange<CalendarDay>

  package init(origin: CalendarDay, days: ClosedRange<CalendarDay>) {
    (self.origin, self.days) = (origin, days)
  }

  /// How many days are to be forecast from the origin.
  var horizon: Int { days.upperBound.number - origin.number }
}
