extension IDFilter {
  /// The bits of an id: a block, and places in it, each of nine bits of a hash.
  ///
  /// Places that go on by equal steps would need one hash less, but a block has so few of such rows
  /// that many ids would share theirs.
  struct Places {
    private static let wordsPerBlock = 8
    static let blockSizeBytes = wordsPerBlock * MemoryLayout<UInt64>.stride
    /// Places that come from one word of a hash: twelve in all for an id.
    private static let perWord = 6

    private let block: UInt64
    private let first: UInt64
    private let second: UInt64

    /// Ids are random in most of their bits, yet not in all: a version, or a fingerprint's mark.
    @inline(__always)
    init(_ idHigh: UInt64, _ idLow: UInt64) {
      block = Places.mixed(idHigh, idLow)
      first = Places.mixed(idLow, idHigh)
      second = Places.mixed(block ^ idLow, first)
    }

    @inline(__always)
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
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

    /// Looks at all bits, since half of the guesses whether the next is set would be wrong.
    @inline(__always)
    private static func areSet(
      _ hash: UInt64, in words: UnsafeMutableBufferPointer<UInt64>, _ start: Int
    ) -> Bool {
      // The upper bits of a product are mixed best.
      var place = hash >> 10
      var bits: UInt64 = 1
      for _ in 0..<perWord {
        bits &= words[start + Int(place >> 6 & 7)] >> (place & 63)
        place >>= 9
      }
      return bits != 0
    }

    /// Sets the bits, and gives the first word of their block.
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
