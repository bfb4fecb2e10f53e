/// Tells of a task's log, as JSON, whether ``ReferenceLength`` has to read it.
enum LogScanner {
  private typealias Block = SIMD16<UInt8>

  private static let words = ReferenceLength.words + [UInt8(ascii: ":")]
  /// The letters in front of the first space.
  private static let wordOffset = 4

  /// Whether the log may tell a length: it has the words for it, or letters of them are escaped.
  ///
  /// The text must be followed by ``ByteWindow/paddingSizeBytes`` zeros. Sixteen bytes are tested
  /// together.
  static func mayTellLength(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress, text.count > words.count else { return false }
    let raw = UnsafeRawPointer(base)
    for start in stride(from: 0, to: text.count, by: Block.scalarCount) {
      let block = raw.loadUnaligned(fromByteOffset: start, as: Block.self)
      let next = raw.loadUnaligned(fromByteOffset: start + 1, as: Block.self)
      let hits =
        (block .== Block(repeating: UInt8(ascii: "l")))
        .& (next .== Block(repeating: UInt8(ascii: " ")))
        .| (block .== Block(repeating: backslash))
      // Of each half, eight bytes that are 0 or 255.
      let halves = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
      for half in 0..<2 where halves[half] != 0 {
        if isTold(at: start + half * 8, halves[half], in: text) { return true }
      }
    }
    return false
  }

  /// Whether a length may be told at one of eight bytes of a text, given which of them are hits.
  private static func isTold(
    at start: Int, _ hits: UInt64, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var hits = hits
    while hits != 0 {
      let byte = hits.trailingZeroBitCount >> 3
      let index = start + byte
      // What is behind the text doesn't count.
      guard index < text.count else { return false }
      if isWords(around: index, text) || isEscapedLetter(at: index, text) { return true }
      hits &= ~(0xFF << (byte * 8))
    }
    return false
  }

  private static let backslash = UInt8(ascii: "\\")

  /// Whether the words stand in a text so that their first space is behind an index.
  private static func isWords(around index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = index + 1 - wordOffset
    guard start >= 0, start + words.count <= text.count else { return false }
    return text[start..<start + words.count].elementsEqual(words)
  }

  /// Whether an escape of a space, a colon, a `T` or a small letter stands at an index.
  private static func isEscapedLetter(at index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text[index] == backslash, index + 6 <= text.count,
      text[index + 1..<index + 4].elementsEqual("u00".utf8)
    else { return false }
    switch (text[index + 4], text[index + 5] | 0x20) {
    case (UInt8(ascii: "6"), _), (UInt8(ascii: "7"), _), (UInt8(ascii: "2"), UInt8(ascii: "0")),
      (UInt8(ascii: "3"), UInt8(ascii: "a")), (UInt8(ascii: "5"), UInt8(ascii: "4")):
      return true
    default: return false
    }
  }
}
