import Billing
package import Forecasting

/// Forecasts of any daily series, one line per day ahead; step 0 is the sum over the horizon.
package struct SeriesForecastReport: Sendable {
  package let table: ReportTable
  /// Why some series have no forecast.
  package let refusals: [String]

  /// - Parameters:
  ///   - file: the series
  ///   - origins: the days to forecast from; each forecast sees no later day
  ///   - levels: the levels of the prediction intervals, in percent
  package init(_ file: SeriesFile, origins: [OriginFile.Origin], levels: [Double]) {
    var rows: [[Cell]] = []
    var refusals: [String] = []
    for origin in origins {
      let series = file.series[origin.series]?.through(origin.day)
      guard let series, series.knownCount > 0 else {
        refusals.append("\(origin.series): no day up to \(origin.day) is known")
        continue
      }
      let forecast = Forecaster.forecast(series, days: origin.horizon)
      let key: [Cell] = [.text(origin.series), .text(origin.day.description)]
      let amounts = forecast.days.enumerated().map { ($0 + 1, $1) }
      for (step, amount) in amounts + [(0, forecast.sum(days: origin.sumDays))] {
        rows.append(key + [.count(step)] + Self.cells(amount, levels: levels))
      }
    }
    table = ReportTable(
      name: "series", title: "Forecasts",
      columns: [
        ReportTable.Column("series_id", heading: "series", .text),
        ReportTable.Column("origin", .text), ReportTable.Column("step", .count),
        ReportTable.Column("mean", .number),
      ]
        + levels.flatMap { level in
          ["lo", "hi"].map { ReportTable.Column("\($0)\(Self.levelText(level))", .number) }
        },
      rows: rows)
    self.refusals = refusals
  }

  /// The whole of a file, each series forecast from its last day.
  package static func origins(of file: SeriesFile, days: Int) -> [OriginFile.Origin] {
    file.order.compactMap { name in
      file.series[name].map {
        OriginFile.Origin(series: name, day: $0.lastDay, horizon: days, sumDays: days)
      }
    }
  }

  /// The point forecast is the middle of the distribution, then come the bounds.
  private static func cells(_ amount: PredictedAmount, levels: [Double]) -> [Cell] {
    [.text("\(amount.median)")]
      + levels.flatMap { level in
        let interval = amount.interval(level: level)
        return [Cell.text("\(interval.lower)"), .text("\(interval.upper)")]
      }
  }

  /// `80`, and `99.5` for a level that is not whole.
  package static func levelText(_ level: Double) -> String {
    level == level.rounded() ? "\(Int(level))" : "\(level)"
  }
}
