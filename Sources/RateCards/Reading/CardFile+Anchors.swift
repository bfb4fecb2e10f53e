import Yams

extension CardFile {
  static let anchorMessage = "anchors and aliases are not allowed"

  /// The line of the first anchor, where so many aliases follow that composing the file could take
  /// without end: the parser compares the keys of a mapping, and nested aliases multiply.
  ///
  /// It takes every `&` and `*` that could begin an anchor or alias for one, also in a text, but a
  /// file with few is left to the parser, which tells them apart: 8 aliases make of the file at most
  /// some 19 times its size (`e^(8/e)`, shared out best).
  var lineOfMultipliedAlias: Int? {
    var (line, aliases) = (1, 0)
    var lineOfAnchor: Int?
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "&") where isSign(at: index): lineOfAnchor = lineOfAnchor ?? line
      case UInt8(ascii: "*") where isSign(at: index): aliases += 1
      default: continue
      }
    }
    return aliases > 8 ? lineOfAnchor : nil
  }

  /// Whether a name follows the byte, and none stands before it.
  private func isSign(at index: Int) -> Bool {
    let isNamed = bytes.indices.contains(index + 1) && CardFile.isNamePart(bytes[index + 1])
    let isWithinName = index > 0 && CardFile.isNamePart(bytes[index - 1])
    return isNamed && !isWithinName
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The line of the first node that has an anchor, without which there is no alias.
  static func lineOfAnchor(in node: Node) -> Int? {
    let line = node.mark?.line ?? 1
    switch node {
    case .scalar(let scalar): return scalar.anchor == nil ? nil : line
    case .alias: return line
    case .sequence(let sequence):
      return sequence.anchor == nil ? sequence.lazy.compactMap(lineOfAnchor).first : line
    case .mapping(let mapping):
      guard mapping.anchor == nil else { return line }
      return mapping.lazy.compactMap { lineOfAnchor(in: $0.key) ?? lineOfAnchor(in: $0.value) }
        .first
    }
  }
}
