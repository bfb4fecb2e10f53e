import Foundation

/// How far sums of days end from the path of sums.
struct SumErrors: Hashable, Sendable {
  /// The mean error of one day's sum, in money.
  private var unit: Double
  /// The share of the error common to all days of a sum: a wrong level.
  private let common: Double
  private let bounds: ErrorBounds

  /// The same errors in another unit of money.
  func scaled(by factor: Double) -> SumErrors {
    var scaled = self
    scaled.unit *= factor
    return scaled
  }

  /// The amount of a sum of `days` days, whose path adds up to `mean`.
  ///
  /// There are `lead` days between the last known day and the sum; the square of a single day's
  /// error grows by `growth` per step.
  func amount(
    mean: Double, days: Int, lead: Int = 0, growth: Double = 0
  ) -> PredictedAmount {
    let more = Double(days - 1)
    // A later sum loses as much certainty as its middle day.
    let later = (1 + growth * (Double(lead) + more / 2)) / (1 + growth * more / 2)
    let spread = unit * (Double(days) * (1 + common * more) * later).squareRoot()
    return PredictedAmount(
      mean: mean, median: mean, lower80: mean + spread * bounds.lower80,
      upper80: mean + spread * bounds.upper80, lower95: mean + spread * bounds.lower95,
      upper95: mean + spread * bounds.upper95)
  }

  /// From the errors of the first 1 to 31 days of past paths, added.
  ///
  /// - Parameters:
  ///   - paths: what was expected on each past day
  ///   - actual: what happened; nan marks an unknown day
  ///   - scale: the size of errors on each day
  ///   - weeks: the weight of the daily errors one step ahead, in weeks
  init(
    of paths: PastPaths, actual: UnsafeBufferPointer<Double>, scale: ErrorScale, weeks: Double
  ) {
    let sums = SummedErrors(of: paths, actual: actual, scale: scale)
    var line = ErrorGrowth()
    for step in 0..<PastPaths.steps where sums.weights[step] > 3 {
      let days = Double(step + 1)
      let mean = sums.sizes[step] / sums.weights[step]
      line.add(square: mean * mean / days, at: Double(step), weight: sums.weights[step] / days)
    }
    let slope = line.slope(least: 5, floor: 0.15) ?? 0.06
    let common = min((slope * weeks + 0.06 * 120 / 7) / (weeks + 120 / 7), 1.5)
    self.common = common
    let size = sums.meanSize(common: common) ?? 1.1
    let fortnights = sums.weights[4] / 14
    let usual = ErrorBounds(usual80: 1.82, usual95: 4.4)
    let trust = fortnights / (fortnights + 320.0 / 14)
    bounds =
      sums.pooled(common: common, size: size).bounds()?.mixed(with: usual, trust: trust)
      ?? usual
    let shortness = max(0, 20 / Double(paths.days) - 1)
    let widening = (1 + 0.8 / (fortnights + 1)) * (1 + 0.9 * shortness)
    unit = scale.latest * (size * weeks + 3 * 1.1) / (weeks + 3) * widening
  }
}

/// Errors of sums of the first days of past paths, with older ones discounted.
struct SummedErrors {
  private(set) var weights = [Double](repeating: 0, count: PastPaths.steps)
  /// The weighted sums of absolute errors.
  private(set) var sizes = [Double](repeating: 0, count: PastPaths.steps)
  private var errors: [(error: Double, weight: Double, step: Int)] = []

  init(of paths: PastPaths, actual: UnsafeBufferPointer<Double>, scale: ErrorScale) {
    errors.reserveCapacity(paths.days * PastPaths.steps / paths.stride)
    // One old level shift, measured in the small scale of its day, must not blow up today's
    // interval.
    let least = scale.latest / 1.5
    for origin in paths.fullOrigins {
      let age = Double(paths.days - 1 - origin)
      let weight = Double(paths.stride) * pow(0.5, age / SteppedErrors.halfLife)
      let unit = max(scale[origin], least)
      var sum = 0.0
      for step in 0..<min(PastPaths.steps, paths.days - 1 - origin) {
        let value = actual[origin + 1 + step]
        if !value.isNaN { sum += (value - paths.mean[origin, step]) / unit }
        errors.append((sum, weight, step))
        weights[step] += weight
        sizes[step] += weight * abs(sum)
      }
    }
  }

  private static func growthRoots(common: Double) -> [Double] {
    (0..<PastPaths.steps).map { step in
      (Double(step + 1) * (1 + common * Double(step))).squareRoot()
    }
  }

  /// The mean absolute error in units of its growth; a longer sum counts less, since fewer of them
  /// are disjoint.
  func meanSize(common: Double) -> Double? {
    let roots = Self.growthRoots(common: common)
    var (sum, total) = (0.0, 0.0)
    for (error, weight, step) in errors {
      sum += abs(error / roots[step]) * weight / Double(step + 1)
      total += weight / Double(step + 1)
    }
    return total > 0 ? sum / total : nil
  }

  /// Errors of sums of five days or more, in units of their mean size.
  func pooled(common: Double, size: Double) -> WeightedErrors {
    let roots = Self.growthRoots(common: common)
    var pooled = WeightedErrors(capacity: errors.count)
    for (error, weight, step) in errors where step >= 4 {
      let relative = error / roots[step] / max(size, 1e-9)
      pooled.add(min(max(relative, -8), 8), weight: weight)
    }
    return pooled
  }
}
