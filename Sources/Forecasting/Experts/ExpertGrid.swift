/// All experts, in a fixed order: the order decides between equal weights.
struct ExpertGrid {
  private var additive: [AdditiveExpert]
  private var multiplicative: [MultiplicativeExpert]
  private var periodic: [PeriodicExpert]
  private var medians: [WeekdayMedianExpert]
  private var levels: [AdditiveExpert]
  private var drifting: [AdditiveExpert]

  /// The experts as they stand before the first value.
  init(start: WeekProfile) {
    let smoothings = ExpertGrid.smoothings
    additive = smoothings.map { AdditiveExpert($0, start: start) }
    multiplicative = smoothings.map { MultiplicativeExpert($0, start: start) }
    periodic =
      [0.1, 0.25, 0.5, 1].map { PeriodicExpert(rate: $0, period: 7, start: start) }
      + [0.15, 0.4].map { PeriodicExpert(rate: $0, period: 14, start: start) }
    medians = [3, 6, 12].map { WeekdayMedianExpert(span: $0, start: start) }
    levels =
      [0.05, 0.2, 0.5].map { AdditiveExpert(levelOnly: Smoothing(level: $0), start: start) }
      + [AdditiveExpert(levelOnly: Smoothing(level: 1, isRobust: false), start: start)]
    drifting = [0.1, 0.3].map {
      AdditiveExpert(Smoothing(level: $0, profile: 0.15, hasDrift: true), start: start)
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

  /// The number of experts.
  var count: Int {
    additive.count + multiplicative.count + periodic.count + medians.count + levels.count
      + drifting.count
  }

  mutating func observe(_ value: Double, day: Int) {
    observe(value, day: day, by: &additive)
    observe(value, day: day, by: &multiplicative)
    observe(value, day: day, by: &periodic)
    observe(value, day: day, by: &medians)
    observe(value, day: day, by: &levels)
    observe(value, day: day, by: &drifting)
  }

  private func observe(_ value: Double, day: Int, by experts: inout [some ExpertState]) {
    for index in experts.indices { experts[index].observe(value, day: day) }
  }

  /// Writes one path per expert, each `stride` values after the one before.
  func write(
    paths: UnsafeMutableBufferPointer<Double>, stride: Int, steps: Int, after day: Int
  ) {
    var row = 0
    func write(_ experts: [some ExpertState]) {
      for expert in experts {
        let path = UnsafeMutableBufferPointer(rebasing: paths[row..<row + steps])
        expert.write(path: path, after: day)
        row += stride
      }
    }
    write(additive)
    write(multiplicative)
    write(periodic)
    write(medians)
    write(levels)
    write(drifting)
  }
}
