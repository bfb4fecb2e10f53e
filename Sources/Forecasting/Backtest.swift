package import Domain

/// How past forecasts turned out, compared to the baselines: the forecaster's past accuracy.
package struct Backtest: Hashable, Sendable {
  package let trials: [BacktestTrial]

  /// How many trials are needed before another method is considered better.
  package static let leastTrials = 6
  /// The share of the forecaster's error that another method may have at most to be considered
  /// better.
  ///
  /// A smaller lead over so few trials is noise: switched on any lead, month ends of real series were
  /// 2 to 8 % less accurate.
  private static let clearLead = 0.8

  /// Answers questions about the past, each from only the days up to its origin.
  ///
  /// A question is left out when one of its days is unknown, or too little was known before it.
  /// `holidays` are the names of past and coming ones, as in a forecast.
  package init(
    of series: DailySeries, questions: [BacktestQuestion], holidays: [CalendarDay: String] = [:]
  ) {
    typealias Answerable = (question: BacktestQuestion, known: DailySeries, actual: Double)
    let asked = questions.compactMap { question -> Answerable? in
      let known = series.through(question.origin)
      guard let actual = series.sum(question.days), known.knownCount >= Forecaster.leastDays
      else { return nil }
      return (question, known, actual)
    }
    let forecasts = Forecaster.forecasts(
      asked.map { ($0.known, days: $0.question.horizon) }, holidays: holidays)
    trials = zip(asked, forecasts).compactMap { asked, forecast in
      forecast.sum(asked.question.days).map { predicted in
        BacktestTrial(
          origin: asked.question.origin, days: asked.question.days, predicted: predicted,
          actual: asked.actual,
          baselines: Backtest.baselines(after: asked.known, asked.question))
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

extension Backtest {
  private var actual: Double { trials.reduce(0) { $0 + $1.actual } }

  /// The sum of absolute errors as a share of the sum of actual amounts; nil if that is 0.
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

  /// Whether a baseline has been clearly more accurate: by a fifth or more, on enough questions and
  /// on most of them.
  package func isClearlyWorse(than baseline: Baseline) -> Bool {
    guard trials.count >= Self.leastTrials, let own = error, let other = error(of: baseline)
    else { return false }
    let wins = trials.count { $0.error(of: baseline) < $0.error }
    return own > 0 && other <= own * Self.clearLead && 2 * wins > trials.count
  }
}

/// One past forecast, made with what was known at its origin, and what actually happened.
package struct BacktestTrial: Hashable, Sendable {
  package let origin: CalendarDay
  /// The days whose sum was forecast, all known by now.
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

/// A backtest question: what the sum of some later days will be, asked on a past day.
package struct BacktestQuestion: Hashable, Sendable {
  package let origin: CalendarDay
  package let days: ClosedRange<CalendarDay>

  package init(origin: CalendarDay, days: ClosedRange<CalendarDay>) {
    (self.origin, self.days) = (origin, days)
  }

  /// How many days to forecast from the origin.
  var horizon: Int { days.upperBound.number - origin.number }
}

extension DailySeries {
  /// The rest of past months, asked on the evenings of some days of the month, latest first.
  ///
  /// At least `leastHistory` days precede an origin; there are at most `count` questions.
  package func monthEndQuestions(
    daysOfMonth: [Int] = [10, 20], leastHistory: Int = 28, count: Int
  ) -> [BacktestQuestion] {
    var questions: [BacktestQuestion] = []
    var month = lastDay.month
    while questions.count < count {
      let (first, last) = (month.firstDay, month.lastDay)
      guard last >= firstDay + leastHistory else { break }
      for dayOfMonth in daysOfMonth.sorted(by: >) where last <= lastDay {
        let origin = first + (dayOfMonth - 1)
        guard origin.number - firstDay.number + 1 >= leastHistory else { continue }
        questions.append(BacktestQuestion(origin: origin, days: origin + 1...last))
      }
      month = month.previous
    }
    return Array(questions.prefix(count))
  }

  /// The next `horizon` days, asked every `step` days, latest first.
  package func rollingQuestions(
    horizon: Int, every step: Int, leastHistory: Int = 28, count: Int
  ) -> [BacktestQuestion] {
    var origin = lastDay + -horizon
    var questions: [BacktestQuestion] = []
    while questions.count < count, origin.number - firstDay.number + 1 >= leastHistory {
      questions.append(BacktestQuestion(origin: origin, days: origin + 1...origin + horizon))
      origin = origin + -step
    }
    return questions
  }
}

/// A naive forecast, which a method has to beat.
package enum Baseline: CaseIterable, Hashable, Sendable {
  /// Each day as the same weekday of the last known week.
  case sameAsLastWeek
  /// Each day as the mean of the last 30 known days.
  case runRate

  /// The values of the days after a series; nil when nothing is known.
  package func path(after series: DailySeries, days: Int) -> [Double]? {
    switch self {
    case .sameAsLastWeek: lastWeek(of: series).map { week in (0..<days).map { week[$0 % 7] } }
    case .runRate: mean(of: series).map { [Double](repeating: $0, count: days) }
    }
  }

  /// An unknown day takes the value of an earlier week, or the mean if no week has it.
  private func lastWeek(of series: DailySeries) -> [Double]? {
    guard let mean = mean(of: series) else { return nil }
    let values = series.values
    return (0..<7).map { weekday in
      stride(from: values.count - 7 + weekday, through: 0, by: -7).lazy
        .compactMap { $0 < values.count ? values[$0] : nil }.first ?? mean
    }
  }

  private func mean(of series: DailySeries) -> Double? {
    let latest = series.values.reversed().lazy.compactMap { $0 }.prefix(30)
    let count = latest.reduce(0) { count, _ in count + 1 }
    return count == 0 ? nil : latest.reduce(0, +) / Double(count)
  }
}
