import Domain
import Forecasting
import SpendForecasting

extension JSONNode {
  /// A forecast of spend: parts with total, drivers, days, record and budget.
  package static func forecast(
    _ forecast: SpendForecast, _ report: SpendForecastReport
  ) -> JSONNode {
    .object([
      ("forecast", .table(report.whole)), ("days", .array(forecast.days.map(day))),
      ("record", .table(report.backtest)), ("budget", budget(forecast.budget)),
      ("notes", .array(report.notes.map { .string($0) })),
    ])
  }

  private static func day(_ day: CalendarDay, _ amount: PredictedAmount) -> JSONNode {
    let bounds = [("80", amount.interval80), ("95", amount.interval95)]
    return .object(
      [("day", .string(day.description))]
        + money("mean", ForecastMoney.cents(amount.mean))
        + bounds.flatMap { level, interval in
          money("lower_\(level)", ForecastMoney.cents(interval.lower))
            + money("upper_\(level)", ForecastMoney.cents(interval.upper))
        })
  }

  private static func budget(_ outlook: BudgetOutlook?) -> JSONNode {
    guard let outlook else { return .null }
    return .object(
      money("budget", outlook.budget) + [
        ("probability_percent", .string(Percent(share: outlook.probability).text)),
        ("middle_day", .optional(outlook.middleDay?.description)),
        ("early_day", .optional(outlook.earlyDay?.description)),
      ])
  }
}
