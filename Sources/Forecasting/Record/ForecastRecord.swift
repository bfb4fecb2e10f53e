import Domain

/// How forecasts of the past turned out, beside the baselines: the forecaster's own record.
package struct ForecastRecord: Hashable, Sendable {
  package let trials: [BacktestTrial]

  /// So many trials are needed before one method is called worse than another.
  package static let leastTrials = 4

  /// Asks questions of the past, each answered with nothing but the days up to its origin.
  ///
  /// A question is left out when one of its days is unknown, or too little was known before it.
  package init(of series: DailySeries, questions: [BacktestQuestion]) {
    typealias Answerable = (question: BacktestQuestion, known: DailySeries, actual: Double)
    let asked = questions.compactMap { question -> Answerable? in
      let known = series.through(question.origin)
      guard let actual = series.sum(question.days), known.knownCount >= Forecaster.leastDays
      else { return nil }
      return (question, known, actual)
    }
    let forecasts = Forecaster.forecasts(asked.map { ($0.known, days: $0.question.horizon) })
    trials = zip(asked, forecasts).compactMap { asked, forecast in
      forecast.sum(asked.question.days).map { predicted in
        BacktestTrial(
          origin: asked.question.origin, days: asked.question.days, predicted: predicted,
          actual: asked.actual,
          baselines: ForecastRecord.baselines(after: asked.known, asked.question))
      }
    }
  }

  /// What each baseline would have said.
  private static func baselines(
    after known: DailySeries, _ question: BacktestQuestion
  ) -> [Baseline: Double] {
    let skipped = question.days.lowerBound.number - question.origin.number - 1
    return Dictionary(
      uniqueKeysWithValues: Baseline.allCases.compactMap { baseline in
        baseline.path(after: known, days: question.horizon).map {
          (baseline, $0.dropFirst(skipped).reduce(0, +))
        }
      })
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
