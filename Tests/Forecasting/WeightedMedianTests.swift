import Testing

@testable import Forecasting

@Suite struct WeightedMedianTests {
  /// By a sort: the value at which half of the weight is reached, interpolated between middles.
  private static func median(_ values: [Double], weights: [Double]) -> Double {
    let half = weights.reduce(0, +) / 2
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var sum = 0.0
    var knots: [(middle: Double, value: Double)] = []
    for place in order {
      knots.append((sum + weights[place] / 2, values[place]))
      sum += weights[place]
    }
    guard let next = knots.firstIndex(where: { $0.middle >= half }) else { return knots[0].value }
    guard next > 0 else { return knots[0].value }
    let (left, right) = (knots[next - 1], knots[next])
    let share = (half - left.middle) / (right.middle - left.middle)
    return left.value + (right.value - left.value) * share
  }

  @Test(arguments: [1, 2, 3, 4, 5, 15, 16, 87], 1...5)
  func `it is what a sort would give, among equal values too`(count: Int, seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let paths = ExpertPaths(steps: 9, experts: 90)
    let experts = (0..<count).map { 89 - $0 }
    for step in 0..<9 {
      // Every other step has many equal values.
      for expert in experts {
        let value = numbers.uniform()
        paths[step, expert] = step % 2 == 0 ? value : (value * 4).rounded(.down)
      }
    }
    let weights = experts.map { _ in numbers.uniform() + 0.01 }
    var medians = [Double](repeating: .nan, count: 9)
    medians.withUnsafeMutableBufferPointer {
      WeightedMedian(of: experts, weights: weights).write(of: paths, steps: 9, into: $0)
    }
    for step in 0..<9 {
      #expect(
        medians[step] == Self.median(experts.map { paths[step, $0] }, weights: weights),
        "step \(step)")
    }
  }
}
