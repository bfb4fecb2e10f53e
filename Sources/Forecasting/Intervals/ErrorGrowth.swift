/// How the square of the mean error grows with a distance: a straight line a (1 + slope x).
struct ErrorGrowth {
  private var (ones, distances, squares) = (0.0, 0.0, 0.0)
  private var (values, products) = (0.0, 0.0)
  private var count = 0

  mutating func add(square: Double, at distance: Double, weight: Double) {
    ones += weight
    distances += weight * distance
    squares += weight * distance * distance
    values += weight * square
    products += weight * square * distance
    count += 1
  }

  /// The slope relative to the start, by weighted least squares.
  ///
  /// It is nil when there are fewer than `least` distances. Below the share `floor` of the mean, the start is not believed.
  func slope(least: Int, floor: Double) -> Double? {
    let determinant = ones * squares - distances * distances
    guard count >= least, determinant > 0 else { return nil }
    var start = (values * squares - products * distances) / determinant
    var rise = (ones * products - distances * values) / determinant
    let mean = values / ones
    if rise < 0 { (start, rise) = (mean, 0) }
    start = max(start, floor * mean)
    return rise / max(start, 1e-12)
  }
}
