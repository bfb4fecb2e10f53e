package import Domain

/// Reduces a task's input to the fields that can move a price, now or under a later rate card.
///
/// Every member is kept: numbers, flags and short words as they are; longer texts as
/// `name.length`, in Unicode scalars; lists as `name.count`, with the sum and the names of their
/// members' numbers (`multi_shots.duration.sum`); objects by path.
package enum RequestDecoder {
  /// Longer words are texts.
  static let wordLimitBytes = 32
  static let depthLimit = 4
  static let nameLimitBytes = 128
  /// Members whose text is a person's words, of which even one word is not kept.
  private static let proseSuffixes = [
    "prompt", "text", "lyrics", "title", "tags", "caption", "description", "secret", "key", "url",
    "token", "email", "password", "credential", "authorization",
  ]

  package static func fields(of input: JSONValue?) -> [Request.Field] {
    var fields: [Request.Field] = []
    guard let input, case .object(let members) = input else { return fields }
    for member in members { append(member.value, named: member.key, depth: 1, to: &fields) }
    return fields
  }

  private static func append(
    _ value: JSONValue, named name: String, depth: Int, to fields: inout [Request.Field]
  ) {
    guard name.utf8.count <= nameLimitBytes else { return }
    switch value {
    case .null: break
    case .bool(let flag): fields.append(Request.Field(name, .flag(flag)))
    case .number(let text):
      fields.append(Request.Field(name, ExactDecimal(text).map { .number($0) } ?? .word(odd(text))))
    case .string(let text): appendText(text, named: name, to: &fields)
    case .array(let elements):
      fields.append(count(elements.count, named: "\(name).count"))
      appendSums(of: elements, named: name, to: &fields)
    case .object(let members):
      guard depth < depthLimit else { return }
      for member in members {
        append(member.value, named: "\(name).\(member.key)", depth: depth + 1, to: &fields)
      }
    }
  }

  /// A number beyond the exact range is kept as its first characters.
  private static func odd(_ text: String) -> String {
    String(text.prefix(wordLimitBytes))
  }

  private static func appendText(
    _ text: String, named name: String, to fields: inout [Request.Field]
  ) {
    guard !text.isEmpty else { return }
    if !isProse(name), isWord(text) {
      fields.append(Request.Field(name, .word(text)))
    } else {
      fields.append(count(text.unicodeScalars.count, named: "\(name).length"))
    }
  }

  static func isProse(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return proseSuffixes.contains(where: lowercased.hasSuffix)
  }

  private static func isWord(_ text: String) -> Bool {
    text.utf8.count <= wordLimitBytes && !text.contains("://")
      && text.utf8.allSatisfy(isWordByte)
  }

  @inline(__always)
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private static func appendSums(
    of elements: [JSONValue], named name: String, to fields: inout [Request.Field]
  ) {
    var sums: [String: Ratio] = [:]
    for case .object(let members) in elements {
      for member in members {
        guard !isProse(member.key), let number = seconds(member.value) else { continue }
        sums[member.key] = try? (sums[member.key] ?? .zero).plus(number.ratio)
      }
    }
    for (key, sum) in sums.sorted(by: { $0.key < $1.key }) {
      guard let total = ExactDecimal(sum.description) else { continue }
      fields.append(Request.Field("\(name).\(key).sum", .number(total)))
    }
  }

  /// A number, a number as text, or seconds as text.
  private static func seconds(_ value: JSONValue) -> ExactDecimal? {
    switch value {
    case .number(let text): ExactDecimal(text)
    case .string(let text): FieldValue.word(text).numeric
    default: nil
    }
  }

  private static func count(_ count: Int, named name: String) -> Request.Field {
    Request.Field(name, .number(ExactDecimal(Int64(count))))
  }
}
