/// A recursive forecaster without fitted parameters, or four of them side by side: it takes a day,
/// then draws a path.
protocol ExpertState {
  /// How many experts are side by side, each with its own column.
  static var width: Int { get }

  /// Takes the value of a day; nan marks an unknown day.
  mutating func observe(_ value: Double, day: Int)

  /// Draws the values expected from the day after `day` on, never below 0, from a column on.
  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int)
}

/// The fixed constants of one exponentially smoothing expert.
struct Smoothing {
  /// The share of an error that goes into the level.
  let level: Double
  /// The share of the rest that goes into the weekday profile.
  var profile = 0.0
  /// The share of the level's correction that goes into the trend.
  var trend = 0.0
  /// What remains of the trend after a day.
  var damping = 1.0
  /// The share of an error that goes into a swing, which fades away again.
  var swing = 0.0
  /// What remains of the swing after a day.
  var swingDamping = 0.0
  /// Whether errors far outside the usual are cut, so that one burst does not move the level.
  var isRobust = true

  /// Whether the expert expects the same of every week ahead.
  var isWeekly: Bool { trend == 0 && swing == 0 }
}

/// The constants of four experts side by side, ready to be multiplied with their errors.
struct SmoothingLanes {
  let level: Lanes
  let profile: Lanes
  let trend: Lanes
  let damping: Lanes
  let swing: Lanes
  let swingDamping: Lanes
  let isRobust: SIMDMask<SIMD4<Int64>>
  /// Whether all four expect the same of every week ahead.
  let isWeekly: Bool

  /// Takes up to four; leftover lanes repeat the last one.
  init(_ smoothings: ArraySlice<Smoothing>) {
    func lanes<Scalar>(_ value: (Smoothing) -> Scalar) -> SIMD4<Scalar> {
      let last = smoothings.endIndex - 1
      return SIMD4((0..<4).map { value(smoothings[min(smoothings.startIndex + $0, last)]) })
    }
    level = lanes(\.level)
    profile = lanes { $0.profile * (1 - $0.level) }
    trend = lanes { $0.level * $0.trend }
    damping = lanes(\.damping)
    swing = lanes(\.swing)
    swingDamping = lanes(\.swingDamping)
    isRobust = lanes { $0.isRobust ? Int64(1) : 0 } .== 1
    isWeekly = smoothings.allSatisfy(\.isWeekly)
  }

  /// All of some experts, four by four.
  static func all(_ smoothings: [Smoothing]) -> [SmoothingLanes] {
    stride(from: 0, to: smoothings.count, by: 4).map {
      SmoothingLanes(smoothings[$0..<min($0 + 4, smoothings.count)])
    }
  }
}

/// Seven values, one per weekday, counted from the first day of the series.
typealias WeekValues = InlineArray<7, Double>

/// The initial level and weekday profiles of the experts: those of the first four weeks.
///
/// A weekday's mean is shrunk towards the level by count / (count + 0.7), since it is based on at
/// most four values.
struct WeekProfile {
  private(set) var level = 0.0
  /// A weekday's difference from the level.
  private(set) var differences = WeekValues(repeating: 0)
  /// A weekday's ratio to the level.
  private(set) var factors = WeekValues(repeating: 1)

  /// Missing values are not a number.
  init(of values: UnsafeBufferPointer<Double>) {
    var sums = WeekValues(repeating: 0)
    var counts = WeekValues(repeating: 0)
    var (total, known) = (0.0, 0.0)
    for day in 0..<min(values.count, 28) where !values[day].isNaN {
      total += values[day]
      known += 1
      sums[day % 7] += values[day]
      counts[day % 7] += 1
    }
    level = total / max(known, 1)
    for weekday in 0..<7 where counts[weekday] > 0 {
      let trust = counts[weekday] / (counts[weekday] + 0.7)
      let mean = sums[weekday] / counts[weekday]
      differences[weekday] = trust * (mean - level)
      factors[weekday] = level > 0 ? 1 + trust * (mean / level - 1) : 1
    }
  }
}

/// Clips errors at 1.8 standard deviations of the experts' usual errors.
struct ErrorClip {
  /// The mean absolute error of a normal variable is 1/1.25 of its standard deviation.
  private static let cut = 1.8 * 1.25

  /// The running means of absolute errors.
  private var usual = Lanes.zero
  private var count = 0.0

  /// The errors, clipped if the expert is robust and has seen a week.
  @inline(__always)
  mutating func clipped(_ errors: Lanes, isRobust: SIMDMask<SIMD4<Int64>>) -> Lanes {
    let sizes = errors.sizes
    // At first a plain mean of two weeks; then a slow one that a single outlier barely moves.
    usual =
      count < 14
      ? (usual * count + sizes) / (count + 1)
      : 0.94 * usual + 0.06 * sizes.atMost(5 * usual + 1e-12)
    count += 1
    guard count > 7 else { return errors }
    let bounds = Self.cut * usual
    return errors.replacing(with: errors.atLeast(-bounds).atMost(bounds), where: isRobust)
  }
}

/// The slopes of straight lines through all values of each expert (ordinary least squares).
struct LinearDrift {
  private var count = 0.0
  private var days = 0.0
  private var squares = 0.0
  private var values = Lanes.zero
  private var products = Lanes.zero

  mutating func add(_ added: Lanes, at day: Double) {
    count += 1
    days += day
    squares += day * day
    values += added
    products += day * added
  }

  /// Half of the slopes, as the theta method extrapolates them; none before two weeks.
  var half: Lanes {
    guard count >= 14 else { return .zero }
    return 0.5 * (count * products - days * values) / (count * squares - days * days)
  }
}
