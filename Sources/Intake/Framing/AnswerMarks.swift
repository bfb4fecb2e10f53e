import Domain

/// Byte sequences of which every record of the provider holds at least one, however it is wrapped:
/// names of members, which no escaping of quotes changes, and names of task ids in base64.
///
/// A value without any of them need not be parsed.
enum AnswerMarks {
  /// A mark, and two bytes of it that are looked for first.
  private struct Mark {
    let text: [UInt8]
    let anchor: Int

    init(_ text: String, anchor: String) {
      let (bytes, start) = (Array(text.utf8), Array(anchor.utf8))
      self.text = bytes
      self.anchor = bytes.indices.first { bytes[$0...].starts(with: start) } ?? 0
    }

    var first: UInt8 { text[anchor] }
    var second: UInt8 { text[anchor + 1] }
  }

  private static let marks = [
    Mark("task_id", anchor: "k_"), Mark("taskId", anchor: "kI"),
    // Of a task without its id, which is set apart.
    Mark("task_type", anchor: "k_"), Mark("taskType", anchor: "kT"),
    Mark("equivalent_in_usd", anchor: "_u"), Mark("credit_pack_info", anchor: "k_"),
    Mark("total_tokens", anchor: "l_"),
    // Of input and output, in answers that tell no total.
    Mark("put_tokens", anchor: "pu"),
    Mark(UsageLine.mark, anchor: "ge"),
    // Of a page of the history without rows.
    Mark("page\"", anchor: "ge"), Mark("page\\\"", anchor: "ge"), Mark("page'", anchor: "ge"),
    Mark("page:", anchor: "ge"),
    // `task_id`, `taskId`, `_in_usd` and `_tokens` at the three places that they can have in base64.
    Mark("dGFza19p", anchor: "dG"), Mark("c2tfaW", anchor: "2t"), Mark("YXNrX2lk", anchor: "XN"),
    Mark("dGFza0lk", anchor: "dG"), Mark("c2tJZ", anchor: "2t"), Mark("YXNrSW", anchor: "XN"),
    Mark("dF9pbl91c2", anchor: "F9"), Mark("RfaW5fdXNk", anchor: "XN"),
    Mark("X2luX3VzZ", anchor: "X3"),
    Mark("dG9rZW5z", anchor: "dG"), Mark("X3Rva2Vuc", anchor: "X3"),
    Mark("F90b2tlbn", anchor: "F9"),
    // The same names, from the underscore on, as a list of bytes.
    Mark("107,95,105,100", anchor: ",9"), Mark("107,73,100", anchor: ",7"),
    Mark("116,95,105,110,95,117", anchor: ",9"), Mark("108,95,116,111,107", anchor: ",9"),
    Mark("116,95,116,111,107", anchor: ",9"),
  ]

  /// No mark is longer.
  static let lengthLimitBytes = 21

  /// The texts of all marks.
  static var texts: [String] { marks.map { String(decoding: $0.text, as: UTF8.self) } }

  private typealias Block = SIMD16<UInt8>
  private typealias Mask = SIMDMask<SIMD16<Int8>>

  /// Where the first mark in a range of bytes begins; nil if there is none.
  ///
  /// Sixteen bytes are tested together for the anchors of all marks, and the result as two words: a
  /// log of 519 MB of other programs' JSON is passed over in 0.87 s, of 1.18 s with `any(_:)`, and of
  /// 1.32 s with a loop over the anchors.
  static func firstIndex(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let base = bytes.baseAddress, !range.isEmpty else { return nil }
    return firstIndex(in: base, range)
  }

  /// Whether a mark stands in a text.
  static func isFound(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { firstIndex(in: $0, 0..<$0.count) != nil }
  }

  private static func firstIndex(
    in base: UnsafePointer<UInt8>, _ range: Range<Int>
  ) -> Int? {
    // A block and the byte behind it.
    let step = Block.scalarCount
    guard range.count > step else {
      return range.lazy.compactMap { mark(base, anchoredAt: $0, range) }.first
    }
    let raw = UnsafeRawPointer(base)
    let last = range.upperBound - step - 1
    var index = range.lowerBound
    while true {
      let block = raw.loadUnaligned(fromByteOffset: index, as: Block.self)
      let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Block.self)
      // Of each half, eight bytes that are 0 or 255.
      let hits = unsafeBitCast(anchors(block, next), to: SIMD2<UInt64>.self)
      if hits[0] | hits[1] != 0 {
        for half in 0..<2 {
          var hits = hits[half]
          while hits != 0 {
            let byte = hits.trailingZeroBitCount >> 3
            if let start = mark(base, anchoredAt: index + half * 8 + byte, range) { return start }
            hits &= ~(0xFF << (byte * 8))
          }
        }
      }
      guard index < last else { return nil }
      // The last block overlaps the one before it.
      index = min(index + step, last)
    }
  }

  /// Where a byte of a block and the one behind it are the anchor of a mark.
  @inline(__always)
  private static func anchors(_ block: Block, _ next: Block) -> Mask {
    func first(_ sign: Unicode.Scalar) -> Mask {
      block .== Block(repeating: UInt8(ascii: sign))
    }
    func second(_ sign: Unicode.Scalar) -> Mask {
      next .== Block(repeating: UInt8(ascii: sign))
    }
    let k = first("k")
    let names =
      second("_") .& (k .| first("l")) .| k .& (second("I") .| second("T"))
      .| second("u") .& (first("_") .| first("p")) .| first("g") .& second("e")
    let nine = second("9")
    let base64 =
      first("2") .& second("t") .| first("X") .& (second("N") .| second("3"))
      .| first("d") .& second("G") .| first("F") .& nine
    return names .| base64 .| first(",") .& (nine .| second("7"))
  }

  /// Where the mark begins whose anchor is at an index, if all of it is in the range.
  private static func mark(
    _ base: UnsafePointer<UInt8>, anchoredAt index: Int, _ range: Range<Int>
  ) -> Int? {
    for mark in marks where base[index] == mark.first {
      let start = index - mark.anchor
      guard start >= range.lowerBound, start + mark.text.count <= range.upperBound else { continue }
      let bytes = UnsafeBufferPointer(start: base + start, count: mark.text.count)
      if bytes.elementsEqual(mark.text) { return start }
    }
    return nil
  }
}
