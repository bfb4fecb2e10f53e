import Foundation

/// Each expert's past errors on completed windows, with older ones discounted.
///
/// A window is scored only when its last day is known, so weights never look ahead.
struct ExpertLosses {
  /// What remains of a loss after a day.
  private static let memory = 0.99
  /// The prior that all experts are equal, in windows.
  private static let prior = 10.0

  /// The days of a window, from the length of the series.
  let window: Int
  /// Windows that start earlier are not scored: the experts know too little yet.
  let firstOrigin: Int
  private let experts: Int
  private var daily: [Lanes]
  /// Of sums over the window's first week, and over all of it.
  private var week: [Lanes]
  private var whole: [Lanes]
  /// The discounted number of scored windows.
  private(set) var judged = 0.0

  init(experts: Int, days: Int) {
    self.experts = experts
    window = min(14, max(2, days / 4))
    firstOrigin = min(21, days / 3)
    daily = [Lanes](repeating: .zero, count: (experts + 3) / 4)
    (week, whole) = (daily, daily)
  }

  /// Scores paths whose days `actual` are now all known.
  mutating func judge(_ paths: ExpertPaths, actual: UnsafeBufferPointer<Double>) {
    let known = Double(actual.count { !$0.isNaN })
    judged = judged * Self.memory + (known > 0 ? 1 : 0)
    let knownOfWeek = Double(actual.prefix(7).count { !$0.isNaN })
    let scale = known > 0 ? 1 / known : 0
    for four in daily.indices {
      var (sizes, sum, ofWeek) = (Lanes.zero, Lanes.zero, Lanes.zero)
      for step in actual.indices where !actual[step].isNaN {
        let errors = actual[step] - paths.lanes(step: step, column: 4 * four)
        sizes += errors.sizes
        sum += errors
        if step < 7 { ofWeek += errors }
      }
      // A daily path should be close to each day, and also to the sum of the window.
      daily[four] = daily[four] * Self.memory + (0.7 * sizes + 0.3 * sum.sizes) * scale
      week[four] = week[four] * Self.memory + ofWeek.sizes / max(knownOfWeek, 1)
      whole[four] = whole[four] * Self.memory + sum.sizes * scale
    }
  }

  /// Experts by their loss on days, best first, ties in grid order.
  func best(_ count: Int) -> [Int] {
    guard judged > 0 else { return Array(0..<experts) }
    return daily.withUnsafeBytes { bytes in
      let losses = UnsafeBufferPointer(rebasing: bytes.bindMemory(to: Double.self)[..<experts])
      return [Int](unsafeUninitializedCapacity: count) { order, ranked in
        for expert in losses.indices {
          if ranked < count {
            ranked += 1
          } else if losses[order[count - 1]] <= losses[expert] {
            continue
          }
          var place = ranked - 1
          while place > 0, losses[order[place - 1]] > losses[expert] {
            order[place] = order[place - 1]
            place -= 1
          }
          order[place] = expert
        }
      }
    }
  }

  /// Weights of some experts for the daily path; they need not add up to 1.
  func dailyWeights(of chosen: [Int]) -> [Double] {
    let evidence = evidence(daily)
    return chosen.map { exp(10 * evidence[$0]) }
  }

  /// Weights of all experts for the path of sums; they add up to 1.
  ///
  /// Half of each weight is earned by sums of a week and by days together, so that an expert that
  /// hit sums by luck gets none; the other half by sums of the whole window alone. The powers of
  /// the first half (14 and 10) were chosen on 196 real series and led there; on series that were
  /// never used for tuning the second (8, as in the reference program) led. On either half of the
  /// sources of the 196 the two together differ from the first alone by less than the uncertainty.
  func totalWeights() -> [Double] {
    let (daily, week, whole) = (evidence(daily), evidence(week), evidence(whole))
    let steady = daily.indices.map { exp(14 * week[$0] + 10 * daily[$0]) }
    let broad = whole.map { exp(8 * $0) }
    let (steadySum, broadSum) = (steady.reduce(0, +), broad.reduce(0, +))
    return zip(steady, broad).map { 0.5 * $0 / steadySum + 0.5 * $1 / broadSum }
  }

  /// The logarithm of what each expert's loss says for it: the larger the smaller its loss, and the
  /// more windows are scored.
  private func evidence(_ losses: [Lanes]) -> [Double] {
    let trust = judged / (judged + Self.prior)
    return losses.withUnsafeBytes { bytes in
      let losses = UnsafeBufferPointer(rebasing: bytes.bindMemory(to: Double.self)[..<experts])
      let mean = losses.reduce(0, +) / Double(experts)
      guard judged > 0, mean > 0 else { return [Double](repeating: 0, count: experts) }
      return losses.map { -trust * log($0 / mean + 1e-3) }
    }
  }
}

/// What the experts together expected on every past day, each time knowing no later one.
///
/// The errors of these paths are truly out of sample: the prediction intervals are based on them.
struct PastPaths {
  /// How many steps ahead the paths reach.
  static let steps = 31

  let days: Int
  /// Full paths are computed at every n-th day, which bounds the cost of long series.
  let stride: Int
  /// The first origin whose errors count: the experts have to settle first.
  let firstOrigin: Int
  /// The median path from a day on, and the mean path for sums, as far as later days are known; at
  /// origins without full paths, only the first step of the median, or all steps of the median on
  /// the last days, from which a shift of the level is told.
  let median: DoubleGrid
  let mean: DoubleGrid
  /// The same from the last day on, as far as requested.
  var futureMedian: [Double]
  var futureMean: [Double]

  /// Runs all experts through the values; nan marks an unknown day.
  init(of values: UnsafeBufferPointer<Double>, horizon: Int) {
    days = values.count
    stride = PastPaths.stride(days: days)
    firstOrigin = PastPaths.firstOrigin(days: days)
    median = DoubleGrid(rows: days, columns: Self.steps, filledWith: .nan)
    mean = DoubleGrid(rows: days, columns: Self.steps, filledWith: .nan)
    var panel = ExpertPanel(of: values)
    for day in 0..<days {
      let isFull = day >= firstOrigin && (days - 1 - day) % stride == 0
      let isLate = days - 1 - day <= LevelWatch.days
      let steps = min(isFull || isLate ? Self.steps : 1, days - 1 - day)
      let paths = panel.observe(values, day: day, steps: steps)
      panel.median(of: paths, steps: steps, into: median[day])
      if isFull { panel.mean(of: paths, steps: steps, into: mean[day]) }
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

  /// The origins of full paths with at least one known day.
  var fullOrigins: some Sequence<Int> {
    (firstOrigin..<max(firstOrigin, days - 1)).lazy.filter { (days - 1 - $0) % stride == 0 }
  }
}
