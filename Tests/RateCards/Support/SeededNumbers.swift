import TestSupport
import Traffic

/// Numbers of all sizes, forms and signs, as a hostile request might hold them.
struct SeededNumbers {
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  mutating func next() -> Value {
    let digits = Int64.random(in: 0...999_999_999_999_999_999, using: &random)
    switch Int.random(in: 0...7, using: &random) {
    case 0: return .number(digits)
    case 1: return .number(-digits)
    case 2: return .number(.max)
    case 3: return .decimal("\(digits % 1000)e\(Int.random(in: -20...20, using: &random))")
    case 4: return .decimal("0.\(digits)")
    case 5: return .word("\(digits % 60)s")
    case 6: return .word("x\(digits)")
    default: return .number(digits % 100)
    }
  }
}
