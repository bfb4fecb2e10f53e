import Domain
import Forecasting
import SpendForecasting

/// The record of forecasts as a table and in sentences.
enum SpendRecordReport {
  /// One line per kind of question; errors are shares of what came, in percent.
  static func table(_ record: SpendBacktest) -> ReportTable {
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
      rows: record.all.map { name, record in
        [
          .text(name), .count(record.trials.count), percent(record.error),
          percent(record.error(of: .sameAsLastWeek)), percent(record.error(of: .runRate)),
          .count(record.hits(level: 80)), .count(record.hits(level: 95)),
        ]
      })
  }

  private static func percent(_ share: Double?) -> Cell {
    share.map { .text(Percent(share: $0).text) } ?? .none
  }

  /// A sentence for each day of the month that month ends were forecast on, so that it counts none
  /// of them twice.
  static func sentences(_ record: SpendBacktest) -> [String] {
    let asked = record.monthEnds.filter { !$0.backtest.trials.isEmpty }
    guard !asked.isEmpty else {
      return ["no whole month lies far enough back to try forecasts on"]
    }
    return asked.map { day, record in
      let count = record.trials.count
      return "forecast on the \(day)th, \(record.hits(level: 80)) of the last "
        + (count == 1 ? "1 month end" : "\(count) month ends")
        + " fell inside the 80 % interval, \(record.hits(level: 95)) inside the 95 % interval"
    }
  }

  /// Which simpler method is used for the total, and why; nil where none has been nearer.
  static func methodSentence(_ record: SpendBacktest) -> String? {
    let deciding = record.deciding
    guard let baseline = deciding.betterBaseline, let own = deciding.error,
      let other = deciding.error(of: baseline)
    else { return nil }
    return "\(baseline.phrase) has been nearer (error \(Percent(share: other)) against "
      + "\(Percent(share: own))), and is used"
  }
}
