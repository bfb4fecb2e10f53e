/// A text in which `*` stands for any characters, also none.
package struct TextPattern: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// Whether the whole of a text is as the pattern says.
  package func fits(_ other: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map(Array.init)
    var rest = Array(other.utf8)[...]
    guard let first = parts.first, let last = parts.last else { return false }
    guard parts.count > 1 else { return rest.elementsEqual(first) }
    guard rest.starts(with: first) else { return false }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let end = TextPattern.end(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  /// Whether a name of a model or task type is as the pattern says; names are compared by their keys.
  package func fits(name: String) -> Bool {
    TextPattern(ProviderName.key(text)).fits(ProviderName.key(name))
  }

  /// Whether a name is as one of some patterns says, of which none asks nothing.
  package static func meets(_ patterns: [TextPattern], _ name: String) -> Bool {
    patterns.isEmpty || patterns.contains { $0.fits(name: name) }
  }

  /// The index after the first place of some bytes; nil where they are not there.
  private static func end(of part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var start = bytes.startIndex
    while start + part.count <= bytes.endIndex {
      if bytes[start..<start + part.count].elementsEqual(part) { return start + part.count }
      start += 1
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
