/// How large errors were on each day: what a past error is divided by to be comparable to today's.
struct ErrorScale {
  private let scales: [Double]

  /// From the absolute errors one day ahead.
  init(of paths: PastPaths, actual: UnsafeBufferPointer<Double>) {
    let days = paths.days
    var scales = [Double](repeating: 0, count: days)
    var (fast, slow, count) = (0.0, 0.0, 0.0)
    for day in 1..<days {
      var size = abs(actual[day] - paths.median[day - 1, 0])
      if !size.isNaN {
        count += 1
        let most = 6 * max(fast, slow) + 1e-12
        if count > 14 { size = min(size, most) }
        fast += max(0.09, 1 / count) * (size - fast)
        slow += max(0.00354, 1 / count) * (size - slow)
      }
      scales[day] = 0.357 * fast + (1 - 0.357) * slow
    }
    scales[0] = scales[1]
    let settledScales = scales[paths.firstOrigin...]
    // A quiet spell must not make the next ordinary day look like a miracle.
    let least = 0.1 * settledScales.reduce(0, +) / Double(max(settledScales.count, 1)) + 1e-9
    self.scales = scales.map { max($0, least) }
  }

  subscript(day: Int) -> Double { scales[day] }

  var latest: Double { scales[scales.count - 1] }
}
