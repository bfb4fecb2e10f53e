/// Finds entries by their 128-bit ids: open addressing with linear probing, eight bytes a slot.
///
/// A slot holds half of the id's hash beside the number of its entry, so that a search seldom looks
/// at an entry that is not the one, and growing looks at none.
struct IDIndex {
  private static let firstCapacity = 1 << 12
  /// Stands for a free slot; numbers are kept plus one.
  private static let free: UInt64 = 0

  private var slots = [UInt64](repeating: free, count: firstCapacity)
  private var count = 0

  /// Ids are random in most of their bits, yet not in all: a version, or a fingerprint's mark.
  @inline(__always)
  static func hash(_ idHigh: UInt64, _ idLow: UInt64) -> UInt64 {
    let product = (idHigh ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: idLow ^ 0xD6E8_FEB8_6659_FD93)
    return (product.high ^ product.low) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The number of the entry with a hash for which `isMatch` holds; nil where there was none, and
  /// the hash has the new number now.
  @inline(__always)
  mutating func number(
    ofHash hash: UInt64, orAdd new: Int, where isMatch: (Int) -> Bool
  ) -> Int? {
    // Beyond five eighths the searches become long.
    if count * 8 >= slots.count * 5 { grow() }
    let tag = hash >> 32
    let found = slots.withUnsafeMutableBufferPointer { slots -> Int? in
      var place = Int(tag) & (slots.count - 1)
      while slots[place] != IDIndex.free {
        let number = Int(slots[place] & 0xFFFF_FFFF) - 1
        if slots[place] >> 32 == tag, isMatch(number) { return number }
        place = (place + 1) & (slots.count - 1)
      }
      slots[place] = tag << 32 | UInt64(new + 1)
      return nil
    }
    if found == nil { count += 1 }
    return found
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = [UInt64](repeating: IDIndex.free, count: mask + 1)
    for slot in slots where slot != IDIndex.free {
      var place = Int(slot >> 32) & mask
      while larger[place] != IDIndex.free { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }
}
