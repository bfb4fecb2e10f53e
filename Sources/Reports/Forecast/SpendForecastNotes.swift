import Domain
import Forecasting
import Reconciliation
import SpendForecasting

/// The notes above the tables of a forecast.
enum SpendForecastNotes {
  static func notes(_ forecast: SpendForecast) -> [String] {
    [knowledge(forecast)] + beforeKnown(forecast) + forecast.question.notes
      + [amount(forecast)] + news(forecast) + previous(forecast) + keys(forecast)
      + fixedCharges(forecast) + budget(forecast) + backtest(forecast)
  }

  private static func knowledge(_ forecast: SpendForecast) -> String {
    let (last, end) = (forecast.lastKnownDay, forecast.question.known.lastCompleteDay)
    let unknown = end.number - last.number
    let since =
      unknown > 0
      ? ", but not the \(unknown == 1 ? "day" : "\(unknown) days") from then through \(end)" : ""
    let text = "\(forecast.knownDays) days are known, through \(last)\(since)"
    return forecast.knownDays < 14
      ? "\(text): low confidence, no weekday was seen twice" : text
  }

  /// What is unusual about the latest days, of the total or else of some parts.
  private static func news(_ forecast: SpendForecast) -> [String] {
    let total = SpendNewsText.sentences(forecast.total.news)
    guard total.isEmpty else { return total }
    return forecast.parts.sorted { $0.name < $1.name }.flatMap { part in
      SpendNewsText.sentences(part.news).map { "\(part.name): \($0)" }
    }
  }

  /// Says that the period begins before the ledger does; those days count nothing.
  private static func beforeKnown(_ forecast: SpendForecast) -> [String] {
    let span = forecast.question.span.days
    guard let first = forecast.question.known.days?.lowerBound, span.lowerBound < first
    else { return [] }
    return [
      "nothing is known of \(ReportPeriod(span.lowerBound...first + -1)), so the forecast does not "
        + "include it"
    ]
  }

  private static func previous(_ forecast: SpendForecast) -> [String] {
    guard forecast.total.previous == nil else { return [] }
    return [
      "not all days of \(ReportPeriod(forecast.question.span.previous)) are known, so "
        + "there is no comparison with it"
    ]
  }

  private static func amount(_ forecast: SpendForecast) -> String {
    let predicted = forecast.total.predicted
    let span = ReportPeriod(forecast.question.span.days)
    let mean = ForecastMoney.cents(predicted.mean)
    guard predicted.interval95.upper > predicted.interval95.lower else {
      return "\(span) is expected to cost \(mean.usdText) USD"
    }
    let intervals = forecast.question.levels.map { level in
      let interval = predicted.interval(level: level)
      return "between \(ForecastMoney.cents(interval.lower).usdText) and "
        + "\(ForecastMoney.cents(interval.upper).usdText) USD in \(cases(level))"
    }
    return "\(span) is expected to cost \(mean.usdText) USD: " + intervals.joined(separator: ", ")
  }

  /// A level in percent as a share of cases: `8 of 10 cases`.
  private static func cases(_ level: Double) -> String {
    for whole in [10.0, 20, 100] {
      let part = level / 100 * whole
      if abs(part - part.rounded()) < 1e-9 {
        return "\(Int(part.rounded())) of \(Int(whole)) cases"
      }
    }
    return "\(SeriesForecastReport.levelText(level)) % of cases"
  }

  private static func keys(_ forecast: SpendForecast) -> [String] {
    guard let days = forecast.keyDays else { return [] }
    return [
      "keys are known from \(days.lowerBound) to \(days.upperBound), by the account history; tasks "
        + "that it does not name are \(SpendDimension.unknownKey), and entries without a response "
        + "are not forecast"
    ]
  }

  private static func fixedCharges(_ forecast: SpendForecast) -> [String] {
    let due = forecast.question.fixedCharges(in: forecast.question.span.days)
    return due == .zero ? [] : ["fixed charges of \(due.usdText) USD are included"]
  }

  private static func budget(_ forecast: SpendForecast) -> [String] {
    guard let outlook = forecast.budget else { return [] }
    let budget = "the budget of \(outlook.budget.usdText) USD"
    if let day = outlook.middleDay, day < forecast.question.today {
      return ["\(budget) has been exceeded since \(day)"]
    }
    let days = [
      outlook.middleDay.map { "on \($0) in the median case" },
      outlook.earlyDay.map { "on \($0) in the costliest 10 % of outcomes" },
    ].compactMap(\.self).joined(separator: ", ")
    return [
      "\(budget) \(outlook.prospect) (\(Percent(share: outlook.probability)))"
        + (days.isEmpty ? "" : ": \(days)")
    ]
  }

  private static func backtest(_ forecast: SpendForecast) -> [String] {
    var notes =
      SpendBacktestReport.sentences(forecast.backtest)
      + [SpendBacktestReport.methodSentence(forecast.backtest)].compactMap(\.self)
    let parts = forecast.parts.filter { $0.baseline != nil }.map(\.name).sorted()
    if !parts.isEmpty {
      notes.append(
        "a simpler method has been clearly more accurate over the last two-week periods, so the "
          + "forecast is halfway to it, for " + parts.joined(separator: ", "))
    }
    return notes
  }
}
