/// How far days and sums of days end from their paths.
enum PathErrors: Hashable, Sendable {
  /// Learnt from the errors of past paths.
  case learnt(days: DayErrors, sums: SumErrors)
  /// Nothing could be learnt: the amount may be three times or, rarely, six times the mean.
  case unknown
  /// Use has ended: no day is expected to have anything, but one like the former ones may come.
  case stopped(typicalDay: Double)

  func amount(mean: Double, median: Double, step: Int) -> PredictedAmount {
    switch self {
    case .learnt(let days, _): days.amount(mean: mean, median: median, step: step)
    case .unknown: wide(mean)
    case .stopped(let typicalDay): rest(typicalDay)
    }
  }

  /// The sum of days whose means add up to `mean`, the first of them `lead` days ahead.
  func amount(mean: Double, days count: Int, lead: Int) -> PredictedAmount {
    switch self {
    case .learnt(let days, let sums):
      sums.amount(mean: mean, days: count, lead: lead, growth: days.growth)
    case .unknown: wide(mean)
    case .stopped(let typicalDay): rest(typicalDay)
    }
  }

  private func wide(_ mean: Double) -> PredictedAmount {
    PredictedAmount(
      mean: mean, median: mean, lower80: 0, upper80: 3 * mean, lower95: 0, upper95: 6 * mean)
  }

  private func rest(_ typicalDay: Double) -> PredictedAmount {
    PredictedAmount(
      mean: 0, median: 0, lower80: 0, upper80: typicalDay, lower95: 0, upper95: typicalDay)
  }
}
