/// What a lenient parser tolerated in a value that is not quite JSON.
package struct JSONRepairs: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Bytes in a string that are not UTF-8, such as those of Latin-1.
  package static let notUTF8 = JSONRepairs(rawValue: 1)
  /// A control character in a string, such as a line end, that is not escaped.
  package static let controlCharacter = JSONRepairs(rawValue: 2)
  /// `NaN` or `Infinity`, as Python writes them.
  package static let notANumber = JSONRepairs(rawValue: 4)
  /// A comma before a closing bracket.
  package static let trailingComma = JSONRepairs(rawValue: 8)
  /// An escape that JSON does not know, such as `\'`.
  package static let escape = JSONRepairs(rawValue: 16)
}

extension JSONRepairs: CustomStringConvertible {
  private static let names: [(JSONRepairs, String)] = [
    (.notUTF8, "text that is not UTF-8"), (.controlCharacter, "control characters in texts"),
    (.notANumber, "NaN or Infinity"), (.trailingComma, "commas before a closing bracket"),
    (.escape, "unknown escapes"),
  ]

  /// What was tolerated, in words.
  package var description: String {
    JSONRepairs.names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}

extension JSONParser {
  /// Reads `NaN` or `Infinity` as a number without a value, which no member that must be one
  /// accepts.
  mutating func notANumber(_ word: StaticString) throws(JSONSyntaxError) -> JSONValue {
    repairs.insert(.notANumber)
    return try literal(word, .number("\(word)"))
  }

  /// Moves past a closing bracket after a comma.
  mutating func endsAfterComma(with closing: UInt8) -> Bool {
    guard take(closing) else { return false }
    repairs.insert(.trailingComma)
    return true
  }

  /// Accepts the control character at the position, or refuses it.
  mutating func passControlCharacter() throws(JSONSyntaxError) {
    guard isLenient else { throw failure("expected no control character in a string") }
    repairs.insert(.controlCharacter)
  }

  /// Reads an escape of another language: `\x41` is its character, any other stands for itself.
  mutating func unknownEscape(
    _ byte: UInt8, into decoded: inout [UInt8]
  ) throws(JSONSyntaxError) {
    repairs.insert(.escape)
    position += 1
    guard byte == UInt8(ascii: "x"), try areHexadecimal(2) else {
      decoded.append(byte)
      return
    }
    let digits = String(decoding: bytes[position..<position + 2], as: UTF8.self)
    position += 2
    decoded.append(contentsOf: String(Unicode.Scalar(UInt8(digits, radix: 16) ?? 0)).utf8)
  }

  /// Whether four hexadecimal digits are at the position; where they must be, reading them finds
  /// out.
  func isUnit() throws(JSONSyntaxError) -> Bool {
    guard isLenient else { return true }
    return try areHexadecimal(4)
  }

  private func areHexadecimal(_ count: Int) throws(JSONSyntaxError) -> Bool {
    for index in position..<position + count {
      guard index < bytes.count else { throw incomplete }
      guard Character(Unicode.Scalar(bytes[index])).isHexDigit else { return false }
    }
    return true
  }
}

/// Text of bytes that should be UTF-8 and are not.
enum RepairedText {
  /// The text with one U+FFFD for each byte that is of no character, so that Latin-1 keeps its
  /// length in scalars.
  static func string(_ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    var index = 0
    while index < bytes.count {
      let count = scalarLength(in: bytes, at: index)
      if count == 0 {
        text += [0xEF, 0xBF, 0xBD]
        index += 1
      } else {
        for offset in index..<index + count { text.append(bytes[offset]) }
        index += count
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of the scalar at an index by Unicode's table of well-formed UTF-8 (The Unicode
  /// Standard, table 3-7); 0 if there is none.
  private static func scalarLength(in bytes: Span<UInt8>, at index: Int) -> Int {
    let second: ClosedRange<UInt8>
    let count: Int
    switch bytes[index] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (count, second) = (2, 0x80...0xBF)
    case 0xE0: (count, second) = (3, 0xA0...0xBF)
    case 0xED: (count, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (count, second) = (3, 0x80...0xBF)
    case 0xF0: (count, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (count, second) = (4, 0x80...0xBF)
    case 0xF4: (count, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + count <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for offset in index + 2..<index + count where bytes[offset] & 0xC0 != 0x80 { return 0 }
    return count
  }
}
