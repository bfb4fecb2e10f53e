package import Domain
package import Forecasting

/// A scope's spend over a span of days, day by day: the single source of every spend forecast, of
/// the day on which an amount is exceeded, and of the probability of that.
package struct SpendOutlook: Sendable {
  package let span: ClosedRange<CalendarDay>
  let forecast: ScopeForecast
  /// What is paid on fixed days regardless of tasks.
  private let fixedCharges: [CalendarDay: Points]
  /// The total of the span, without ``fixedCharges`` and before ``shift``.
  let own: PredictedAmount
  /// How far the mean of the span is shifted, so that parts add up to the total.
  private var shift = 0.0

  init(
    _ forecast: ScopeForecast, of span: ClosedRange<CalendarDay>,
    fixedCharges: [CalendarDay: Points] = [:]
  ) {
    (self.forecast, self.span, self.fixedCharges) = (forecast, span, fixedCharges)
    own = forecast.amount(of: span)
  }

  /// The charges in the scope, by index.
  var charges: Set<Int> { forecast.spend.charges }

  /// The volume of each day of the span, known or expected, in money at the prices of the day after
  /// the last known one.
  var volumes: [(day: CalendarDay, amount: Double)] {
    (span.lowerBound.number...span.upperBound.number).map { number in
      let day = CalendarDay(number: number)
      return (day, forecast.volume(on: day))
    }
  }

  package var news: SpendNews { forecast.news }

  /// The value of the dimension; `total` for all spend.
  package var name: String { forecast.name }
  /// The baseline that the forecast meets halfway, if it has been clearly more accurate.
  package var baseline: Baseline? { forecast.baseline }

  /// The total of the span.
  package var amount: PredictedAmount { amount(through: span.upperBound) }

  /// The total of the span's days through a given one.
  package func amount(through day: CalendarDay) -> PredictedAmount {
    let days = span.lowerBound...min(max(day, span.lowerBound), span.upperBound)
    let amount = days == span ? own : forecast.amount(of: days)
    return amount.moved(toMean: amount.mean + shift * share(of: amount, days))
      .adding(ForecastMoney.amount(due(in: days)))
  }

  /// The share of the span's uncertain amount that falls on its first days.
  private func share(of amount: PredictedAmount, _ days: ClosedRange<CalendarDay>) -> Double {
    let all = own.mean - own.certain
    guard all > 0 else {
      let first = max(span.lowerBound, forecast.origin + 1)
      let steps = days.upperBound.number - first.number + 1
      return Double(max(0, steps)) / Double(max(1, span.upperBound.number - first.number + 1))
    }
    return (amount.mean - amount.certain) / all
  }

  private func due(in days: ClosedRange<CalendarDay>) -> Points {
    fixedCharges.reduce(.zero) { days.contains($1.key) ? $0 + $1.value : $0 }
  }

  /// The same with a different mean task cost, to make parts add up to the total.
  func moved(toMean mean: Double) -> SpendOutlook {
    var moved = self
    moved.shift = mean - own.mean
    return moved
  }

  /// The first day on which spend exceeds an amount: as known so far, then in the outcome at a
  /// quantile (0 to 1): 0.5 is the median, 0.9 a costly outcome.
  package func day(exceeding most: Points, share: Double) -> CalendarDay? {
    // Sums of Doubles are exact to less than half a point, so equal does not count as more.
    let limit = ForecastMoney.amount(most) + 0.5
    return (span.lowerBound.number...span.upperBound.number).lazy
      .map { CalendarDay(number: $0) }
      .first { day in
        let amount = amount(through: day)
        return (share == 0.5 ? amount.median : amount.quantile(share)) > limit
      }
  }

  package func probability(ofExceeding amount: Points) -> Double {
    self.amount.probability(ofExceeding: ForecastMoney.amount(amount))
  }
}

extension SpendOutlook {
  /// What reports show as billed on some days, including incomplete ones.
  package func billed(in days: ClosedRange<CalendarDay>) -> Points { forecast.billed(in: days) }

  /// The days of the span that are not known yet, with the expectation for each.
  package var days: [(day: CalendarDay, amount: PredictedAmount)] {
    let first = max(span.lowerBound, forecast.origin + 1)
    guard first <= span.upperBound else { return [] }
    return (first.number...span.upperBound.number).compactMap { number in
      let day = CalendarDay(number: number)
      return forecast.expected(of: day).map {
        (day, $0.adding(ForecastMoney.amount(fixedCharges[day] ?? .zero)))
      }
    }
  }
}
