/// The weighted median of a few values, interpolated between the two around the middle.
struct WeightedMedian {
  private let values: DoubleGrid
  private let weights: DoubleGrid
  private var count = 0
  private var total = 0.0

  init(capacity: Int) {
    values = DoubleGrid(rows: 1, columns: capacity)
    weights = DoubleGrid(rows: 1, columns: capacity)
  }

  mutating func clear() { (count, total) = (0, 0) }

  /// Puts a value into its place; among equal ones the earlier comes first.
  mutating func insert(_ value: Double, weight: Double) {
    let (values, weights) = (values[0], weights[0])
    var place = count
    while place > 0, values[place - 1] > value {
      values[place] = values[place - 1]
      weights[place] = weights[place - 1]
      place -= 1
    }
    (values[place], weights[place]) = (value, weight)
    count += 1
    total += weight
  }

  var median: Double {
    let (values, weights) = (values[0], weights[0])
    var (sum, before) = (0.0, (middle: -1.0, value: values[0]))
    for index in 0..<count {
      let middle = sum + weights[index] / 2
      if middle >= total / 2 {
        guard before.middle >= 0, middle > before.middle else { return values[index] }
        let share = (total / 2 - before.middle) / (middle - before.middle)
        return before.value + (values[index] - before.value) * share
      }
      before = (middle, values[index])
      sum += weights[index]
    }
    return values[count - 1]
  }
}
