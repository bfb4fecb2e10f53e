import Billing

/// How forecasts of the past turned out, beside the baselines: the forecaster's own record.
package struct ForecastRecord: Hashable, Sendable {
  package let trials: [BacktestTrial]

  /// So many trials are needed before one method is called worse than another.
  package static let leastTrials = 4

  /// Asks questions of the past, each answered with nothing but the days up to its origin.
  ///
  /// A question is left out when one of its days is unknown, or too little was known before it.
  package init(of series: DailySeries, questions: [BacktestQuestion]) {
    trials = questions.compactMap { question in
      guard let actual = series.sum(question.days) else { return nil }
      let known = series.through(question.origin)
      let count = question.days.upperBound.number - question.origin.number
      guard known.knownCount >= Forecaster.leastDays,
        let predicted = Forecaster.forecast(known, days: count).sum(question.days)
      else { return nil }
      let skipped = question.days.lowerBound.number - question.origin.number - 1
      return BacktestTrial(
        origin: question.origin, days: question.days, predicted: predicted, actual: actual,
        baselines: Dictionary(
          uniqueKeysWithValues: Baseline.allCases.compactMap { baseline in
            baseline.path(after: known, days: count).map {
              (baseline, $0.dropFirst(skipped).reduce(0, +))
            }
          }))
    }
  }

  package init(trials: [BacktestTrial]) { self.trials = trials }
}

extension ForecastRecord {
  private var actual: Double { trials.reduce(0) { $0 + $1.actual } }

  /// All absolute errors as a share of all actual amounts; nil without an actual amount.
  package var error: Double? {
    actual > 0 ? trials.reduce(0) { $0 + $1.error } / actual : nil
  }

  /// The same of a baseline, on the same questions.
  package func error(of baseline: Baseline) -> Double? {
    actual > 0 ? trials.reduce(0) { $0 + $1.error(of: baseline) } / actual : nil
  }

  /// How many actual amounts fell inside their prediction interval.
  package func hits(level: Double) -> Int {
    trials.count { $0.predicted.interval(level: level).contains($0.actual) }
  }

  /// Whether a baseline has been nearer to what came, on enough questions.
  package func isWorse(than baseline: Baseline) -> Bool {
    guard trials.count >= Self.leastTrials, let own = error, let other = error(of: baseline)
    else { return false }
    return own > other
  }
}
