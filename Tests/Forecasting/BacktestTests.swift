import Domain
import Forecasting
import Testing

@Suite struct BacktestTests {
  private static let first = CalendarDay(year: 2026, month: 1, day: 1) ?? CalendarDay(number: 0)

  private static func series(_ values: [Double?]) -> DailySeries {
    DailySeries(firstDay: first, values: values)
  }

  @Test func `Same as last week repeats the seven last days, and the run rate their mean`() {
    let series = Self.series([9, 9, 9, 1, 2, 3, 4, 5, 6, 7])
    #expect(
      Baseline.sameAsLastWeek.path(after: series, days: 9) == [1, 2, 3, 4, 5, 6, 7, 1, 2])
    #expect(Baseline.runRate.path(after: series, days: 2) == [5.5, 5.5])
  }

  @Test func `A missing day of last week is taken from the week before`() {
    let series = Self.series([10, 20, 30, 40, 50, 60, 70, 1, nil, 3, 4, 5, 6, 7])
    #expect(Baseline.sameAsLastWeek.path(after: series, days: 2) == [1, 20])
    #expect(Baseline.runRate.path(after: Self.series([nil]), days: 2) == nil)
  }

  @Test func `Month ends are asked on the tenth and the twentieth of full months`() {
    let days = Self.series([Double?](repeating: 1, count: 31 + 28 + 31 + 5))
    let questions = days.monthEndQuestions(count: 10)
    #expect(
      questions.map { "\($0.origin) \($0.days.lowerBound) \($0.days.upperBound)" } == [
        "2026-03-20 2026-03-21 2026-03-31", "2026-03-10 2026-03-11 2026-03-31",
        "2026-02-20 2026-02-21 2026-02-28", "2026-02-10 2026-02-11 2026-02-28",
      ])
  }

  @Test func `A backtest compares each forecast with what happened`() {
    let seeded = SeededSeries(kind: .weekly, days: 150, seed: 1)
    let backtest = Backtest(
      of: seeded.series, questions: seeded.series.rollingQuestions(horizon: 14, every: 7, count: 12)
    )
    #expect(backtest.trials.count == 12)
    #expect(backtest.trials.allSatisfy { $0.baselines.count == 2 })
    #expect((backtest.error ?? 1) < (backtest.error(of: .runRate) ?? 0))
    #expect(backtest.hits(level: 95) >= backtest.hits(level: 80))
    #expect(!backtest.isClearlyWorse(than: .runRate))
  }

  @Test func `A question with an unknown day is not asked`() {
    var values = [Double?](repeating: 5, count: 60)
    values[55] = nil
    let series = Self.series(values)
    let backtest = Backtest(
      of: series, questions: series.rollingQuestions(horizon: 7, every: 7, count: 2))
    #expect(backtest.trials.count == 1)
  }

  /// Trials in which the forecaster is off by 10, and a baseline by these amounts.
  private static func backtest(baselineErrors: [Double]) -> Backtest {
    Backtest(
      trials: baselineErrors.enumerated().map { index, error in
        let origin = first + index
        return BacktestTrial(
          origin: origin, days: origin + 1...origin + 7, predicted: PredictedAmount(certain: 90),
          actual: 100, baselines: [.sameAsLastWeek: 100 - error, .runRate: 50])
      })
  }

  @Test(
    arguments: [
      ([0, 0, 0, 0, 0], false), ([0, 0, 0, 0, 0, 0], true), ([8, 8, 8, 8, 8, 8], true),
      ([8.1, 8.1, 8.1, 8.1, 8.1, 8.1], false), ([9, 9, 9, 9, 9, 9], false),
      // A few lucky trials are no lead: it has to be closer in most of them.
      ([0, 0, 0, 10, 10, 10], false), ([0, 0, 0, 0, 10, 10], true), ([0, 0, 0, 0, 30, 30], false),
    ] as [([Double], Bool)])
  func `A method is clearly worse than one that is a fifth closer, in most of six trials or more`(
    errors: [Double], isWorse: Bool
  ) {
    let backtest = Self.backtest(baselineErrors: errors)
    #expect(backtest.isClearlyWorse(than: .sameAsLastWeek) == isWorse)
    #expect(!backtest.isClearlyWorse(than: .runRate))
  }

  @Test func `A forecast that was never wrong is worse than none`() {
    let exact = BacktestTrial(
      origin: Self.first, days: Self.first + 1...Self.first + 7,
      predicted: PredictedAmount(certain: 100), actual: 100,
      baselines: [.sameAsLastWeek: 100, .runRate: 100])
    let backtest = Backtest(trials: Array(repeating: exact, count: 9))
    #expect(!backtest.isClearlyWorse(than: .runRate))
  }
}
