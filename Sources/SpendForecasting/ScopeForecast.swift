import Domain
import Forecasting

/// What a scope will spend after the last known day, by the method that has been nearer so far.
struct ScopeForecast {
  let name: String
  let spend: ScopeSpend
  let value: CreditValue
  /// Nil where the forecaster's own path is used; else the baseline that has been nearer.
  let baseline: Baseline?
  private let path: Forecast
  /// What the baseline expects of each day to come.
  private let baselinePath: [Double]?

  /// Makes the forecast of a scope through a last day.
  ///
  /// `known` are the days of which the scope's part is known, all where it is nil; `baseline`
  /// chooses the method by the series.
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

  /// What reports say was billed in some days.
  func billed(in days: ClosedRange<CalendarDay>) -> Points {
    spend.billed(in: days, valuedBy: value.spent)
  }

  /// What some days come to: what their known tasks cost, and what is expected of the rest.
  ///
  /// Of a day that has begun only the rest is expected; commitments of running tasks count.
  func amount(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    let certain = max(0, ForecastMoney.amount(spend.committed(in: days, valuedBy: value.spent)))
    let start = max(origin + 1, days.lowerBound)
    guard start <= days.upperBound else { return PredictedAmount(certain: certain) }
    let rest = start...days.upperBound
    let begun = ForecastMoney.amount(spend.begun(in: rest))
    return expected(of: rest).remaining(after: begun).scaled(by: value.coming).adding(certain)
  }

  /// What all tasks of some days to come are expected to cost, those that are known included.
  private func expected(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    moved(path.sum(days) ?? PredictedAmount(certain: 0), days)
  }

  /// The same of one day; nil outside the days to come.
  func expected(of day: CalendarDay) -> PredictedAmount? {
    path.amount(of: day).map { moved($0, day...day).scaled(by: value.coming) }
  }

  /// The amount around the baseline's mean, where that is used; its width stays.
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
