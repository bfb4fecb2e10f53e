/// The experts, their scores, and their paths that are still to be scored.
struct ExpertPanel {
  /// How many of the best experts count in the daily path.
  private static let voters = 15

  private var experts: ExpertGrid
  private var losses: ExpertLosses
  private let days: Int
  /// The paths of the last window's days, each replacing the one already scored.
  private let recent: [ExpertPaths]

  init(of values: UnsafeBufferPointer<Double>) {
    days = values.count
    experts = ExpertGrid(start: WeekProfile(of: values))
    losses = ExpertLosses(experts: ExpertGrid.count, days: days)
    recent = (0...losses.window).map { _ in
      ExpertPaths(steps: PastPaths.steps, experts: ExpertGrid.count)
    }
  }

  /// Takes the next day and draws at least this many steps from it.
  mutating func observe(
    _ values: UnsafeBufferPointer<Double>, day: Int, steps: Int
  ) -> ExpertPaths {
    experts.observe(values[day], day: day)
    let paths = recent[day % recent.count]
    let isJudged = day >= losses.firstOrigin && day + losses.window < days
    experts.draw(into: paths, steps: isJudged ? max(steps, losses.window) : steps, after: day)
    let origin = day - losses.window
    if origin >= losses.firstOrigin {
      losses.judge(
        recent[origin % recent.count],
        actual: UnsafeBufferPointer(rebasing: values[origin + 1...day]))
    }
    return paths
  }

  /// Draws paths of any length from the last day on.
  func draw(steps: Int) -> ExpertPaths {
    let paths = ExpertPaths(steps: steps, experts: ExpertGrid.count)
    experts.draw(into: paths, steps: steps, after: days - 1)
    return paths
  }

  /// The daily path: the weighted median of the best experts.
  func median(of paths: ExpertPaths, steps: Int, into path: UnsafeMutableBufferPointer<Double>) {
    let voters = losses.best(Self.voters)
    WeightedMedian(of: voters, weights: losses.dailyWeights(of: voters))
      .write(of: paths, steps: steps, into: path)
  }

  /// The path of sums: the weighted mean of all experts.
  func mean(of paths: ExpertPaths, steps: Int, into path: UnsafeMutableBufferPointer<Double>) {
    losses.totalWeights().withUnsafeBufferPointer { weights in
      for step in 0..<steps {
        var sum = 0.0
        for expert in weights.indices { sum += weights[expert] * paths[step, expert] }
        path[step] = sum
      }
    }
  }
}
