/// Cuts errors at 1.8 standard deviations of what the experts' errors usually are.
struct ErrorClip {
  /// The mean absolute error of a normal variable is 1/1.25 of its standard deviation.
  private static let cut = 1.8 * 1.25

  /// The running means of absolute errors.
  private var usual = Lanes.zero
  private var count = 0.0

  /// The errors, cut where the expert is robust and has seen a week.
  @inline(__always)
  mutating func clipped(_ errors: Lanes, isRobust: SIMDMask<SIMD4<Int64>>) -> Lanes {
    let sizes = errors.sizes
    // A plain mean of two weeks first; then a slow one that a single outlier moves little.
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
