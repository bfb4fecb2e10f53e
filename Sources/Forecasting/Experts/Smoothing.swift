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
  /// Whether half of the series' linear drift is added (as the theta method does).
  var hasDrift = false
}

/// Cuts errors at 1.8 standard deviations of what the expert's errors usually are.
struct ErrorClip {
  /// The running mean of absolute errors.
  private var usual = 0.0
  private var count = 0.0

  /// The error, cut when the expert is robust and has seen a week.
  mutating func clipped(_ error: Double, isRobust: Bool) -> Double {
    let size = abs(error)
    // A plain mean of two weeks first; then a slow one that a single outlier moves little.
    usual =
      count < 14
      ? (usual * count + size) / (count + 1) : 0.94 * usual + 0.06 * min(size, 5 * usual + 1e-12)
    count += 1
    guard isRobust, count > 7 else { return error }
    // The mean absolute error of a normal variable is 1/1.25 of its standard deviation.
    let bound = 1.8 * 1.25 * usual
    return min(max(error, -bound), bound)
  }
}
