/// Numbers for pairs of a request's class and a state, from 0 on, found in a few steps since every
/// task looks one up.
struct KindNumbers {
  private struct Recent {
    var key = UInt64.max
    var number = 0
  }

  private static let recentBits: UInt64 = 12

  private var numbers: [UInt64: Int] = [:]
  /// Those that were looked up last, by some bits of their keys.
  private var recent = [Recent](repeating: Recent(), count: 1 << recentBits)

  @inline(__always)
  mutating func number(requestClass: UInt32, state: UInt32) -> Int? {
    let key = UInt64(requestClass) << 32 | UInt64(state)
    let place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> (64 - KindNumbers.recentBits))
    if recent[place].key == key { return recent[place].number }
    guard let number = numbers[key] else { return nil }
    recent[place] = Recent(key: key, number: number)
    return number
  }

  /// Gives the next number to a pair that has none.
  mutating func add(requestClass: UInt32, state: UInt32) -> Int {
    let number = numbers.count
    numbers[UInt64(requestClass) << 32 | UInt64(state)] = number
    return number
  }

  mutating func removeAll() {
    numbers.removeAll(keepingCapacity: true)
    for place in recent.indices { recent[place] = Recent() }
  }
}
