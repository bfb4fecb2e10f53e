import CPrefetch
import Domain

/// A filter of task ids that says whether an id may be in the ledger, and on which days: "no" is
/// always right, "yes" is wrong for about one new id in ten thousand of a full level.
///
/// Levels of increasing size, so that it grows without being rebuilt (Almeida and others, "Scalable
/// Bloom Filters", 2007); within a level all bits of an id lie in one block of a cache line (Putze,
/// Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007).
///
/// The key of tasks starts with their day, so that new tasks are written together: adding 10,000
/// tasks to ten million takes less than 0.1 s this way, and 1 to 1.5 s with a key of ids alone. The
/// filter keeps ids unique without searching all days.
final class IDFilter {
  /// Bits per id of a full level.
  static let bitsPerID = 24
  private static let firstCapacity = 1 << 16
  /// How many levels are twice as large as the previous one.
  ///
  /// Later ones all have the same size, so that each holds the ids of a short time span, and a
  /// false positive is looked up on few days.
  private static let doublings = 5
  /// The unit in which a level is stored, in bytes.
  static let storedBlockSizeBytes = 8192

  /// The most levels: more ids than any account has.
  static let levelLimit = 512

  struct Level {
    let capacity: Int
    var count: Int
    /// The first and last accounting day of its ids.
    var firstDay: Int64
    var lastDay: Int64
    let words: UnsafeMutableBufferPointer<UInt64>
    /// Which stored blocks have changed.
    let isChanged: UnsafeMutableBufferPointer<Bool>
  }

  /// Kept outside of arrays, since reference counting would take longer than the lookups.
  private let storage = UnsafeMutableBufferPointer<Level>.allocate(capacity: levelLimit)
  private var levelCount = 0
  /// Whether the ledger has the blocks that have not changed.
  var isStored = false

  deinit {
    for level in levels {
      level.words.deallocate()
      level.isChanged.deallocate()
    }
    storage.deallocate()
  }

  var levels: UnsafeMutableBufferPointer<Level> {
    UnsafeMutableBufferPointer(rebasing: storage[..<levelCount])
  }

  static func capacity(ofLevel index: Int) -> Int { firstCapacity << min(index, doublings) }

  func addLevel(count: Int = 0, firstDay: Int64 = .max, lastDay: Int64 = .min) {
    let capacity = IDFilter.capacity(ofLevel: levelCount)
    let words = IDFilter.alignedWords(capacity * IDFilter.bitsPerID / 64)
    let isChanged = UnsafeMutableBufferPointer<Bool>.allocate(
      capacity: words.count * 8 / IDFilter.storedBlockSizeBytes)
    isChanged.initialize(repeating: false)
    storage.initializeElement(
      at: levelCount,
      to: Level(
        capacity: capacity, count: count, firstDay: firstDay, lastDay: lastDay, words: words,
        isChanged: isChanged))
    levelCount += 1
  }

  /// Zeroed words, the first at the start of a cache line.
  private static func alignedWords(_ count: Int) -> UnsafeMutableBufferPointer<UInt64> {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<UInt64>.stride, alignment: Places.blockSizeBytes)
    let words = UnsafeMutableBufferPointer(
      start: bytes.bindMemory(to: UInt64.self, capacity: count), count: count)
    words.initialize(repeating: 0)
    return words
  }

  /// Prefetches the blocks in which an id's bits would be, so that they are in the cache for the
  /// lookup.
  @inline(__always)
  func prefetch(_ idHigh: UInt64, _ idLow: UInt64) {
    let places = Places(idHigh, idLow)
    for index in 0..<levelCount {
      let words = storage[index].words
      if let base = words.baseAddress { prefetch_line(base + places.firstWord(of: words)) }
    }
  }

  @inline(__always)
  func mayContain(_ idHigh: UInt64, _ idLow: UInt64) -> Bool {
    let places = Places(idHigh, idLow)
    for index in 0..<levelCount where places.areSet(in: storage[index].words) { return true }
    return false
  }

  /// The days on which a task with an id may be; nil if there is certainly none.
  func days(of idHigh: UInt64, _ idLow: UInt64) -> ClosedRange<Int64>? {
    let places = Places(idHigh, idLow)
    let fitting = levels.filter { places.areSet(in: $0.words) }
    guard let first = fitting.map(\.firstDay).min(), let last = fitting.map(\.lastDay).max()
    else { return nil }
    return first...last
  }

  /// Whether a lookup of an id finds its task on a day.
  func covers(_ idHigh: UInt64, _ idLow: UInt64, day: Int64) -> Bool {
    let places = Places(idHigh, idLow)
    for index in 0..<levelCount {
      let level = storage[index]
      if level.firstDay <= day, day <= level.lastDay, places.areSet(in: level.words) { return true }
    }
    return false
  }

  /// Adds the id of a task of a day; if a task moves to another day, it is added again.
  @inline(__always)
  func insert(_ idHigh: UInt64, _ idLow: UInt64, day: Int64) {
    if levelCount == 0 || storage[levelCount - 1].count >= storage[levelCount - 1].capacity {
      addLevel()
    }
    let level = storage[levelCount - 1]
    let word = Places(idHigh, idLow).set(in: level.words)
    level.isChanged[word * 8 / IDFilter.storedBlockSizeBytes] = true
    storage[levelCount - 1].count += 1
    storage[levelCount - 1].firstDay = min(level.firstDay, day)
    storage[levelCount - 1].lastDay = max(level.lastDay, day)
  }
}

extension IDFilter.Level {
  /// A sum over all words that set bits, by which a level is known to be as it was stored.
  var checksum: UInt64 {
    var sum: UInt64 = 0
    for index in words.indices where words[index] != 0 {
      sum &+= IDFilter.Places.mixed(words[index], UInt64(index))
    }
    return sum
  }
}

extension IDFilter {
  /// The bits of an id: a block, and positions in it, each from nine bits of a hash.
  ///
  /// Equidistant positions would need one hash less, but a block has so few such sequences that
  /// many ids would share theirs.
  struct Places {
    private static let wordsPerBlock = 8
    static let blockSizeBytes = wordsPerBlock * MemoryLayout<UInt64>.stride
    /// Positions from one word of a hash: an id has twelve in total.
    private static let perWord = 6

    private let block: UInt64
    private let first: UInt64
    private let second: UInt64

    /// Ids are random in most bits but not all: there is a version, or a fingerprint's mark.
    @inline(__always)
    init(_ idHigh: UInt64, _ idLow: UInt64) {
      block = Places.mixed(idHigh, idLow)
      first = Places.mixed(idLow, idHigh)
      second = Places.mixed(block ^ idLow, first)
    }

    @inline(__always)
    fileprivate static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
      let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
        by: right ^ 0xD6E8_FEB8_6659_FD93)
      return (product.high ^ product.low) &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    func firstWord(of words: UnsafeMutableBufferPointer<UInt64>) -> Int {
      let blocks = UInt64(words.count / Places.wordsPerBlock)
      return Int(block.multipliedFullWidth(by: blocks).high) * Places.wordsPerBlock
    }

    @inline(__always)
    func areSet(in words: UnsafeMutableBufferPointer<UInt64>) -> Bool {
      let start = firstWord(of: words)
      return Places.areSet(first, in: words, start) && Places.areSet(second, in: words, start)
    }

    /// Tests all bits without branching, since half of the branch predictions would be wrong.
    @inline(__always)
    private static func areSet(
      _ hash: UInt64, in words: UnsafeMutableBufferPointer<UInt64>, _ start: Int
    ) -> Bool {
      // The upper bits of a product are the best mixed.
      var place = hash >> 10
      var bits: UInt64 = 1
      for _ in 0..<perWord {
        bits &= words[start + Int(place >> 6 & 7)] >> (place & 63)
        place >>= 9
      }
      return bits != 0
    }

    /// Sets the bits and returns the first word of their block.
    @inline(__always)
    func set(in words: UnsafeMutableBufferPointer<UInt64>) -> Int {
      let start = firstWord(of: words)
      Places.set(first, in: words, start)
      Places.set(second, in: words, start)
      return start
    }

    @inline(__always)
    private static func set(
      _ hash: UInt64, in words: UnsafeMutableBufferPointer<UInt64>, _ start: Int
    ) {
      var place = hash >> 10
      for _ in 0..<perWord {
        words[start + Int(place >> 6 & 7)] |= 1 << (place & 63)
        place >>= 9
      }
    }
  }
}
