/// A text in which `*` matches any characters, including none.
package struct TextPattern: Hashable, Sendable {
  package let text: String

  private static let star = UInt8(ascii: "*")

  package init(_ text: String) {
    self.text = text
  }

  /// Whether it has no star and so matches exactly one text.
  package var isExact: Bool { !text.utf8.contains(TextPattern.star) }

  /// Whether the pattern matches an entire text.
  package func fits(_ other: String) -> Bool {
    guard let start = text.utf8.firstIndex(of: TextPattern.star) else {
      return text.utf8.elementsEqual(other.utf8)
    }
    var rest = other.utf8[...]
    guard rest.starts(with: text.utf8[..<start]) else { return false }
    rest = rest.dropFirst(text.utf8.distance(from: text.startIndex, to: start))
    var parts = text.utf8[text.utf8.index(after: start)...]
      .split(separator: TextPattern.star, omittingEmptySubsequences: false)
    let last = parts.removeLast()
    for part in parts {
      guard let end = TextPattern.end(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  /// Whether some text matches both.
  package func overlaps(_ other: TextPattern) -> Bool {
    TextPattern.overlap(text.utf8[...], other.text.utf8[...])
  }

  /// A star in either pattern may match nothing, or what the other begins with.
  private static func overlap(_ left: Substring.UTF8View, _ right: Substring.UTF8View) -> Bool {
    if left.first == star {
      return overlap(left.dropFirst(), right)
        || !right.isEmpty && overlap(left, right.dropFirst())
    }
    if right.first == star { return overlap(right, left) }
    guard let first = left.first, let second = right.first else {
      return left.isEmpty && right.isEmpty
    }
    return first == second && overlap(left.dropFirst(), right.dropFirst())
  }

  /// Whether the pattern matches a model or task type; names are compared by key.
  package func fits(name: String) -> Bool {
    TextPattern(ProviderName.key(text)).fits(ProviderName.key(name))
  }

  /// Whether any of the patterns matches a name; an empty list matches everything.
  package static func meets(_ patterns: [TextPattern], _ name: String) -> Bool {
    patterns.isEmpty || patterns.contains { $0.fits(name: name) }
  }

  /// The index after the first occurrence of some bytes; nil if there is none.
  private static func end(
    of part: Substring.UTF8View, in bytes: Substring.UTF8View
  ) -> String.Index? {
    var rest = bytes
    while rest.count >= part.count {
      if rest.starts(with: part) { return rest.index(rest.startIndex, offsetBy: part.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}

extension TextPattern: Codable {
  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A pattern for names of models or task types; names are compared by key (``ProviderName``).
package struct NamePattern: Hashable, Sendable, CustomStringConvertible {
  package static let any = NamePattern("*")

  /// In canonical spelling.
  package let text: String
  private let key: TextPattern

  package init(_ text: String) {
    self.text = ProviderName.canonical(text)
    key = TextPattern(ProviderName.key(text))
  }

  package var description: String { text }
  package var isExact: Bool { key.isExact }

  package func matches(_ name: String) -> Bool { key.fits(ProviderName.key(name)) }

  /// Whether some name matches both.
  package func overlaps(_ other: NamePattern) -> Bool { key.overlaps(other.key) }
}
