/// Weighted medians of a few experts' paths, each interpolated between the two middle values; among
/// equal values the earlier expert's comes first.
struct WeightedMedian {
  private let experts: [Int]
  private let weights: [Double]
  private let half: Double

  init(of experts: [Int], weights: [Double]) {
    (self.experts, self.weights) = (experts, weights)
    half = weights.reduce(0, +) / 2
  }

  /// The medians of the first steps.
  func write(
    of paths: ExpertPaths, steps: Int, into path: UnsafeMutableBufferPointer<Double>
  ) {
    let fours = (experts.count + 3) / 4
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 4 * fours) { order in
      withUnsafeTemporaryAllocation(of: Lanes.self, capacity: fours) { lanes in
        order.initialize(repeating: 0)
        // Lanes beyond the last expert rank last.
        lanes.initialize(repeating: Lanes(repeating: .infinity))
        lanes.withMemoryRebound(to: Double.self) { values in
          for step in 0..<steps {
            for place in experts.indices { values[place] = paths[step, experts[place]] }
            rank(lanes, values, into: order)
            path[step] = middle(of: values, in: order)
          }
        }
      }
    }
  }

  /// Ranks each value by how many others precede it.
  ///
  /// Every value is compared with every other: for a few values that is faster than a sort with its
  /// unpredictable branches.
  private func rank(
    _ lanes: UnsafeMutableBufferPointer<Lanes>, _ values: UnsafeMutableBufferPointer<Double>,
    into order: UnsafeMutableBufferPointer<Int>
  ) {
    for four in lanes.indices {
      let (ranked, first) = (lanes[four], 4 * four)
      var ranks = SIMD4<Int64>.zero
      for place in 0..<first { ranks.count(values[place] .<= ranked) }
      for lane in 0..<4 {
        let value = values[first + lane]
        let isTied = (value .== ranked) .& (Double(lane) .< Lanes(0, 1, 2, 3))
        ranks.count((value .< ranked) .| isTied)
      }
      for place in first + 4..<values.count { ranks.count(values[place] .< ranked) }
      for lane in 0..<4 { order[Int(ranks[lane])] = first + lane }
    }
  }

  private func middle(
    of values: UnsafeMutableBufferPointer<Double>, in order: UnsafeMutableBufferPointer<Int>
  ) -> Double {
    var (sum, before) = (0.0, (middle: -1.0, value: 0.0))
    for place in order[..<experts.count] {
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

extension SIMD4<Int64> {
  /// Adds 1 in the lanes of a mask.
  @inline(__always)
  fileprivate mutating func count(_ mask: SIMDMask<SIMD4<Int64>>) {
    // A true lane has all bits set: -1.
    self &-= unsafeBitCast(mask, to: SIMD4<Int64>.self)
  }
}

/// Rows of Doubles in one block of memory, without bounds checks in release builds.
final class DoubleGrid {
  let columns: Int
  private let storage: UnsafeMutableBufferPointer<Double>

  init(rows: Int, columns: Int, filledWith value: Double = 0) {
    self.columns = columns
    storage = .allocate(capacity: rows * columns)
    storage.initialize(repeating: value)
  }

  deinit { storage.deallocate() }

  subscript(row: Int, column: Int) -> Double {
    get { storage[row * columns + column] }
    set { storage[row * columns + column] = newValue }
  }

  subscript(row: Int) -> UnsafeMutableBufferPointer<Double> {
    rows(row, count: 1)
  }

  func rows(_ first: Int, count: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(rebasing: storage[first * columns..<(first + count) * columns])
  }
}
