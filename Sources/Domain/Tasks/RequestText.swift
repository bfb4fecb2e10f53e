/// Which texts of a task may be kept: short words, unless their member's name says that they are
/// natural language or private.
///
/// A record keeps of any other only its length, and an archived answer as many asterisks.
package enum RequestText {
  /// Longer words are texts.
  package static let wordLimitBytes = 32
  /// The endings of names of members of which not even a single word is kept.
  package static let privateEndings = [
    "prompt", "text", "lyrics", "title", "tags", "caption", "description", "secret", "key", "url",
    "token", "email", "password", "credential", "authorization",
  ]

  /// Whether a member of this name may hold natural language or something private.
  package static func isPrivate(memberNamed name: String) -> Bool {
    let lowercased = name.lowercased()
    return privateEndings.contains(where: lowercased.hasSuffix)
  }

  /// Whether the texts of a list of this name may be private: `prompts` are, since a `prompt` is.
  package static func isPrivate(listNamed name: String) -> Bool {
    isPrivate(memberNamed: name)
      || (name.last?.lowercased() == "s" && isPrivate(memberNamed: String(name.dropLast())))
  }

  package static func isWord(_ text: String) -> Bool {
    text.utf8.count <= wordLimitBytes && !text.contains("://")
      && text.utf8.allSatisfy(isWordByte)
  }

  /// A word without the white space around it, or between a number and its unit: `720p` of ` 720p`,
  /// `8s` of `8 s`; nil for any other text.
  package static func word(of text: String) -> String? {
    guard text.utf8.count <= wordLimitBytes else { return nil }
    let parts = text.utf8.split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }
    let word = parts.joined()
    guard !word.isEmpty, isWord(word) else { return nil }
    let isMeasured =
      parts.count == 2 && parts[0].utf8.allSatisfy(isDigitOrPoint)
      && parts[1].utf8.allSatisfy { isWordByte($0) && !isDigitOrPoint($0) }
    return parts.count == 1 || isMeasured ? word : nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }

  private static func isDigitOrPoint(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
  }

  /// Whether a byte may be part of a word.
  @inlinable
  package static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: "%"):
      true
    default: false
    }
  }
}
