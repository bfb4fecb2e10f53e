import Testing

@testable import Forecasting

@Suite struct WeightedErrorsTests {
  enum Shape: CaseIterable {
    case even
    case concentrated
    case tied
    case equal
    case cut
  }

  private static func errors(_ shape: Shape, seed: UInt64) -> [(error: Double, weight: Double)] {
    var numbers = SeededNumbers(seed: seed)
    return (0..<400).map { index in
      let number = numbers.uniform() * 16 - 8
      let error =
        switch shape {
        case .even: number
        // Nearly all in one of the buckets.
        case .concentrated: index == 0 ? 1e9 : number
        case .tied: number.rounded()
        case .equal: 3.0
        case .cut: min(max(number * 3, -8), 8)
        }
      return (error, numbers.uniform() + 0.1)
    }
  }

  private static func quantile(
    _ share: Double, of errors: [(error: Double, weight: Double)]
  ) -> Double {
    let sorted = errors.sorted { $0.error < $1.error }
    let wanted = share * sorted.reduce(0) { $0 + $1.weight }
    var (sum, before) = (0.0, (middle: -Double.infinity, error: sorted[0].error))
    for (error, weight) in sorted {
      let middle = sum + weight / 2
      if middle >= wanted {
        guard before.middle.isFinite else { return error }
        return before.error + (error - before.error) * (wanted - before.middle)
          / (middle - before.middle)
      }
      before = (middle, error)
      sum += weight
    }
    return before.error
  }

  @Test(arguments: Shape.allCases, [1, 2, 3] as [UInt64])
  func `bounds are the weighted quantiles of the sorted errors`(shape: Shape, seed: UInt64) throws {
    let errors = Self.errors(shape, seed: seed)
    var weighted = WeightedErrors(capacity: errors.count)
    for (error, weight) in errors { weighted.add(error, weight: weight) }
    let bounds = try #require(weighted.bounds())
    let pairs = [
      (bounds.lower95, 0.025), (bounds.lower80, 0.1), (bounds.upper80, 0.9),
      (bounds.upper95, 0.975),
    ]
    for (bound, share) in pairs {
      let expected = Self.quantile(share, of: errors)
      #expect(abs(bound - expected) <= 1e-9 * max(1, abs(expected)), "\(shape), share \(share)")
    }
  }

  @Test func `five errors give no bounds`() {
    var errors = WeightedErrors(capacity: 6)
    for error in 0..<5 { errors.add(Double(error), weight: 1) }
    #expect(errors.bounds() == nil)
    errors.add(5, weight: 1)
    #expect(errors.bounds() != nil)
  }
}
