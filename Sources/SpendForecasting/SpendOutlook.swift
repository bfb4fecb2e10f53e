package import Domain
package import Forecasting

/// What a scope's spend of a span of days comes to, day by day: the one source of every forecast of
/// spend, of the day on which an amount is exceeded, and of the probability of that.
package struct SpendOutlook: Sendable {
  package let span: ClosedRange<CalendarDay>
  private let forecast: ScopeForecast
  /// What is paid on fixed days whatever tasks cost.
  private let fixedCharges: [CalendarDay: Points]
  /// What the span comes to, without ``fixedCharges`` and before ``shift``.
  private let own: PredictedAmount
  /// How far the mean of the span is moved, so that parts add up to the whole.
  private var shift = 0.0

  init(
    _ forecast: ScopeForecast, of span: ClosedRange<CalendarDay>,
    fixedCharges: [CalendarDay: Points] = [:]
  ) {
    (self.forecast, self.span, self.fixedCharges) = (forecast, span, fixedCharges)
    own = forecast.amount(of: span)
  }

  /// The value of the dimension, `total` for the whole.
  package var name: String { forecast.name }
  /// Nil where the forecaster's own path is used; else the baseline that has been nearer.
  package var baseline: Baseline? { forecast.baseline }

  /// What the span comes to.
  package var amount: PredictedAmount { amount(through: span.upperBound) }

  /// What the span's days through one of them come to.
  package func amount(through day: CalendarDay) -> PredictedAmount {
    let days = span.lowerBound...min(max(day, span.lowerBound), span.upperBound)
    let amount = days == span ? own : forecast.amount(of: days)
    return amount.moved(toMean: amount.mean + shift * share(of: amount, days))
      .adding(ForecastMoney.amount(due(in: days)))
  }

  /// The share of what is uncertain about the span that lies in its first days.
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

  /// The same with another mean of what tasks cost, as the whole asks of its parts.
  func moved(toMean mean: Double) -> SpendOutlook {
    var moved = self
    moved.shift = mean - own.mean
    return moved
  }

  /// The first day after which more is spent than an amount, as far as that is known, and then if the
  /// share (0 to 1) of outcomes up to this one comes true: 0.5 is the middle, 0.9 a dear course.
  package func day(exceeding most: Points, share: Double) -> CalendarDay? {
    // Sums of doubles are exact to less than half a point, so that equal is not more.
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
  /// What reports say was billed in some days, those that are not over included.
  package func billed(in days: ClosedRange<CalendarDay>) -> Points { forecast.billed(in: days) }

  /// What known days would have cost more at the coming prices.
  package func priceEffect(in days: ClosedRange<CalendarDay>) -> Points {
    forecast.spend.priceEffect(in: days)
  }

  /// The days of the span that are not known yet, with what is expected of each.
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
