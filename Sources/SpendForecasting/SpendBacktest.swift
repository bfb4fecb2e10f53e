package import Domain
package import Forecasting

/// How forecasts would have turned out on this very ledger, by question.
package struct SpendBacktest: Sendable {
  package let fromDay10: Backtest
  package let fromDay20: Backtest
  package let nextWeek: Backtest

  /// `holidays` are the names of past and coming ones.
  package init(of series: DailySeries, holidays: [CalendarDay: String] = [:]) {
    func monthEnds(_ day: Int) -> Backtest {
      Backtest(
        of: series, questions: series.monthEndQuestions(daysOfMonth: [day], count: 10),
        holidays: holidays)
    }
    fromDay10 = monthEnds(10)
    fromDay20 = monthEnds(20)
    nextWeek = Backtest(
      of: series, questions: series.rollingQuestions(horizon: 7, every: 7, count: 12),
      holidays: holidays)
  }

  package var all: [(name: String, backtest: Backtest)] {
    [
      ("month end from day 10", fromDay10), ("month end from day 20", fromDay20),
      ("next 7 days", nextWeek),
    ]
  }

  /// Month ends by the day of the month on which they were forecast: each month once per day.
  package var monthEnds: [(day: Int, backtest: Backtest)] {
    [(10, fromDay10), (20, fromDay20)]
  }

  /// The questions that decide the method: month ends, or else weeks.
  ///
  /// A month end counts once, from the day on which more of the month was still ahead.
  package var deciding: Backtest {
    fromDay10.trials.count >= Backtest.leastTrials ? fromDay10 : nextWeek
  }

  /// The most two-week spans to ask per part, without overlap; there may be many parts.
  private static let fortnights = 8

  /// The questions that decide a part's method.
  static func ofPart(_ series: DailySeries, holidays: [CalendarDay: String]) -> Backtest {
    Backtest(
      of: series,
      questions: series.rollingQuestions(horizon: 14, every: 14, count: fortnights),
      holidays: holidays)
  }
}

extension Backtest {
  /// The most accurate baseline.
  package var bestBaseline: Baseline? {
    guard !trials.isEmpty else { return nil }
    return Baseline.allCases.min { (error(of: $0) ?? 0) < (error(of: $1) ?? 0) }
  }

  /// The most accurate baseline, if it has been clearly more accurate than the forecaster.
  package var betterBaseline: Baseline? {
    bestBaseline.flatMap { isClearlyWorse(than: $0) ? $0 : nil }
  }
}
