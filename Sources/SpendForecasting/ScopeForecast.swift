import Domain
import Forecasting

/// What a scope will spend after the last known day.
struct ScopeForecast {
  let name: String
  let spend: ScopeSpend
  let value: CreditValue
  /// The baseline that has been clearly more accurate than the forecaster's own path, which is then
  /// met halfway: its lead rests on few trials.
  let baseline: Baseline?
  private let path: Forecast
  private let series: DailySeries
  private let holidays: [CalendarDay: String]
  /// The expected volume of each day after the last known one, for a week at least, in money at the
  /// prices of the first.
  let volumes: [Double]
  /// The price of each of these days relative to the first.
  let ratios: [Double]
  /// What the baseline expects for each future day.
  private let baselinePath: [Double]?

  /// Forecasts a scope through a last day.
  ///
  /// `known` are the days for which the scope's part is known, or all if nil; `baseline` chooses
  /// the method given the series.
  init(
    name: String, spend: ScopeSpend, knownIn known: ClosedRange<CalendarDay>?,
    value: CreditValue, through last: CalendarDay, holidays: [CalendarDay: String],
    baseline: (DailySeries) -> Baseline?
  ) {
    let series = spend.series(knownIn: known)
    let horizon = max(7, last.number - series.lastDay.number)
    ratios = spend.ratios(horizon: horizon)
    (self.name, self.spend, self.value) = (name, spend, value)
    (self.series, self.holidays) = (series, holidays)
    self.baseline = baseline(series)
    let forecast = Forecaster.forecast(series, days: horizon, holidays: holidays)
    volumes = forecast.days.map(\.mean)
    path = forecast.priced(at: ratios)
    baselinePath = self.baseline?.path(after: series, days: horizon)
      .map { [ratios] path in zip(path, ratios).map { $0 * $1 } }
  }

  /// The last known day.
  var origin: CalendarDay { path.origin }

  /// The names of the holidays among some days.
  func holidays(in days: ClosedRange<CalendarDay>) -> [String] {
    Set(holidays.filter { days.contains($0.key) }.values).sorted()
  }

  /// The volumes if no coming day were a holiday.
  var volumesWithoutHolidays: [Double] {
    guard holidays.contains(where: { $0.key > origin }) else { return volumes }
    let past = holidays.filter { $0.key <= origin }
    return Forecaster.forecast(series, days: volumes.count, holidays: past).days.map(\.mean)
  }

  /// What is unusual about the latest days.
  var news: SpendNews {
    SpendNews(
      levelShift: path.levelShift, pause: path.pause,
      oneOffs: path.boundedDays.suffix(SpendNews.mostOneOffs).map {
        ($0, ForecastMoney.cents(volume(on: $0) * value.coming))
      })
  }

  /// What reports show as billed on some days.
  func billed(in days: ClosedRange<CalendarDay>) -> Points {
    spend.billed(in: days, valuedBy: value.spent)
  }

  /// The total of some days: what their known tasks cost, plus what is expected of the rest.
  ///
  /// Commitments of running tasks count.
  func amount(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    let certain = max(0, ForecastMoney.amount(spend.committed(in: days, valuedBy: value.spent)))
    let start = max(origin + 1, days.lowerBound)
    guard start <= days.upperBound else { return PredictedAmount(certain: certain) }
    return remaining(of: start...days.upperBound).scaled(by: value.coming).adding(certain)
  }

  /// What is still to come on future days: the rest of those that have begun, and all of the others.
  private func remaining(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    let lastBegun = min(spend.lastBegunDay, days.upperBound)
    var remaining =
      lastBegun < days.upperBound
      ? expected(of: max(lastBegun + 1, days.lowerBound)...days.upperBound)
      : PredictedAmount(certain: 0)
    for number in stride(from: lastBegun.number, through: days.lowerBound.number, by: -1) {
      let day = CalendarDay(number: number)
      remaining = remaining.preceded(
        byRestOf: expected(of: day...days.upperBound),
        after: ForecastMoney.amount(spend.begun(on: day)))
    }
    return remaining
  }

  /// What all tasks of some future days are expected to cost, including known ones.
  func expected(of days: ClosedRange<CalendarDay>) -> PredictedAmount {
    moved(path.sum(days) ?? PredictedAmount(certain: 0), days)
  }

  /// The volume of a day, known or expected, in money at the prices of the day after the last known
  /// one; 0 before the first known day.
  func volume(on day: CalendarDay) -> Double {
    if let known = spend.volume(on: day) { return known }
    let step = day.number - origin.number - 1
    return volumes.indices.contains(step) ? volumes[step] : 0
  }

  /// The same for one day; nil unless it is a future one.
  func expected(of day: CalendarDay) -> PredictedAmount? {
    path.amount(of: day).map { moved($0, day...day).scaled(by: value.coming) }
  }

  /// The amount shifted halfway to the baseline's mean if there is one, with the same width.
  private func moved(
    _ amount: PredictedAmount, _ days: ClosedRange<CalendarDay>
  ) -> PredictedAmount {
    guard let baselinePath else { return amount }
    let first = days.lowerBound.number - origin.number - 1
    let path = baselinePath.dropFirst(first)
      .prefix(days.upperBound.number - days.lowerBound.number + 1)
    return amount.moved(toMean: (amount.mean + path.reduce(0, +)) / 2)
  }
}
