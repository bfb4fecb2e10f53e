import Domain
import Forecasting

/// What a scope will spend after the last known day, by the method that has been more accurate.
struct ScopeForecast {
  let name: String
  let spend: ScopeSpend
  let value: CreditValue
  /// The baseline, if it has been more accurate than the forecaster's own path.
  let baseline: Baseline?
  private let path: Forecast
  /// What the baseline expects for each future day.
  private let baselinePath: [Double]?

  /// Forecasts a scope through a last day.
  ///
  /// `known` are the days for which the scope's part is known, or all if nil; `baseline` chooses
  /// the method given the series.
  init(
    name: String, spend: ScopeSpend, knownIn known: ClosedRange<CalendarDay>?,
    value: CreditValue, through last: CalendarDay, baseline: (DailySeries) -> Baseline?
  ) {
    let series = spend.series(knownIn: known)
    let horizon = max(1, last.number - series.lastDay.number)
    let ratios = spend.ratios(horizon: horizon)
    (self.name, self.spend, self.value) = (name, spend, value)
    self.baseline = baseline(series)
    path = Forecaster.forecast(series, days: horizon).priced(at: ratios)
    baselinePath = self.baseline?.path(after: series, days: horizon)
      .map { zip($0, ratios).map { $0 * $1 } }
  }

  /// The last known day.
  var origin: CalendarDay { path.origin }

  /// What reports show as billed on some days.
  func billed(in days: ClosedRange<CalendarDay>) -> Points {
    spend.billed(in: days, valuedBy: value.spent)
  }

  /// The total of some days: what their known tasks cost, plus what is expected of the rest.
  ///
  /// Of a started day only the rest is expected; commitments of running tasks count.
  func amount(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    let certain = max(0, ForecastMoney.amount(spend.committed(in: days, valuedBy: value.spent)))
    let start = max(origin + 1, days.lowerBound)
    guard start <= days.upperBound else { return PredictedAmount(certain: certain) }
    let rest = start...days.upperBound
    let begun = ForecastMoney.amount(spend.begun(in: rest))
    return expected(of: rest).remaining(after: begun).scaled(by: value.coming).adding(certain)
  }

  /// What all tasks of some future days are expected to cost, including known ones.
  private func expected(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    moved(path.sum(days) ?? PredictedAmount(certain: 0), days)
  }

  /// The same for one day; nil unless it is a future one.
  func expected(of day: CalendarDay) -> PredictedAmount? {
    path.amount(of: day).map { moved($0, day...day).scaled(by: value.coming) }
  }

  /// The amount shifted to the baseline's mean if that is used, with the same width.
  private func moved(
    _ amount: PredictedAmount, _ days: ClosedRange<CalendarDay>
  ) -> PredictedAmount {
    guard let baselinePath else { return amount }
    let first = days.lowerBound.number - origin.number - 1
    let path = baselinePath.dropFirst(first)
      .prefix(days.upperBound.number - days.lowerBound.number + 1)
    return amount.moved(toMean: path.reduce(0, +))
  }
}
