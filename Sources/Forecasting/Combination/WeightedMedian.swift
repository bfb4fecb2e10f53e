/// The weighted median of a few values, interpolated between the two around the middle.
///
/// Values of one step after another are sorted from the order of the step before, which is almost
/// theirs; among equal ones the earlier comes first.
struct WeightedMedian {
  private let values: DoubleGrid
  private let weights: DoubleGrid
  /// The places of the values in the order that the last step left.
  private var order: [Int] = []
  private var total = 0.0

  init(capacity: Int) {
    values = DoubleGrid(rows: 1, columns: capacity)
    weights = DoubleGrid(rows: 1, columns: capacity)
  }

  /// Begins a path of values with their weights.
  mutating func start(weights given: [Double]) {
    order = Array(given.indices)
    total = given.reduce(0, +)
    for (place, weight) in given.enumerated() { weights[0][place] = weight }
  }

  /// The median of the values at the places of the weights.
  @inline(__always)
  mutating func median(of value: (Int) -> Double) -> Double {
    let values = values[0]
    for place in order.indices { values[place] = value(place) }
    order.withUnsafeMutableBufferPointer { order in
      for end in order.indices.dropFirst() {
        let place = order[end]
        var hole = end
        while hole > 0, WeightedMedian.isAfter(order[hole - 1], place, values) {
          order[hole] = order[hole - 1]
          hole -= 1
        }
        order[hole] = place
      }
    }
    return middle(values, weights[0])
  }

  @inline(__always)
  private static func isAfter(
    _ left: Int, _ right: Int, _ values: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    values[left] == values[right] ? left > right : values[left] > values[right]
  }

  private func middle(
    _ values: UnsafeMutableBufferPointer<Double>, _ weights: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var (sum, before) = (0.0, (middle: -1.0, value: 0.0))
    for place in order {
      let middle = sum + weights[place] / 2
      if middle >= total / 2 {
        guard before.middle >= 0, middle > before.middle else { return values[place] }
        let share = (total / 2 - before.middle) / (middle - before.middle)
        return before.value + (values[place] - before.value) * share
      }
      before = (middle, values[place])
      sum += weights[place]
    }
    return before.value
  }
}
