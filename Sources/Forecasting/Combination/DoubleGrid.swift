/// Rows of Doubles in one piece of memory, without a check per access in release builds.
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
