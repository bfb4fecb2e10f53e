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

  /// Experts that know no weekdays.
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
