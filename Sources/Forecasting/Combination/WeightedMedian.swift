/// Weighted medians of a few experts' paths, each interpolated between the two values around the
/// middle; among equal values the earlier expert's comes first.
struct WeightedMedian {
  private let experts: [Int]
  private let weights: [Double]
  private let half: Double

  init(of experts: [Int], weights: [Double]) {
    (self.experts, self.weights) = (experts, weights)
    half = weights.reduce(0, +) / 2
  }

  /// The medians of the first steps.
  ///
  /// The values of a step are sorted from their order a week before, which is almost theirs.
  func write(
    of paths: ExpertPaths, steps: Int, into path: UnsafeMutableBufferPointer<Double>
  ) {
    let count = experts.count
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 7 * count) { orders in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { values in
        for step in 0..<steps {
          for place in 0..<count { values[place] = paths[step, experts[place]] }
          let order = UnsafeMutableBufferPointer(
            rebasing: orders[step % 7 * count..<(step % 7 + 1) * count])
          if step == 0 {
            for place in 0..<count { order[place] = place }
          } else if step < 7 {
            for place in 0..<count { order[place] = orders[(step - 1) * count + place] }
          }
          sort(order, by: values)
          path[step] = middle(of: values, in: order)
        }
      }
    }
  }

  /// By insertion: the fewer places are out of order, the quicker.
  private func sort(
    _ order: UnsafeMutableBufferPointer<Int>, by values: UnsafeMutableBufferPointer<Double>
  ) {
    for end in 1..<order.count {
      let place = order[end]
      let value = values[place]
      var hole = end
      while hole > 0 {
        let left = order[hole - 1]
        guard values[left] > value || (values[left] == value && left > place) else { break }
        order[hole] = left
        hole -= 1
      }
      order[hole] = place
    }
  }

  private func middle(
    of values: UnsafeMutableBufferPointer<Double>, in order: UnsafeMutableBufferPointer<Int>
  ) -> Double {
    var (sum, before) = (0.0, (middle: -1.0, value: 0.0))
    for place in order {
      let middle = sum + weights[place] / 2
      if middle >= half {
        guard before.middle >= 0, middle > before.middle else { return values[place] }
        let share = (half - before.middle) / (middle - before.middle)
        return before.value + (values[place] - before.value) * share
      }
      before = (middle, values[place])
      sum += weights[place]
    }
    return before.value
  }
}
