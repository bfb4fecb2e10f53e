/// Numbers byte strings from 0: equal bytes have equal numbers.
///
/// An open-addressing table over a single byte buffer, since looking up bytes costs a tenth of
/// looking up a String.
struct ByteInterner {
  private struct Slot {
    /// Half of the hash: its lower bits are the position, the others distinguish most strings.
    var hash: UInt32 = 0
    var start: UInt32 = 0
    var count: UInt32 = 0
    /// −1 if the slot is free.
    var number: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var store: [UInt8] = []
  private(set) var count = 0
  /// Bytes of all strings together.
  var sizeBytes: Int { store.count }

  /// The number of some bytes; nil if they are new.
  @inline(__always)
  func number(of bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      let hash = UInt32(truncatingIfNeeded: hash)
      var index = Int(hash) & mask
      while slots[index].number >= 0 {
        if slots[index].hash == hash, isEqual(slots[index], bytes) {
          return Int(slots[index].number)
        }
        index = (index + 1) & mask
      }
      return nil
    }
  }

  @inline(__always)
  private func isEqual(_ slot: Slot, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(slot.count) == bytes.count else { return false }
    return store.withUnsafeBytes { store in
      let kept = UnsafeRawBufferPointer(rebasing: store[Int(slot.start)...].prefix(bytes.count))
      return isEqual(kept, UnsafeRawBufferPointer(bytes))
    }
  }

  /// Compares two strings of the same length, eight bytes at a time.
  @inline(__always)
  private func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let isEqualWord = { (index: Int) in
      left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    }
    guard left.count >= 8 else { return left.elementsEqual(right) }
    var index = 0
    while index + 8 < left.count {
      guard isEqualWord(index) else { return false }
      index += 8
    }
    // The last word may overlap the one before it.
    return isEqualWord(left.count - 8)
  }

  /// Gives new bytes the next number.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) {
    if count * 2 >= slots.count { grow() }
    insert(
      Slot(
        hash: UInt32(truncatingIfNeeded: hash), start: UInt32(store.count),
        count: UInt32(bytes.count), number: Int32(count)))
    store.append(contentsOf: bytes)
    count += 1
  }

  private mutating func insert(_ slot: Slot) {
    let mask = slots.count - 1
    var index = Int(slot.hash) & mask
    while slots[index].number >= 0 { index = (index + 1) & mask }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.number >= 0 { insert(slot) }
  }

  /// A 64-bit hash, eight bytes at a time by multiplication and folding.
  ///
  /// The keys come from the provider, and equal hashes are distinguished by their bytes.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= raw.count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index += 1
    }
    return mixed(hash ^ rest)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }
}
