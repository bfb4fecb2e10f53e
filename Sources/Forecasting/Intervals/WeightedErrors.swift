/// Weighted past errors, for quantiles.
struct WeightedErrors {
  private var errors: [(error: Double, weight: Double)] = []

  var count: Int { errors.count }

  init(capacity: Int) { errors.reserveCapacity(capacity) }

  mutating func add(_ error: Double, weight: Double) { errors.append((error, weight)) }

  /// The bounds of the central 80 and 95 %; nil with too few errors.
  func bounds() -> ErrorBounds? {
    guard errors.count > 5 else { return nil }
    let sorted = sorted
    var middles: [Double] = []
    middles.reserveCapacity(sorted.count)
    var total = 0.0
    for (_, weight) in sorted {
      middles.append(total + weight / 2)
      total += weight
    }
    func quantile(_ share: Double) -> Double {
      let wanted = share * total
      var (low, high) = (0, middles.count)
      while low < high {
        let middle = (low + high) / 2
        if middles[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return sorted[0].error }
      guard low < sorted.count else { return sorted[sorted.count - 1].error }
      let (left, right) = (sorted[low - 1].error, sorted[low].error)
      let step = max(middles[low] - middles[low - 1], 1e-300)
      return left + (right - left) * (wanted - middles[low - 1]) / step
    }
    return ErrorBounds(
      lower80: quantile(0.1), upper80: quantile(0.9), lower95: quantile(0.025),
      upper95: quantile(0.975))
  }

  /// Ascending; ties in insertion order.
  ///
  /// A bucket sort: they are distributed over as many equally wide buckets as there are errors,
  /// which leaves few out of order in each.
  private var sorted: [(error: Double, weight: Double)] {
    let least = errors.reduce(.infinity) { min($0, $1.error) }
    let most = errors.reduce(-.infinity) { max($0, $1.error) }
    let scale = Double(errors.count - 1) / (most - least)
    guard scale.isFinite else { return errors.sorted { $0.error < $1.error } }
    let buckets = errors.map { Int(($0.error - least) * scale) }
    // Where the next error of a bucket goes; in the end, where the bucket ends.
    var ends = [Int](repeating: 0, count: errors.count + 1)
    for bucket in buckets { ends[bucket + 1] += 1 }
    for bucket in errors.indices { ends[bucket + 1] += ends[bucket] }
    var distributed = errors
    distributed.withUnsafeMutableBufferPointer { distributed in
      for (error, bucket) in zip(errors, buckets) {
        distributed[ends[bucket]] = error
        ends[bucket] += 1
      }
      var start = 0
      for end in ends.dropLast() {
        if end > start + 1 { distributed[start..<end].sort { $0.error < $1.error } }
        start = end
      }
    }
    return distributed
  }
}

/// How far below and above its median an amount ends, in units of its usual error.
struct ErrorBounds: Hashable, Sendable {
  var lower80: Double
  var upper80: Double
  var lower95: Double
  var upper95: Double

  /// Symmetric prior bounds, before errors are known.
  init(usual80: Double, usual95: Double) {
    (lower80, upper80, lower95, upper95) = (-usual80, usual80, -usual95, usual95)
  }

  init(lower80: Double, upper80: Double, lower95: Double, upper95: Double) {
    (self.lower80, self.upper80) = (lower80, upper80)
    (self.lower95, self.upper95) = (lower95, upper95)
  }

  /// These bounds weighted by a trust of 0 to 1, other ones with the rest.
  func mixed(with other: ErrorBounds, trust: Double) -> ErrorBounds {
    func mix(_ own: Double, _ other: Double) -> Double { trust * own + (1 - trust) * other }
    return ErrorBounds(
      lower80: mix(lower80, other.lower80), upper80: mix(upper80, other.upper80),
      lower95: mix(lower95, other.lower95), upper95: mix(upper95, other.upper95))
  }
}
