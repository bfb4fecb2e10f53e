/// The same number of four experts, reckoned with at once.
///
/// Each lane comes to the bit to what a Double alone would come to.
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
