/// Counts the results in a task's output like ``OutputDecoder``, in one pass.
enum OutputScanner {
  /// The number of results, −1 where the output has none to count.
  static func count(
    _ cursor: inout JSONCursor, _ names: MemberNames
  ) throws(UnusualValue) -> Int {
    guard cursor.byte == UInt8(ascii: "{") else {
      try cursor.skipValue()
      return -1
    }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return -1 }
    /// The list that comes first in the decoder's order, and its results.
    var best = (rank: Int.max, count: -1)
    var hasSingle = false
    var seen: UInt32 = 0
    repeat {
      let name = try cursor.memberName()
      if let rank = rank(of: name, in: names.resultLists, cursor) {
        try note(rank, in: &seen)
        let count = try listCount(&cursor)
        if count > 0, rank < best.rank { best = (rank, count) }
      } else if let rank = rank(of: name, in: names.singleResults, cursor) {
        try note(rank + names.resultLists.count, in: &seen)
        if try isResult(&cursor) { hasSingle = true }
      } else {
        try cursor.skipValue()
      }
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
    return best.count > 0 ? best.count : hasSingle ? 1 : -1
  }

  @inline(__always)
  private static func note(_ bit: Int, in seen: inout UInt32) throws(UnusualValue) {
    guard seen & 1 << UInt32(bit) == 0 else { throw UnusualValue() }
    seen |= 1 << UInt32(bit)
  }

  @inline(__always)
  private static func rank(
    of name: ByteRange, in names: [MemberNames.Name], _ cursor: JSONCursor
  ) -> Int? {
    for index in names.indices where cursor.matches(name, names[index]) { return index }
    return nil
  }

  /// The results among the elements of an array or the members of an object; 0 for other values.
  private static func listCount(_ cursor: inout JSONCursor) throws(UnusualValue) -> Int {
    var count = 0
    switch cursor.byte {
    case UInt8(ascii: "["):
      guard cursor.enter(closing: UInt8(ascii: "]")) else { return 0 }
      repeat {
        if try isResult(&cursor) { count += 1 }
      } while try cursor.hasNext(until: UInt8(ascii: "]"))
    case UInt8(ascii: "{"):
      guard cursor.enter(closing: UInt8(ascii: "}")) else { return 0 }
      repeat {
        _ = try cursor.memberName()
        if try isResult(&cursor) { count += 1 }
      } while try cursor.hasNext(until: UInt8(ascii: "}"))
    default: try cursor.skipValue()
    }
    return count
  }

  /// Whether the value is a result: a text that is not empty, or an object.
  @inline(__always)
  private static func isResult(_ cursor: inout JSONCursor) throws(UnusualValue) -> Bool {
    let first = cursor.byte
    if first == UInt8(ascii: "\"") { return try cursor.string().bytes.count > 0 }
    try cursor.skipValue()
    return first == UInt8(ascii: "{")
  }
}
