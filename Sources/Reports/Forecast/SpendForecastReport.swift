import Domain
package import Forecasting
import SpendForecasting

/// A spend forecast as tables and sentences.
package struct SpendForecastReport: Sendable {
  /// Amounts and intervals, by part and in total.
  package let amounts: ReportTable
  /// What drives the change from the previous period, with price and volume separated.
  package let drivers: ReportTable
  package let backtest: ReportTable
  /// What makes the total.
  package let explanation: ReportTable
  package let notes: [String]
  /// Amounts and drivers side by side, for other tools.
  package let whole: ReportTable

  package init(_ forecast: SpendForecast) {
    let lines = SpendForecastLine.all(of: forecast)
    let name = forecast.question.dimension.name
    let span = forecast.question.span
    amounts = SpendForecastReport.table(
      "forecast", title: "Forecast of \(ReportPeriod(span.days))", by: name,
      columns: SpendForecastLine.amountColumns(forecast.question.levels), lines: lines
    ) { $0.amountCells }
    drivers = SpendForecastReport.table(
      "drivers", title: "Compared with \(ReportPeriod(span.previous))", by: name,
      columns: SpendForecastLine.driverColumns, lines: lines
    ) { $0.driverCells }
    whole = SpendForecastReport.table(
      "forecast", title: "Forecast of \(ReportPeriod(span.days))", by: name,
      columns: SpendForecastLine.amountColumns(forecast.question.levels)
        + SpendForecastLine.driverColumns.dropLast() + [ReportTable.Column("method", .text)],
      lines: lines
    ) { $0.amountCells + $0.driverCells.dropLast() + [.word($0.method)] }
    backtest = SpendBacktestReport.table(forecast.backtest)
    explanation = ForecastExplanationReport.table(forecast)
    notes = SpendForecastNotes.notes(forecast)
  }

  private static func table(
    _ name: String, title: String, by dimension: String, columns: [ReportTable.Column],
    lines: [SpendForecastLine], cells: (SpendForecastLine) -> [Cell]
  ) -> ReportTable {
    let rows = lines.map { [.text($0.name)] + cells($0) }
    let isDivided = rows.count > 1
    return ReportTable(
      name: name, title: title,
      columns: [ReportTable.Column(dimension == "total" ? "part" : dimension, .text)] + columns,
      rows: isDivided ? Array(rows.dropLast()) : rows, total: isDivided ? rows.last : nil)
  }
}

/// One part of a forecast in money, rounded to cents so that the parts add up to the total.
struct SpendForecastLine {
  let name: String
  let actual: Points?
  let forecast: Points
  let bounds: [(lower: Points, upper: Points)]
  let previous: Points?
  let priceEffect: Points?
  let method: String

  /// The change that price doesn't explain: volume, and the mix of requests.
  var volumeEffect: Points? {
    guard let previous, let priceEffect else { return nil }
    return forecast - previous - priceEffect
  }

  /// The parts by amount, largest first, then the total.
  static func all(of forecast: SpendForecast) -> [SpendForecastLine] {
    let levels = forecast.question.levels
    let whole = ForecastMoney.cents(forecast.total.predicted.mean)
    let amounts = ForecastMoney.cents(
      forecast.parts.map(\.predicted.mean), addingUpTo: whole)
    let parts = zip(forecast.parts, amounts).map {
      SpendForecastLine($0, forecast: $1, levels: levels)
    }.sorted { ($1.forecast, $0.name) < ($0.forecast, $1.name) }
    return parts + [SpendForecastLine(forecast.total, forecast: whole, levels: levels)]
  }

  private init(_ part: SpendForecastPart, forecast: Points, levels: [Double]) {
    (name, actual, self.forecast) = (part.name, part.actual, forecast)
    (previous, priceEffect) = (part.previous, part.priceEffect)
    bounds = levels.map { level in
      let interval = part.predicted.interval(level: level)
      return (ForecastMoney.cents(interval.lower), ForecastMoney.cents(interval.upper))
    }
    method = part.baseline.map { "halfway_to_\($0.word)" } ?? "forecaster"
  }

  static func amountColumns(_ levels: [Double]) -> [ReportTable.Column] {
    [ReportTable.Column("actual", .money), ReportTable.Column("forecast", .money)]
      + levels.flatMap { level in
        let text = SeriesForecastReport.levelText(level)
        return [
          ReportTable.Column("lower_\(text)", heading: "\(text) % from", .money),
          ReportTable.Column("upper_\(text)", heading: "to", .money),
        ]
      }
  }

  var amountCells: [Cell] {
    [SpendForecastLine.money(actual), .money(forecast)]
      + bounds.flatMap { [Cell.money($0.lower), .money($0.upper)] }
  }

  static let driverColumns = [
    ReportTable.Column("previous", .money), ReportTable.Column("price", .money),
    ReportTable.Column("volume", .money), ReportTable.Column("forecast", .money),
  ]

  var driverCells: [Cell] {
    [previous, priceEffect, volumeEffect, forecast].map(SpendForecastLine.money)
  }

  private static func money(_ points: Points?) -> Cell { points.map { .money($0) } ?? .none }
}

extension Baseline {
  /// The name used in tables.
  package var word: String {
    switch self {
    case .sameAsLastWeek: "same_as_last_week"
    case .runRate: "run_rate"
    }
  }

  /// The name used in a sentence.
  var phrase: String {
    switch self {
    case .sameAsLastWeek: "\"same as last week\""
    case .runRate: "the 30-day run rate"
    }
  }
}

/// The past accuracy of forecasts, as a table and as sentences.
package enum SpendBacktestReport {
  /// One row per kind of question; errors are in percent of actual amounts.
  static func table(_ backtest: SpendBacktest) -> ReportTable {
    ReportTable(
      name: "record", title: "Past accuracy on this ledger (backtest)",
      columns: [
        ReportTable.Column("question", .text),
        ReportTable.Column("asked", heading: "trials", .count),
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

  /// One sentence per day of the month on which month ends were forecast.
  ///
  /// That way, no sentence counts a month end twice.
  static func sentences(_ backtest: SpendBacktest) -> [String] {
    let asked = backtest.monthEnds.filter { !$0.backtest.trials.isEmpty }
    guard !asked.isEmpty else {
      return ["too little history to measure accuracy"]
    }
    return asked.map { day, backtest in
      let count = backtest.trials.count
      let months = count == 1 ? "month" : "\(count) months"
      let error =
        backtest.error.map { " were off by \(Percent(share: $0)) of what was still to come; " }
        ?? ": "
      return "forecasts from the \(day)th of the last \(months)\(error)"
        + "\(backtest.hits(level: 80)) of \(count) ended within the range of 8 of 10 cases"
    }
  }

  /// How the best simple method compares, and whether it counts for the total; nil if there were
  /// too few trials, or it has been clearly worse.
  static func methodSentence(_ backtest: SpendBacktest) -> String? {
    let deciding = backtest.deciding
    guard deciding.trials.count >= Backtest.leastTrials, let baseline = deciding.bestBaseline,
      let own = deciding.error, let other = deciding.error(of: baseline)
    else { return nil }
    let errors =
      "(off by \(Percent(share: other)) against \(Percent(share: own)), "
      + "\(deciding.trials.count) trials)"
    guard deciding.isClearlyWorse(than: baseline) else {
      guard other < own * 1.25 else { return nil }
      return "\(baseline.phrase) would have been about as good \(errors)"
    }
    return
      "\(baseline.phrase) has been clearly more accurate \(errors), so the forecast is halfway "
      + "to it"
  }
}
