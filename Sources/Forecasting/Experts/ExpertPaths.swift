/// What all experts expect from one day on: a row per step ahead, a column per expert.
///
/// Experts of one step are adjacent, so that four of them are read or written at once. Steps and
/// columns are not checked.
final class ExpertPaths {
  private let columns: Int
  private let cells: UnsafeMutablePointer<Double>

  init(steps: Int, experts: Int) {
    // The last expert may be written together with three lanes to its right.
    columns = (experts + 3) / 4 * 4 + 4
    cells = .allocate(capacity: steps * columns)
    cells.initialize(repeating: 0, count: steps * columns)
  }

  deinit { cells.deallocate() }

  subscript(step: Int, column: Int) -> Double {
    get { cells[step * columns + column] }
    set { cells[step * columns + column] = newValue }
  }

  @inline(__always)
  func lanes(step: Int, column: Int) -> Lanes {
    UnsafeRawPointer(cells + (step * columns + column)).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  func set(_ lanes: Lanes, step: Int, column: Int) {
    UnsafeMutableRawPointer(cells + (step * columns + column)).storeBytes(
      of: lanes, as: Lanes.self)
  }

  /// Writes the same seven values to every week, from the weekday of the first step on.
  @inline(__always)
  func setWeekly(_ week: WeekLanes, from first: Int, steps: Int, column: Int) {
    var weekday = first
    for step in 0..<steps {
      set(week[weekday], step: step, column: column)
      weekday = weekday == 6 ? 0 : weekday + 1
    }
  }
}

/// The same number for four experts, computed with at once.
///
/// Each lane gives bit for bit the same result as a single Double.
typealias Lanes = SIMD4<Double>

extension SIMD4<Double> {
  @inline(__always)
  func atLeast(_ bound: Lanes) -> Lanes { replacing(with: bound, where: self .< bound) }

  @inline(__always)
  func atMost(_ bound: Lanes) -> Lanes { replacing(with: bound, where: self .> bound) }

  /// The absolute values: all bits but the sign's.
  @inline(__always)
  var sizes: Lanes {
    let bits = unsafeBitCast(self, to: SIMD4<UInt64>.self)
    return unsafeBitCast(bits & SIMD4<UInt64>(repeating: .max >> 1), to: Lanes.self)
  }
}

/// Seven numbers of each expert, one per weekday, counted from the first day of the series.
typealias WeekLanes = InlineArray<7, Lanes>
