/// What the experts together expected on every past day, each time knowing no later one.
///
/// Errors of these paths are true errors out of sample: the prediction intervals stand on them.
final class PastPaths {
  /// The steps that are looked ahead from a past day.
  static let steps = 31
  /// So many experts, the heaviest ones, have a say in the daily path.
  private static let voters = 15

  let days: Int
  /// Whole paths are made at every so-maniest day, which bounds the cost of long series.
  let stride: Int
  /// The median path from a day on, and the mean path for sums; at other days of the first step
  /// alone.
  let median: DoubleGrid
  let mean: DoubleGrid
  /// The same from the last day on, as far as asked.
  private(set) var futureMedian: [Double] = []
  private(set) var futureMean: [Double] = []

  private var experts: ExpertGrid
  private var losses: ExpertLosses
  private var sorter: WeightedMedian

  /// Runs all experts through the values; nan is a day that nothing is known of.
  init(of values: UnsafeBufferPointer<Double>, horizon: Int) {
    days = values.count
    stride = PastPaths.stride(days: days)
    median = DoubleGrid(rows: days, columns: Self.steps, filledWith: .nan)
    mean = DoubleGrid(rows: days, columns: Self.steps, filledWith: .nan)
    experts = ExpertGrid(start: WeekProfile(of: values))
    losses = ExpertLosses(experts: experts.count, days: days)
    sorter = WeightedMedian(capacity: experts.count)
    run(through: values)
    extend(to: max(horizon, Self.steps))
  }

  private static func stride(days: Int) -> Int {
    switch days {
    case ...200: 1
    case ...400: 2
    case ...600: 3
    default: 4
    }
  }

  func isWhole(_ origin: Int) -> Bool { (days - 1 - origin) % stride == 0 }

  private func run(through values: UnsafeBufferPointer<Double>) {
    let (count, window) = (experts.count, losses.window)
    // Only the paths of the last window are kept: those that are still to be judged.
    let recent = DoubleGrid(rows: count * (window + 1), columns: Self.steps)
    for day in 0..<days {
      experts.observe(values[day], day: day)
      let paths = recent.rows(day % (window + 1) * count, count: count)
      let steps = isWhole(day) ? Self.steps : window
      experts.write(paths: paths, stride: Self.steps, steps: steps, after: day)
      if day >= window {
        let origin = day - window
        losses.judge(
          origin: origin, paths: recent.rows(origin % (window + 1) * count, count: count),
          stride: Self.steps, actual: UnsafeBufferPointer(rebasing: values[origin + 1...day]))
      }
      combine(paths, stride: Self.steps, steps: isWhole(day) ? Self.steps : 1, into: median[day])
      if isWhole(day) { average(paths, stride: Self.steps, steps: Self.steps, into: mean[day]) }
    }
  }

  private func combine(
    _ paths: UnsafeMutableBufferPointer<Double>, stride: Int, steps: Int,
    into path: UnsafeMutableBufferPointer<Double>
  ) {
    let voters = losses.best(Self.voters)
    let weights = losses.dailyWeights(of: voters)
    sorter.start(weights: weights)
    voters.withUnsafeBufferPointer { voters in
      for step in 0..<steps {
        path[step] = sorter.median { paths[voters[$0] * stride + step] }
      }
    }
  }

  private func average(
    _ paths: UnsafeMutableBufferPointer<Double>, stride: Int, steps: Int,
    into path: UnsafeMutableBufferPointer<Double>
  ) {
    for step in 0..<steps { path[step] = 0 }
    for (expert, weight) in losses.totalWeights().enumerated() {
      let row = expert * stride
      for step in 0..<steps { path[step] += weight * paths[row + step] }
    }
  }

  private func extend(to horizon: Int) {
    let paths = DoubleGrid(rows: experts.count, columns: horizon)
    let future = DoubleGrid(rows: 2, columns: horizon)
    let all = paths.rows(0, count: experts.count)
    experts.write(paths: all, stride: horizon, steps: horizon, after: days - 1)
    combine(all, stride: horizon, steps: horizon, into: future[0])
    average(all, stride: horizon, steps: horizon, into: future[1])
    futureMedian = Array(future[0])
    futureMean = Array(future[1])
  }
}
