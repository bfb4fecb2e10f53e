import Billing

/// A filter of task ids that tells whether an id may be in the ledger: "no" is always true, "yes"
/// is false for about one new id in a thousand.
///
/// Levels of twice the size each, so that it grows without being made anew (Almeida and others,
/// "Scalable Bloom Filters", 2007); within a level all bits of an id lie in one block of a cache
/// line (Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007).
struct IDFilter {
  /// Bits per id of a full level.
  static let bitsPerID = 16
  private static let firstCapacity = 1 << 16
  private static let wordsPerBlock = 8
  private static let placesPerID = 8
  /// The unit in which a level is stored, in bytes.
  static let storedBlockSizeBytes = 8192

  final class Level {
    let capacity: Int
    var count: Int
    let words: UnsafeMutableBufferPointer<UInt64>
    /// Which stored blocks have changed.
    var isChanged: [Bool]

    init(capacity: Int, count: Int = 0) {
      self.capacity = capacity
      self.count = count
      words = .allocate(capacity: capacity * IDFilter.bitsPerID / 64)
      words.initialize(repeating: 0)
      isChanged = [Bool](repeating: false, count: words.count * 8 / storedBlockSizeBytes)
    }

    deinit {
      words.deallocate()
    }
  }

  var levels: [Level] = []

  static func capacity(ofLevel index: Int) -> Int { firstCapacity << index }

  @inline(__always)
  func mayContain(_ idHigh: UInt64, _ idLow: UInt64) -> Bool {
    let places = Places(idHigh, idLow)
    for level in levels where places.areSet(in: level) { return true }
    return false
  }

  mutating func insert(_ idHigh: UInt64, _ idLow: UInt64) {
    if levels.last.map({ $0.count >= $0.capacity }) ?? true {
      levels.append(Level(capacity: IDFilter.capacity(ofLevel: levels.count)))
    }
    Places(idHigh, idLow).set(in: levels[levels.count - 1])
  }

  /// The bits of an id: a block, and places in it that go on by equal steps (Kirsch and
  /// Mitzenmacher, "Less Hashing, Same Performance", 2006).
  private struct Places {
    let block: UInt64
    let first: UInt64
    let step: UInt64

    /// Ids are random in most of their bits, yet not in all: a version, or a fingerprint's mark.
    @inline(__always)
    init(_ idHigh: UInt64, _ idLow: UInt64) {
      block = Places.mixed(idHigh, idLow)
      let places = Places.mixed(idLow, idHigh)
      (first, step) = (places, places >> 32 | 1)
    }

    @inline(__always)
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
      let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
        by: right ^ 0xD6E8_FEB8_6659_FD93)
      return (product.high ^ product.low) &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    private func firstWord(of level: Level) -> Int {
      let blocks = UInt64(level.words.count / wordsPerBlock)
      return Int(block.multipliedFullWidth(by: blocks).high) * wordsPerBlock
    }

    @inline(__always)
    func areSet(in level: Level) -> Bool {
      let start = firstWord(of: level)
      var place = first
      for _ in 0..<placesPerID {
        guard level.words[start + Int(place >> 6 & 7)] & 1 << (place & 63) != 0 else {
          return false
        }
        place &+= step
      }
      return true
    }

    func set(in level: Level) {
      let start = firstWord(of: level)
      var place = first
      for _ in 0..<placesPerID {
        level.words[start + Int(place >> 6 & 7)] |= 1 << (place & 63)
        place &+= step
      }
      level.count += 1
      level.isChanged[start * 8 / storedBlockSizeBytes] = true
    }
  }
}
