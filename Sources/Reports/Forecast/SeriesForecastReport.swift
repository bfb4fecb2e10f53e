package import Domain
package import Forecasting

/// Forecasts of any daily series, one row per day ahead; step 0 is the sum over the horizon.
package struct SeriesForecastReport: Sendable {
  package let table: ReportTable
  /// The reasons why some series have no forecast.
  package let refusals: [String]

  /// - Parameters:
  ///   - file: the series.
  ///   - origins: the days to forecast from; each forecast sees no later day.
  ///   - levels: the levels of the prediction intervals, in percent.
  ///   - holidays: the names of the holidays among the days of the file and those to forecast.
  package init(
    _ file: SeriesFile, origins: [OriginFile.Origin], levels: [Double],
    holidays: [CalendarDay: String] = [:]
  ) {
    var asked: [(origin: OriginFile.Origin, series: DailySeries)] = []
    var refusals: [String] = []
    for origin in origins {
      let series = file.series[origin.series]?.through(origin.day)
      if let series, series.knownCount > 0 {
        asked.append((origin, series))
      } else {
        refusals.append("\(origin.series): no day up to \(origin.day) is known")
      }
    }
    let forecasts = Forecaster.forecasts(
      asked.map { ($0.series, days: $0.origin.horizon) }, holidays: holidays)
    let rows = zip(asked, forecasts).flatMap { asked, forecast in
      Self.rows(forecast, asked: asked.origin, levels: levels)
    }
    table = ReportTable(
      name: "series", title: "Forecasts",
      columns: [
        ReportTable.Column("series_id", heading: "series", .text),
        ReportTable.Column("origin", .time), ReportTable.Column("step", .count),
        ReportTable.Column("mean", .number),
      ]
        + levels.flatMap { level in
          ["lo", "hi"].map { ReportTable.Column("\($0)\(Self.levelText(level))", .number) }
        },
      rows: rows)
    self.refusals = refusals
  }

  /// From the first day of a file through the last one to forecast; nil without either.
  package static func days(
    of file: SeriesFile, _ origins: [OriginFile.Origin]
  ) -> ClosedRange<CalendarDay>? {
    guard let first = file.series.values.map(\.firstDay).min(),
      let last = origins.map({ $0.day + $0.horizon }).max(), first <= last
    else { return nil }
    return first...last
  }

  /// The origins that forecast each series in a file from its last day.
  package static func origins(of file: SeriesFile, days: Int) -> [OriginFile.Origin] {
    file.order.compactMap { name in
      file.series[name].map {
        OriginFile.Origin(series: name, day: $0.lastDay, horizon: days, sumDays: days)
      }
    }
  }

  private static func rows(
    _ forecast: Forecast, asked: OriginFile.Origin, levels: [Double]
  ) -> [[Cell]] {
    let days = forecast.days.enumerated().map { ($0 + 1, $1) }
    return (days + [(0, forecast.sum(days: asked.sumDays))]).map { step, amount in
      [.text(asked.series), .text(asked.day.description), .count(step)]
        + cells(amount, levels: levels)
    }
  }

  /// The point forecast, which is the median of the distribution, followed by the bounds.
  private static func cells(_ amount: PredictedAmount, levels: [Double]) -> [Cell] {
    [.text("\(amount.median)")]
      + levels.flatMap { level in
        let interval = amount.interval(level: level)
        return [Cell.text("\(interval.lower)"), .text("\(interval.upper)")]
      }
  }

  /// `80`, or `99.5` for a level that isn't an integer.
  package static func levelText(_ level: Double) -> String {
    level == level.rounded() ? "\(Int(level))" : "\(level)"
  }
}
