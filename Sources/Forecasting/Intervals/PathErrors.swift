/// How far days and sums of days end from their paths.
enum PathErrors: Hashable, Sendable {
  /// Learned from the errors of past paths.
  case learnt(days: DayErrors, sums: SumErrors)
  /// Nothing could be learned: the amount may be three times or, rarely, six times the mean.
  case unknown
  /// Use has ended: all days are expected to be 0, but one like the earlier ones may come.
  case stopped(typicalDay: Double)

  func amount(mean: Double, median: Double, step: Int) -> PredictedAmount {
    switch self {
    case .learnt(let days, _): days.amount(mean: mean, median: median, step: step)
    case .unknown: wide(mean)
    case .stopped(let typicalDay): rest(typicalDay)
    }
  }

  /// The sum of days whose means add up to `mean`, starting `lead` days ahead.
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

/// How the square of the mean error grows with a distance: a straight line a (1 + slope x).
struct ErrorGrowth {
  private var (ones, distances, squares) = (0.0, 0.0, 0.0)
  private var (values, products) = (0.0, 0.0)
  private var count = 0

  mutating func add(square: Double, at distance: Double, weight: Double) {
    ones += weight
    distances += weight * distance
    squares += weight * distance * distance
    values += weight * square
    products += weight * square * distance
    count += 1
  }

  /// The slope relative to the start, by weighted least squares.
  ///
  /// It is nil with fewer than `least` distances. The start is at least the share `floor` of the
  /// mean.
  func slope(least: Int, floor: Double) -> Double? {
    let determinant = ones * squares - distances * distances
    guard count >= least, determinant > 0 else { return nil }
    var start = (values * squares - products * distances) / determinant
    var rise = (ones * products - distances * values) / determinant
    let mean = values / ones
    if rise < 0 { (start, rise) = (mean, 0) }
    start = max(start, floor * mean)
    return rise / max(start, 1e-12)
  }
}

/// The size of errors on each day, by which past errors are divided to be comparable to today's.
struct ErrorScale {
  private let scales: [Double]

  /// From the absolute errors one day ahead.
  init(of paths: PastPaths, actual: UnsafeBufferPointer<Double>) {
    let days = paths.days
    var scales = [Double](repeating: 0, count: days)
    var (fast, slow, count) = (0.0, 0.0, 0.0)
    for day in 1..<days {
      var size = abs(actual[day] - paths.median[day - 1, 0])
      if !size.isNaN {
        count += 1
        let most = 6 * max(fast, slow) + 1e-12
        if count > 14 { size = min(size, most) }
        fast += max(0.09, 1 / count) * (size - fast)
        slow += max(0.00354, 1 / count) * (size - slow)
      }
      scales[day] = 0.357 * fast + (1 - 0.357) * slow
    }
    scales[0] = scales[1]
    let settledScales = scales[paths.firstOrigin...]
    // A quiet spell must not make the next ordinary day look extreme.
    let least = 0.1 * settledScales.reduce(0, +) / Double(max(settledScales.count, 1)) + 1e-9
    self.scales = scales.map { max($0, least) }
  }

  subscript(day: Int) -> Double { scales[day] }

  var latest: Double { scales[scales.count - 1] }
}
