import Domain

/// What a task's answer tells besides its input that a price can depend on, as fields of the request
/// under the member that tells it.
enum AnswerFields {
  /// The fields of a task, given its `meta`.
  static func fields(of task: JSONValue, meta: JSONValue) -> [Request.Field] {
    [
      word(meta["process_mode"], named: "\(Request.processModeName)"),
      word(meta["model_version"], named: "\(Request.modelVersionName)"),
      ReferenceLength.field(of: task["logs"] ?? .null),
    ].compactMap(\.self) + tokens(of: task["output"] ?? .null)
  }

  /// The fields of an object's `usage`: counts of tokens by path, as in
  /// `usage.input_tokens_details.text_tokens`.
  static func tokens(of value: JSONValue) -> [Request.Field] {
    guard let usage = value["usage"], usage.isObject else { return [] }
    return RequestDecoder.fields(of: .object([JSONValue.Member(key: "usage", value: usage)]))
  }

  /// A short word or a number; nil for anything else.
  static func word(_ value: JSONValue?, named name: String) -> Request.Field? {
    switch value {
    case .number(let text): ExactDecimal(text).map { Request.Field(name, .number($0)) }
    case .string(let text) where !text.isEmpty && RequestText.isWord(text):
      Request.Field(name, .word(text))
    default: nil
    }
  }
}

/// Reads the billed length of a task's input videos, which only a line of its log tells:
/// `… total duration: 10.0s (10s) …`.
///
/// Of several lines only the one with the total has these words. Nothing else of a log is kept: it
/// may hold addresses and secrets.
enum ReferenceLength {
  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// What stands in front of the colon, without the first letter, which may be a capital.
  static let words = Array("otal duration".utf8)
  private static let digitLimit = 6

  /// The field with the length; nil if no line tells it, or two contradict each other.
  static func field(of logs: JSONValue) -> Request.Field? {
    let lines = (logs.array ?? [logs]).compactMap { $0.string ?? $0["message"]?.string }
    let lengths = Set(lines.flatMap(lengths(in:)))
    guard lengths.count == 1, let length = lengths.first else { return nil }
    return Request.Field(Request.referenceSecondsField, .number(length))
  }

  private static func lengths(in line: String) -> [ExactDecimal] {
    var line = line
    return line.withUTF8 { bytes in
      var lengths: [ExactDecimal] = []
      for colon in bytes.indices where bytes[colon] == UInt8(ascii: ":") {
        guard isTotal(bytes[..<colon]), let length = length(at: bytes[(colon + 1)...]) else {
          continue
        }
        lengths.append(length)
      }
      return lengths
    }
  }

  /// Whether a text ends with the words for a total.
  private static func isTotal(_ text: Bytes) -> Bool {
    let end = text.suffix(words.count + 1)
    return end.first.map { $0 | 0x20 } == UInt8(ascii: "t") && end.dropFirst().elementsEqual(words)
  }

  /// The billed length in parentheses behind the measured one, or else that one; nil if the text is
  /// of any other form.
  private static func length(at text: Bytes) -> ExactDecimal? {
    var rest = text.drop(while: isSpace)
    guard let measured = seconds(in: &rest) else { return nil }
    rest = rest.drop(while: isSpace)
    guard rest.first == UInt8(ascii: "(") else { return measured }
    rest.removeFirst()
    let billed = seconds(in: &rest)
    return rest.first == UInt8(ascii: ")") && billed?.whole != nil ? billed : nil
  }

  /// The number at the start of a text, which an `s` that ends a word must follow.
  private static func seconds(in text: inout Bytes) -> ExactDecimal? {
    let digits = text.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    text = text.dropFirst(digits.count)
    guard digits.count(where: isDigit) <= digitLimit, text.popFirst() == UInt8(ascii: "s"),
      !(text.first.map(isLetterOrDigit) ?? false)
    else { return nil }
    return ExactDecimal(String(decoding: digits, as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
