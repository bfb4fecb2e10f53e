package import Billing
package import Forecasting

/// What a period will come to: what is known, and a forecast of the rest.
package struct PeriodForecast: Sendable {
  private let forecast: Forecast
  private let spend: DailySpend
  private let charges: [DatedCharge]
  private let period: BudgetPeriod

  /// The forecast of a period; nil where too few days are known for one.
  ///
  /// - Parameters:
  ///   - period: its days through the last known one count as they are.
  ///   - spend: what the budget's scope has spent.
  ///   - charges: what is paid on fixed days of the period, also of those to come.
  ///   - known: the days that the ledger knows: those between without spend are zeros.
  package init?(
    of period: BudgetPeriod, spend: DailySpend, charges: [DatedCharge],
    known: ClosedRange<CalendarDay>
  ) {
    let values = (known.lowerBound.number...known.upperBound.number).map { number -> Double? in
      let day = spend.days[CalendarDay(number: number)] ?? DailySpend.Day()
      return (day.billed + day.commitment).approximateUSD
    }
    let series = DailySeries(firstDay: known.lowerBound, values: values)
    let horizon = period.last.number - known.upperBound.number
    guard series.knownCount >= Forecaster.leastDays, horizon > 0 else { return nil }
    forecast = Forecaster.forecast(series, days: horizon)
    (self.spend, self.charges, self.period) = (spend, charges, period)
  }

  /// Commitments count as spent, since the tasks run; of a day that has begun only the rest is
  /// expected.
  ///
  /// - Parameter last: a day of the period after the last known one.
  /// - Returns: what is spent from the first day of the period through that day.
  package func total(through last: CalendarDay) -> PredictedAmount {
    let origin = forecast.origin
    let due = charges.filter { $0.day >= period.first && $0.day <= last }
      .reduce(Points.zero) { $0 + $1.amount }
    let before = origin < period.first ? .zero : committed(period.first...origin)
    let start = max(period.first, origin + 1)
    let begun = committed(start...last)
    let rest = forecast.sum(start...last) ?? PredictedAmount(certain: 0)
    return rest.remaining(after: begun.approximateUSD)
      .adding((before + begun + due).approximateUSD)
  }

  private func committed(_ days: ClosedRange<CalendarDay>) -> Points {
    let sum = spend.sum(days)
    return sum.billed + sum.commitment
  }

  /// The first day from a day on after which more is spent than an amount, in the middle of all
  /// courses; nil within the period.
  package func day(exceeding amount: Points, from first: CalendarDay) -> CalendarDay? {
    let start = max(first, forecast.origin + 1, period.first)
    guard start <= period.last else { return nil }
    // Sums of doubles are exact to less than half a point, so that equal is not more.
    let limit = amount.approximateUSD + Points.halfPointUSD
    return (start.number...period.last.number).lazy.map { CalendarDay(number: $0) }
      .first { total(through: $0).median > limit }
  }
}

extension Points {
  fileprivate static let halfPointUSD = 0.5 / Double(perUSD)

  /// The amount in US dollars for statistics, which are not money: exact up to 2^53 points.
  package var approximateUSD: Double { Double(count) / Double(Points.perUSD) }
}
