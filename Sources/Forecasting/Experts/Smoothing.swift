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

  /// Takes up to four; lanes that are left over repeat the last one.
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
