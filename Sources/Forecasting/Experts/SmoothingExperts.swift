/// Four experts of level, trend and a weekday profile that is added.
struct AdditiveExperts: ExpertState {
  static let width = 4

  private let smoothing: SmoothingLanes
  private var level: Lanes
  private var profile: WeekLanes
  private var trend = Lanes.zero
  private var swing = Lanes.zero
  private var clip = ErrorClip()
  /// Half of the series' linear drift, which is added as the theta method does.
  private var drift: LinearDrift?

  init(_ smoothing: SmoothingLanes, start: WeekProfile, hasDrift: Bool = false) {
    self.smoothing = smoothing
    level = Lanes(repeating: start.level)
    profile = InlineArray { Lanes(repeating: start.differences[$0]) }
    drift = hasDrift ? LinearDrift() : nil
  }

  /// Experts without weekdays.
  init(levelOnly smoothing: SmoothingLanes, start: WeekProfile) {
    self.smoothing = smoothing
    level = Lanes(repeating: start.level)
    profile = WeekLanes(repeating: .zero)
  }

  mutating func observe(_ value: Double, day: Int) {
    let weekday = day % 7
    level += smoothing.damping * trend
    trend *= smoothing.damping
    swing *= smoothing.swingDamping
    guard !value.isNaN else { return }
    let errors = clip.clipped(
      value - level - profile[weekday] - swing, isRobust: smoothing.isRobust)
    level += smoothing.level * errors
    swing += smoothing.swing * errors
    trend += smoothing.trend * errors
    profile[weekday] += smoothing.profile * errors
    drift?.add(value - profile[weekday], at: Double(day))
  }

  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int) {
    let week = WeekLanes { level + profile[$0] }
    var weekday = (day + 1) % 7
    if let slope = drift?.half {
      for step in 0..<steps {
        let values = week[weekday] + slope * Double(step + 1)
        paths.set(values.atLeast(.zero), step: step, column: column)
        weekday = weekday == 6 ? 0 : weekday + 1
      }
    } else if smoothing.isWeekly {
      let week = WeekLanes { week[$0].atLeast(.zero) }
      paths.setWeekly(week, from: weekday, steps: steps, column: column)
    } else {
      var (grown, fading, swing) = (Lanes.zero, Lanes.one, swing)
      for step in 0..<steps {
        fading *= smoothing.damping
        grown += fading * trend
        swing *= smoothing.swingDamping
        let values = week[weekday] + swing + grown
        paths.set(values.atLeast(.zero), step: step, column: column)
        weekday = weekday == 6 ? 0 : weekday + 1
      }
    }
  }
}

/// Four experts of level, trend and a weekday profile that multiplies, for series that swing with
/// their level.
struct MultiplicativeExperts: ExpertState {
  static let width = 4

  /// A level of 0 could never grow again.
  private static let least = Lanes(repeating: 1e-9)

  private let smoothing: SmoothingLanes
  private var level: Lanes
  private var factors: WeekLanes
  private var trend = Lanes.zero
  private var swing = Lanes.zero
  private var clip = ErrorClip()

  init(_ smoothing: SmoothingLanes, start: WeekProfile) {
    self.smoothing = smoothing
    level = Lanes(repeating: start.level).atLeast(Self.least)
    factors = InlineArray { Lanes(repeating: start.factors[$0]) }
  }

  mutating func observe(_ value: Double, day: Int) {
    let weekday = day % 7
    let base = (level + smoothing.damping * trend).atLeast(Self.least)
    trend *= smoothing.damping
    swing *= smoothing.swingDamping
    level = base
    guard !value.isNaN else { return }
    let factor = factors[weekday]
    let errors = clip.clipped(value - (base + swing) * factor, isRobust: smoothing.isRobust)
    // The error in units of the level; a weekday below 0.4 of it would blow it up.
    let scaled = errors * factor / (factor * factor).atLeast(Lanes(repeating: 0.16))
    level = (base + smoothing.level * scaled).atLeast(Self.least)
    trend += smoothing.trend * scaled
    swing += smoothing.swing * scaled
    let moved = factor + smoothing.profile * errors / base
    factors[weekday] = moved.atLeast(.zero).atMost(Lanes(repeating: 7))
    rescale()
  }

  /// Resets the mean factor to 1, moving the rest into the level.
  private mutating func rescale() {
    var mean = Lanes.zero
    for weekday in 0..<7 { mean += factors[weekday] }
    mean /= 7
    mean.replace(with: 1, where: mean .<= 1e-6)
    for weekday in 0..<7 { factors[weekday] /= mean }
    level *= mean
    trend *= mean
    swing *= mean
  }

  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int) {
    let first = (day + 1) % 7
    guard !smoothing.isWeekly else {
      let week = WeekLanes { (level * factors[$0]).atLeast(.zero) }
      return paths.setWeekly(week, from: first, steps: steps, column: column)
    }
    var weekday = first
    var (grown, fading) = (Lanes.zero, Lanes.one)
    var swing = swing
    for step in 0..<steps {
      fading *= smoothing.damping
      grown += fading * trend
      swing *= smoothing.swingDamping
      let value = (level + grown + swing) * factors[weekday]
      paths.set(value.atLeast(.zero), step: step, column: column)
      weekday = weekday == 6 ? 0 : weekday + 1
    }
  }
}
