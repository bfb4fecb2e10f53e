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
    Mark("task_id", anchor: "sk"), Mark("taskId", anchor: "sk"),
    Mark("equivalent_in_usd", anchor: "_u"), Mark("credit_pack_info", anchor: "k_"),
    Mark("total_tokens", anchor: "l_"), Mark("\"page\"", anchor: "\"p"),
    Mark("\"page\\\"", anchor: "\"p"), Mark("'page'", anchor: "'p"),
    // `task_id` at the three places that it can have in base64, then `taskId`.
    Mark("dGFza19p", anchor: "Fz"), Mark("c2tfaWQ", anchor: "2t"), Mark("YXNrX2lk", anchor: "XN"),
    Mark("dGFza0lk", anchor: "Fz"), Mark("c2tJZ", anchor: "2t"), Mark("YXNrSWQ", anchor: "XN"),
    // `task_id` and `taskId` as a list of bytes.
    Mark("107,95,105,100", anchor: ",9"), Mark("107,73,100", anchor: ",7"),
  ]

  private typealias Block = SIMD16<UInt8>
  private static let anchors: [(Block, Block)] = {
    var seen: Set<[UInt8]> = []
    return marks.filter { seen.insert([$0.first, $0.second]).inserted }.map {
      (Block(repeating: $0.first), Block(repeating: $0.second))
    }
  }()

  /// Whether a mark stands in a range of bytes.
  ///
  /// Sixteen bytes are tested together for the anchors of all marks: 1.9 GB/s on a log of other
  /// programs' JSON, where a search for each mark alone gives 0.4 GB/s (one core).
  static func isFound(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard let base = bytes.baseAddress, !range.isEmpty else { return false }
    return anchors.withUnsafeBufferPointer { anchors in
      isFound(in: base, range, anchors)
    }
  }

  /// Whether a mark stands in a text.
  static func isFound(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { isFound(in: $0, 0..<$0.count) }
  }

  private static func isFound(
    in base: UnsafePointer<UInt8>, _ range: Range<Int>,
    _ anchors: UnsafeBufferPointer<(Block, Block)>
  ) -> Bool {
    let raw = UnsafeRawPointer(base)
    var index = range.lowerBound
    while index + 17 <= range.upperBound {
      let block = raw.loadUnaligned(fromByteOffset: index, as: Block.self)
      let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Block.self)
      var hits = SIMDMask<SIMD16<Int8>>(repeating: false)
      for (first, second) in anchors {
        hits .|= (block .== first) .& (next .== second)
      }
      if any(hits), (index..<index + 16).contains(where: { isMark(base, at: $0, range) }) {
        return true
      }
      index += 16
    }
    return (index..<max(index, range.upperBound)).contains { isMark(base, at: $0, range) }
  }

  /// Whether the anchor of a mark is at an index, with all of the mark around it in the range.
  private static func isMark(
    _ base: UnsafePointer<UInt8>, at index: Int, _ range: Range<Int>
  ) -> Bool {
    marks.contains { mark in
      guard base[index] == mark.first else { return false }
      let start = index - mark.anchor
      guard start >= range.lowerBound, start + mark.text.count <= range.upperBound else {
        return false
      }
      return UnsafeBufferPointer(start: base + start, count: mark.text.count)
        .elementsEqual(mark.text)
    }
  }
}
