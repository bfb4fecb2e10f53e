/// Level, trend and a weekday profile that is added.
struct AdditiveExpert: ExpertState {
  private let smoothing: Smoothing
  private var level: Double
  private var profile: WeekValues
  private var trend = 0.0
  private var swing = 0.0
  private var clip = ErrorClip()
  private var drift = LinearDrift()

  init(_ smoothing: Smoothing, start: WeekProfile) {
    self.smoothing = smoothing
    level = start.level
    profile = start.differences
  }

  /// An expert that knows no weekdays.
  init(levelOnly smoothing: Smoothing, start: WeekProfile) {
    self.smoothing = smoothing
    level = start.level
    profile = WeekValues(repeating: 0)
  }

  mutating func observe(_ value: Double, day: Int) {
    let weekday = day % 7
    let base = level + smoothing.damping * trend
    trend *= smoothing.damping
    swing *= smoothing.swingDamping
    level = base
    guard !value.isNaN else { return }
    let error = clip.clipped(
      value - base - profile[weekday] - swing, isRobust: smoothing.isRobust)
    level += smoothing.level * error
    swing += smoothing.swing * error
    trend += smoothing.level * smoothing.trend * error
    profile[weekday] += smoothing.profile * (1 - smoothing.level) * error
    if smoothing.hasDrift {
      drift.add(value - profile[weekday], at: Double(day))
    }
  }

  func write(path: UnsafeMutableBufferPointer<Double>, after day: Int) {
    var weekday = (day + 1) % 7
    let slope = smoothing.hasDrift ? drift.half : 0
    var (grown, fading) = (0.0, 1.0)
    var swing = swing
    for step in path.indices {
      fading *= smoothing.damping
      grown += fading * trend
      swing *= smoothing.swingDamping
      let more = smoothing.hasDrift ? slope * Double(step + 1) : grown
      path[step] = max(0, level + profile[weekday] + swing + more)
      weekday = weekday == 6 ? 0 : weekday + 1
    }
  }
}

/// The slope of a straight line through all values (ordinary least squares).
struct LinearDrift {
  private var count = 0.0
  private var days = 0.0
  private var values = 0.0
  private var squares = 0.0
  private var products = 0.0

  mutating func add(_ value: Double, at day: Double) {
    count += 1
    days += day
    values += value
    squares += day * day
    products += day * value
  }

  /// Half of the slope, as the theta method extrapolates it; none before two weeks.
  var half: Double {
    guard count >= 14 else { return 0 }
    return 0.5 * (count * products - days * values) / (count * squares - days * days)
  }
}
