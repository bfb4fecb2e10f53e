import Domain

/// A random number generator whose numbers follow from its seed (SplitMix64, Steele, Lea and Flood
/// 2014), so that synthetic data is reproducible.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension SeededRandom {
  /// A UUID of version 4.
  mutating func nextTaskID() -> String {
    let high = next() & ~0xF000 | 0x4000
    let low = next() & ~(3 << 62) | 2 << 62
    return TaskID(high: high, low: low).text
  }
}
