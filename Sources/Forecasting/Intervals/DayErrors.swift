import Foundation

/// How far single days end from the daily path.
struct DayErrors: Hashable, Sendable {
  /// The error's unit per step ahead, in money, before growth.
  private var unit: Double
  /// Weekdays' shares of it, counted from the first day ahead.
  private let weekdays: [Double]
  /// The growth of the squared mean error per step.
  let growth: Double
  private let bounds: ErrorBounds
  /// The weight of the errors one step ahead, in weeks.
  let weeks: Double

  /// The same errors in another unit of money.
  func scaled(by factor: Double) -> DayErrors {
    var scaled = self
    scaled.unit *= factor
    return scaled
  }

  /// The amount of a day `step` (0 is the first) days ahead.
  func amount(mean: Double, median: Double, step: Int) -> PredictedAmount {
    let spread = unit * weekdays[step % 7] * (1 + growth * Double(step)).squareRoot()
    return PredictedAmount(
      mean: mean, median: median, lower80: median + spread * bounds.lower80,
      upper80: median + spread * bounds.upper80, lower95: median + spread * bounds.lower95,
      upper95: median + spread * bounds.upper95)
  }

  /// From the errors of past paths.
  ///
  /// Constants were tuned on real daily series of many kinds: the prior, and how many weeks of
  /// errors weigh as much as the prior.
  init(of paths: PastPaths, actual: UnsafeBufferPointer<Double>, scale: ErrorScale) {
    let weekdays = DayErrors.weekdayFactors(of: paths, actual: actual, scale: scale)
    var errors = SteppedErrors(of: paths, scale: scale) { origin, step in
      let day = origin + 1 + step
      let error = actual[day] - paths.median[origin, step]
      return error / scale[origin] / weekdays[day % 7]
    }
    let weeks = errors.weights[0] / 7
    var line = ErrorGrowth()
    for step in 0..<PastPaths.steps where errors.weights[step] > 3 {
      let mean = errors.sizes[step] / errors.weights[step]
      line.add(square: mean * mean, at: Double(step), weight: errors.weights[step])
    }
    let slope = line.slope(least: 3, floor: 0.2) ?? 0.01881
    growth = min((slope * weeks + 0.01881 * 40 / 7) / (weeks + 40 / 7), 0.5)
    let size = errors.normalise(growth: growth)
    let usual = ErrorBounds(usual80: 1.142, usual95: 3.579)
    bounds =
      errors.pooled.bounds()?.mixed(with: usual, trust: weeks / (weeks + 40 / 7)) ?? usual
    let shortness = max(0, 20 / Double(paths.days) - 1)
    let widening = (1 + 0.5 / (weeks + 1)) * (1 + 0.6 * shortness)
    unit = scale.latest * (size * weeks + 3 * 1.1) / (weeks + 3) * widening
    self.weeks = weeks
    self.weekdays = (0..<7).map { weekdays[(paths.days + $0) % 7] }
  }

  /// How large a weekday's errors are relative to others; close to 1, since there are few weeks.
  private static func weekdayFactors(
    of paths: PastPaths, actual: UnsafeBufferPointer<Double>, scale: ErrorScale
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: 7)
    var counts = sums
    for origin in paths.fullOrigins {
      for day in origin + 1..<min(origin + 8, paths.days) where !actual[day].isNaN {
        let error = abs(actual[day] - paths.median[origin, day - origin - 1])
        sums[day % 7] += min(error / scale[origin], 6)
        counts[day % 7] += 1
      }
    }
    let (sum, count) = (sums.reduce(0, +), counts.reduce(0, +))
    let mean = count > 0 && sum > 0 ? sum / count : 1
    return (0..<7).map { weekday in
      max(0.05, (sums[weekday] / mean / 7 + 320 / 7) / (counts[weekday] / 7 + 320 / 7))
    }
  }
}

/// Past errors by steps ahead, with older ones discounted.
struct SteppedErrors {
  /// An error's half-life in days.
  static let halfLife = 192.0

  private(set) var weights = [Double](repeating: 0, count: PastPaths.steps)
  /// The weighted sums of absolute errors.
  private(set) var sizes = [Double](repeating: 0, count: PastPaths.steps)
  private var errors: [(error: Double, weight: Double, step: Int)] = []

  /// Collects the errors that a function returns by origin and step; nan means no error.
  init(of paths: PastPaths, scale: ErrorScale, error: (Int, Int) -> Double) {
    errors.reserveCapacity(paths.days * PastPaths.steps / paths.stride)
    for origin in paths.fullOrigins {
      let age = Double(paths.days - 1 - origin)
      let weight = Double(paths.stride) * pow(0.5, age / Self.halfLife)
      for step in 0..<min(PastPaths.steps, paths.days - 1 - origin) {
        let found = error(origin, step)
        guard !found.isNaN else { continue }
        let bounded = min(max(found, -8), 8)
        errors.append((bounded, weight, step))
        weights[step] += weight
        sizes[step] += weight * abs(bounded)
      }
    }
  }

  /// Divides errors by their growth and by their mean size, and returns the latter.
  mutating func normalise(growth: Double) -> Double {
    let roots = (0..<PastPaths.steps).map { (1 + growth * Double($0)).squareRoot() }
    var (sum, weight) = (0.0, 0.0)
    for index in errors.indices {
      errors[index].error /= roots[errors[index].step]
      sum += abs(errors[index].error) * errors[index].weight
      weight += errors[index].weight
    }
    guard weight > 0 else { return 1.1 }
    let size = sum / weight
    for index in errors.indices { errors[index].error /= max(size, 1e-9) }
    return size
  }

  var pooled: WeightedErrors {
    var pooled = WeightedErrors(capacity: errors.count)
    for (error, weight, _) in errors { pooled.add(error, weight: weight) }
    return pooled
  }
}
