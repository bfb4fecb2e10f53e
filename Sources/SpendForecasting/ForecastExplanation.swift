import Domain
package import Forecasting

/// What makes a forecast: amounts that add up to its mean.
package struct ForecastExplanation: Sendable {
  /// One reason for an amount.
  package enum Cause: Hashable, Sendable {
    /// What the span's tasks were billed so far.
    case billed
    /// What is reserved for tasks that are not booked yet.
    case commitments
    /// This many coming days at the mean of a coming week.
    case usualDays(Int)
    /// The weekdays of the coming days.
    case weekdays
    /// What days further ahead differ from those of the coming week.
    case trend
    /// Holidays of these names.
    case holidays([String])
    /// Prices that change within the span.
    case prices
    /// What today has already spent of what was expected of it.
    case today
    /// The half of the way to a baseline that has been clearly more accurate.
    case baseline(Baseline)
    /// What is paid on fixed days, past ones included.
    case fixedCharges
  }

  package struct Part: Sendable {
    package let cause: Cause
    /// In points; negative where it lowers the forecast.
    package let amount: Double
  }

  package let parts: [Part]
}

extension ForecastExplanation {
  /// The parts of what is expected of some coming days.
  ///
  /// - Parameters:
  ///   - forecast: the forecast that expects it.
  ///   - days: the days, after the last known one.
  /// - Returns: the parts; without a baseline, and nothing spent today, they add up to the mean.
  static func parts(
    of forecast: ScopeForecast, days: ClosedRange<CalendarDay>
  ) -> [Part] {
    let (volumes, plain) = (forecast.volumes, forecast.volumesWithoutHolidays)
    let first = forecast.origin.number + 1
    let steps = days.lowerBound.number - first...days.upperBound.number - first
    let week = plain.prefix(7)
    let usual = week.reduce(0, +) / Double(week.count)
    var (weekdays, trend, holidays, prices) = (0.0, 0.0, 0.0, 0.0)
    for step in steps {
      let ofWeek = week[step % week.count]
      weekdays += ofWeek - usual
      trend += plain[step] - ofWeek
      holidays += volumes[step] - plain[step]
      prices += volumes[step] * (forecast.ratios[step] - 1)
    }
    return [
      Part(cause: .usualDays(steps.count), amount: usual * Double(steps.count)),
      Part(cause: .weekdays, amount: weekdays), Part(cause: .trend, amount: trend),
      Part(cause: .holidays(forecast.holidays(in: days)), amount: holidays),
      Part(cause: .prices, amount: prices),
    ]
  }
}

extension SpendOutlook {
  /// What makes the forecast of the whole span; the parts of a dimension are not explained, since they
  /// are also made to add up.
  package var explanation: ForecastExplanation {
    let fixed = amount.mean - own.mean
    let due = ForecastExplanation.Part(cause: .fixedCharges, amount: fixed)
    return ForecastExplanation(parts: forecast.explanation(of: span) + [due])
  }
}

extension ScopeForecast {
  /// What makes the amount of some days.
  func explanation(of days: ClosedRange<CalendarDay>) -> [ForecastExplanation.Part] {
    typealias Part = ForecastExplanation.Part
    let (billed, whole) = (ForecastMoney.amount(billed(in: days)), amount(of: days))
    var parts = [
      Part(cause: .billed, amount: billed),
      Part(cause: .commitments, amount: whole.certain - billed),
    ]
    let first = max(origin + 1, days.lowerBound)
    guard first <= days.upperBound else { return parts }
    let ofPath = ForecastExplanation.parts(of: self, days: first...days.upperBound)
      .map { Part(cause: $0.cause, amount: $0.amount * value.coming) }
    let expected = expected(of: first...days.upperBound).mean * value.coming
    parts += ofPath
    if let baseline {
      let path = ofPath.reduce(0) { $0 + $1.amount }
      parts.append(Part(cause: .baseline(baseline), amount: expected - path))
    }
    parts.append(Part(cause: .today, amount: whole.mean - whole.certain - expected))
    return parts
  }
}
