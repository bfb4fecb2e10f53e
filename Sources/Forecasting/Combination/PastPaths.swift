/// What the experts together expected on every past day, each time knowing no later one.
///
/// Errors of these paths are true errors out of sample: the prediction intervals stand on them.
struct PastPaths {
  /// The steps that are looked ahead from a past day.
  static let steps = 31

  let days: Int
  /// Whole paths are made at every so-maniest day, which bounds the cost of long series.
  let stride: Int
  /// The first origin whose errors count: the experts have to settle first.
  let firstOrigin: Int
  /// The median path from a day on, and the mean path for sums, as far as the days to come are
  /// known; at origins that are not whole, the first step of the median alone.
  let median: DoubleGrid
  let mean: DoubleGrid
  /// The same from the last day on, as far as asked.
  let futureMedian: [Double]
  let futureMean: [Double]

  /// Runs all experts through the values; nan is a day that nothing is known of.
  init(of values: UnsafeBufferPointer<Double>, horizon: Int) {
    days = values.count
    stride = PastPaths.stride(days: days)
    firstOrigin = PastPaths.firstOrigin(days: days)
    median = DoubleGrid(rows: days, columns: Self.steps, filledWith: .nan)
    mean = DoubleGrid(rows: days, columns: Self.steps, filledWith: .nan)
    var panel = ExpertPanel(of: values)
    for day in 0..<days {
      let isWhole = day >= firstOrigin && (days - 1 - day) % stride == 0
      let steps = min(isWhole ? Self.steps : 1, days - 1 - day)
      let paths = panel.observe(values, day: day, steps: steps)
      panel.median(of: paths, steps: steps, into: median[day])
      if isWhole { panel.mean(of: paths, steps: steps, into: mean[day]) }
    }
    let future = DoubleGrid(rows: 2, columns: horizon)
    let paths = panel.draw(steps: horizon)
    panel.median(of: paths, steps: horizon, into: future[0])
    panel.mean(of: paths, steps: horizon, into: future[1])
    (futureMedian, futureMean) = (Array(future[0]), Array(future[1]))
  }

  private static func stride(days: Int) -> Int {
    switch days {
    case ...200: 1
    case ...400: 2
    case ...600: 3
    default: 4
    }
  }

  private static func firstOrigin(days: Int) -> Int {
    let settled = min(28, max(7, days / 4))
    return settled > days - 2 ? max(1, days / 2) : settled
  }

  /// The origins of whole paths of which at least one day is known.
  var wholeOrigins: some Sequence<Int> {
    (firstOrigin..<max(firstOrigin, days - 1)).lazy.filter { (days - 1 - $0) % stride == 0 }
  }
}
