import Domain
import Forecasting
import SpendForecasting

/// The past accuracy of forecasts as a table and in sentences.
enum SpendBacktestReport {
  /// One line per kind of question; errors are in percent of actual amounts.
  static func table(_ backtest: SpendBacktest) -> ReportTable {
    ReportTable(
      name: "record", title: "Its own record on this ledger",
      columns: [
        ReportTable.Column("question", .text), ReportTable.Column("asked", .count),
        ReportTable.Column("error", heading: "error %", .number),
        ReportTable.Column("last_week_error", heading: "last week %", .number),
        ReportTable.Column("run_rate_error", heading: "run rate %", .number),
        ReportTable.Column("inside_80", heading: "inside 80 %", .count),
        ReportTable.Column("inside_95", heading: "inside 95 %", .count),
      ],
      rows: backtest.all.map { name, backtest in
        [
          .text(name), .count(backtest.trials.count), percent(backtest.error),
          percent(backtest.error(of: .sameAsLastWeek)), percent(backtest.error(of: .runRate)),
          .count(backtest.hits(level: 80)), .count(backtest.hits(level: 95)),
        ]
      })
  }

  private static func percent(_ share: Double?) -> Cell {
    share.map { .text(Percent(share: $0).text) } ?? .none
  }

  /// A sentence for each day of the month that month ends were forecast on, so that it counts none
  /// of them twice.
  static func sentences(_ backtest: SpendBacktest) -> [String] {
    let asked = backtest.monthEnds.filter { !$0.backtest.trials.isEmpty }
    guard !asked.isEmpty else {
      return ["no whole month lies far enough back to try forecasts on"]
    }
    return asked.map { day, backtest in
      let count = backtest.trials.count
      return "forecast on the \(day)th, \(backtest.hits(level: 80)) of the last "
        + (count == 1 ? "1 month end" : "\(count) month ends")
        + " fell inside the 80 % interval, \(backtest.hits(level: 95)) inside the 95 % interval"
    }
  }

  /// Which simpler method is used for the total, and why; nil where none has been nearer.
  static func methodSentence(_ backtest: SpendBacktest) -> String? {
    let deciding = backtest.deciding
    guard let baseline = deciding.betterBaseline, let own = deciding.error,
      let other = deciding.error(of: baseline)
    else { return nil }
    return "\(baseline.phrase) has been nearer (error \(Percent(share: other)) against "
      + "\(Percent(share: own))), and is used"
  }
}
