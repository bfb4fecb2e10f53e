import Foundation

/// The standard normal distribution, in whose scores quantiles are interpolated.
enum NormalDistribution {
  /// The scores of the quantiles 0.9 and 0.975, to which the bounds of 80 and 95 % belong.
  static let score80 = 1.281_551_565_544_600_4
  static let score95 = 1.959_963_984_540_054

  /// The probability of a value above a score.
  static func upperTail(_ score: Double) -> Double {
    0.5 * erfc(score / 2.0.squareRoot())
  }

  /// The score below which a share of the distribution lies, found by bisection of the tail.
  static func score(of share: Double) -> Double {
    // Beyond eight standard deviations a Double cannot tell the tail from 0 beside 1.
    var (low, high) = (-8.0, 8.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if 1 - upperTail(middle) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
