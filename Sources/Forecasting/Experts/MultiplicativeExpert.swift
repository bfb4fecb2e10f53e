/// Level, trend and a weekday profile that multiplies, for series that swing with their level.
struct MultiplicativeExpert: ExpertState {
  /// A level of 0 could never grow again.
  private static let least = 1e-9

  private let smoothing: Smoothing
  private var level: Double
  private var factors: WeekValues
  private var trend = 0.0
  private var swing = 0.0
  private var clip = ErrorClip()

  init(_ smoothing: Smoothing, start: WeekProfile) {
    self.smoothing = smoothing
    level = max(start.level, Self.least)
    factors = start.factors
  }

  mutating func observe(_ value: Double, day: Int) {
    let weekday = day % 7
    let base = max(level + smoothing.damping * trend, Self.least)
    trend *= smoothing.damping
    swing *= smoothing.swingDamping
    level = base
    guard !value.isNaN else { return }
    let factor = factors[weekday]
    let error = clip.clipped(
      value - (base + swing) * factor, isRobust: smoothing.isRobust)
    // The error in units of the level; a weekday below 0.4 of it would blow it up.
    let scaled = error * factor / max(factor * factor, 0.16)
    level = max(base + smoothing.level * scaled, Self.least)
    trend += smoothing.level * smoothing.trend * scaled
    swing += smoothing.swing * scaled
    let moved = factor + smoothing.profile * (1 - smoothing.level) * error / base
    factors[weekday] = min(max(moved, 0), 7)
    rescale()
  }

  /// Brings the mean factor back to 1; what it was goes into the level.
  private mutating func rescale() {
    var mean = 0.0
    for weekday in 0..<7 { mean += factors[weekday] }
    mean /= 7
    guard mean > 1e-6 else { return }
    for weekday in 0..<7 { factors[weekday] /= mean }
    level *= mean
    trend *= mean
    swing *= mean
  }

  func write(path: UnsafeMutableBufferPointer<Double>, after day: Int) {
    var weekday = (day + 1) % 7
    var (grown, fading) = (0.0, 1.0)
    var swing = swing
    for step in path.indices {
      fading *= smoothing.damping
      grown += fading * trend
      swing *= smoothing.swingDamping
      path[step] = max(0, (level + grown + swing) * factors[weekday])
      weekday = weekday == 6 ? 0 : weekday + 1
    }
  }
}
