/// All experts, in a fixed order, which breaks ties between weights.
struct ExpertGrid {
  private var additive: [AdditiveExperts]
  private var multiplicative: [MultiplicativeExperts]
  private var periodic: [PeriodicExpert]
  private var medians: [WeekdayMedianExpert]
  /// Those without weekdays, and those with half of the series' drift.
  private var levelsAndDrifts: [AdditiveExperts]

  /// The experts before the first value.
  init(start: WeekProfile) {
    let smoothings = SmoothingLanes.all(ExpertGrid.smoothings)
    additive = smoothings.map { AdditiveExperts($0, start: start) }
    multiplicative = smoothings.map { MultiplicativeExperts($0, start: start) }
    periodic =
      [0.1, 0.25, 0.5, 1].map { PeriodicExpert(rate: $0, period: 7, start: start) }
      + [0.15, 0.4].map { PeriodicExpert(rate: $0, period: 14, start: start) }
    medians = [3, 6, 12].map { WeekdayMedianExpert(span: $0, start: start) }
    levelsAndDrifts =
      SmoothingLanes.all(ExpertGrid.levels).map { AdditiveExperts(levelOnly: $0, start: start) }
      + SmoothingLanes.all(ExpertGrid.drifts).map {
        AdditiveExperts($0, start: start, hasDrift: true)
      }
  }

  /// Slow to fast, with and without clipping, two with a damped trend, and some with a swing around
  /// a slow level.
  private static let smoothings: [Smoothing] =
    [0.03, 0.08, 0.18, 0.4].flatMap { level in
      [0.08, 0.2, 0.4].map { Smoothing(level: level, profile: $0) }
    }
    + [0.05, 0.15, 0.4].flatMap { level in
      [0.1, 0.3].map { Smoothing(level: level, profile: $0, isRobust: false) }
    }
    + [0.1, 0.3].map { Smoothing(level: $0, profile: 0.15, trend: 0.05, damping: 0.93) }
    + [true, false].flatMap { isRobust in
      [0.6, 0.85].flatMap { level in
        [0.1, 0.3].map { Smoothing(level: level, profile: $0, isRobust: isRobust) }
      }
    }
    + [(0.2, 0.7), (0.3, 0.85), (0.5, 0.9), (0.6, 0.7)].flatMap { swing, damping in
      [0.03, 0.08].map {
        Smoothing(level: $0, profile: 0.1, swing: swing, swingDamping: damping)
      }
    }

  /// Without weekdays, the last one "as on the last day".
  private static let levels =
    [0.05, 0.2, 0.5].map { Smoothing(level: $0) } + [Smoothing(level: 1, isRobust: false)]

  private static let drifts = [0.1, 0.3].map { Smoothing(level: $0, profile: 0.15) }

  /// The number of experts.
  ///
  /// Only the last list may be of another length than a multiple of its experts' width: what it
  /// draws beyond its end is no expert's column.
  static let count = 2 * smoothings.count + 6 + 3 + levels.count + drifts.count

  mutating func observe(_ value: Double, day: Int) {
    observe(value, day: day, by: &additive)
    observe(value, day: day, by: &multiplicative)
    observe(value, day: day, by: &periodic)
    observe(value, day: day, by: &medians)
    observe(value, day: day, by: &levelsAndDrifts)
  }

  private func observe(_ value: Double, day: Int, by experts: inout [some ExpertState]) {
    for index in experts.indices { experts[index].observe(value, day: day) }
  }

  /// Draws what each expert expects from the day after `day` on.
  func draw(into paths: ExpertPaths, steps: Int, after day: Int) {
    var column = 0
    func draw<Expert: ExpertState>(_ experts: [Expert]) {
      for index in experts.indices {
        experts[index].draw(into: paths, column: column, steps: steps, after: day)
        column += Expert.width
      }
    }
    draw(additive)
    draw(multiplicative)
    draw(periodic)
    draw(medians)
    draw(levelsAndDrifts)
  }
}
