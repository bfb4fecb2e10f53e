package import Forecasting

/// How forecasts would have turned out on this very ledger, by what was asked.
package struct SpendBacktest: Sendable {
  package let fromDay10: Backtest
  package let fromDay20: Backtest
  package let nextWeek: Backtest

  package init(of series: DailySeries) {
    func monthEnds(_ day: Int) -> Backtest {
      Backtest(of: series, questions: series.monthEndQuestions(daysOfMonth: [day], count: 10))
    }
    fromDay10 = monthEnds(10)
    fromDay20 = monthEnds(20)
    nextWeek = Backtest(
      of: series, questions: series.rollingQuestions(horizon: 7, every: 7, count: 12))
  }

  package var all: [(name: String, backtest: Backtest)] {
    [
      ("month end from day 10", fromDay10), ("month end from day 20", fromDay20),
      ("next 7 days", nextWeek),
    ]
  }

  /// Month ends by the day of the month on which they were forecast: each month once a day.
  package var monthEnds: [(day: Int, backtest: Backtest)] {
    [(10, fromDay10), (20, fromDay20)]
  }

  /// The questions that a choice of method stands on: month ends, else weeks.
  ///
  /// A month end counts once, from the day on which more of it was still to come.
  package var deciding: Backtest {
    fromDay10.trials.count >= Backtest.leastTrials ? fromDay10 : nextWeek
  }

  /// So many fortnights of a part are asked at most, none of which share a day; there may be many
  /// parts.
  private static let fortnights = 8

  /// The questions that a part's choice of method stands on.
  static func ofPart(_ series: DailySeries) -> Backtest {
    Backtest(
      of: series,
      questions: series.rollingQuestions(horizon: 14, every: 14, count: fortnights))
  }
}

extension Backtest {
  /// The baseline that has been nearest, where it has been nearer than the forecaster.
  package var betterBaseline: Baseline? {
    Baseline.allCases.filter { isWorse(than: $0) }
      .min { (error(of: $0) ?? 0) < (error(of: $1) ?? 0) }
  }
}
