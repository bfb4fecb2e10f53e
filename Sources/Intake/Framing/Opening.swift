import Domain

/// The names of a value's own members, as far as they can be made out in its first bytes, whether
/// or not the value is whole or well-formed.
///
/// They tell a broken answer, which is set apart, from a record of another program, which is not,
/// but may hold answers.
struct Opening {
  /// Longer values are judged by these first bytes, in whatever chunks they came.
  static let lengthLimitBytes = 1 << 20
  private static let nameLimitBytes = 24

  private(set) var names: Set<String> = []

  /// Reads the names of the object that starts at an index; nothing at or after the end is looked at.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let end = min(range.upperBound, range.lowerBound + Opening.lengthLimitBytes)
    var index = range.lowerBound
    var depth = 0
    /// The last string or word of the object itself, which is a name if a colon follows.
    var last: Range<Int>?
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return }
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        let closing = Opening.end(ofString: index, in: bytes, before: end)
        if depth == 1 { last = index + 1..<closing }
        index = closing
      case UInt8(ascii: ":") where depth == 1: note(last, in: bytes)
      case let byte where depth == 1 && Opening.isWordByte(byte):
        let start = index
        while index + 1 < end, Opening.isWordByte(bytes[index + 1]) { index += 1 }
        last = start..<index + 1
      default: break
      }
      index += 1
    }
  }

  private mutating func note(_ name: Range<Int>?, in bytes: UnsafeBufferPointer<UInt8>) {
    guard let name, name.count <= Opening.nameLimitBytes else { return }
    names.insert(String(decoding: bytes[name], as: UTF8.self))
  }

  /// The index of the quote that ends the string that starts at an index, or the end.
  private static func end(
    ofString start: Int, in bytes: UnsafeBufferPointer<UInt8>, before end: Int
  ) -> Int {
    var index = start + 1
    while index < end, bytes[index] != bytes[start] {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, end)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// Whether the value begins like an answer: a task, an envelope, a page of the history, account
  /// info, what a model answers without a task, or a usage line.
  var isAnswer: Bool {
    has(anyOf: [
      "task_id", "taskId", "task_type", "taskType", "equivalent_in_usd", UsageLine.mark,
    ])
      || has("data") && has(anyOf: ["code", "message", "timestamp", "total"])
      || has("choices") && has(anyOf: ["object", "model", "usage"])
      || has("usage") && (has("created") && has("data") || has("role") && has("content"))
  }

  /// Whether the first bytes of an answer may have no more names than these.
  var mayBeAnswer: Bool {
    has(anyOf: [
      "task_id", "taskId", "task_type", "taskType", "model", "input", "output", "meta", "code",
      "timestamp", "choices", "messages", "equivalent_in_usd", UsageLine.mark,
    ])
      || has("created") && has("data") || has("role") && has("content")
  }

  /// Whether an unfinished value at the end of a source is one whose rest is waited for.
  var mayBecomeAnswer: Bool {
    isAnswer || has(anyOf: ["code", "timestamp", "data"])
  }

  private func has(_ name: String) -> Bool { names.contains(name) }

  private func has(anyOf candidates: [String]) -> Bool { candidates.contains(where: has) }
}
