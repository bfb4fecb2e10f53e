/// How far days and sums of days end from their paths.
enum PathErrors: Hashable, Sendable {
  /// Learnt from the errors of past paths.
  case learnt(days: DayErrors, sums: SumErrors)
  /// Nothing could be learnt: the amount may be three times or, rarely, six times the mean.
  case unknown

  func amount(mean: Double, median: Double, step: Int) -> PredictedAmount {
    guard case .learnt(let days, _) = self else { return wide(mean) }
    return days.amount(mean: mean, median: median, step: step)
  }

  /// The sum of days whose means add up to `mean`, the first of them `lead` days ahead.
  func amount(mean: Double, days count: Int, lead: Int) -> PredictedAmount {
    guard case .learnt(let days, let sums) = self else { return wide(mean) }
    return sums.amount(mean: mean, days: count, lead: lead, growth: days.growth)
  }

  private func wide(_ mean: Double) -> PredictedAmount {
    PredictedAmount(
      mean: mean, median: mean, lower80: 0, upper80: 3 * mean, lower95: 0, upper95: 6 * mean)
  }
}
