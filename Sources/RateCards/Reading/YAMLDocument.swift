package import Yams

/// Why a text is no YAML that can be read, without words of the text, which may be a secret.
package struct YAMLError: Error, Hashable {
  /// From 1.
  package let line: Int
  package let message: String
}

/// The YAML of a rate card or a configuration.
package struct YAMLDocument {
  /// Larger texts are refused: they are written by hand.
  package static let sizeLimitBytes = 1 << 20

  private let bytes: [UInt8]
  private let hasAnchors: Bool

  /// Anchors and aliases may be allowed; many of them never are, since they make a small text grow
  /// without bound.
  package init(bytes: [UInt8], hasAnchors: Bool) {
    (self.bytes, self.hasAnchors) = (bytes, hasAnchors)
  }

  /// The text's one document; nil if it is empty.
  package func root(resolver: Resolver) throws(YAMLError) -> Node? {
    guard bytes.count <= YAMLDocument.sizeLimitBytes else {
      throw YAMLError(
        line: 1,
        message: "expected at most \(YAMLDocument.sizeLimitBytes) bytes, found \(bytes.count)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw YAMLError(line: 1, message: "expected UTF-8")
    }
    if let line = lineOfMultipliedAlias {
      throw YAMLError(line: line, message: YAMLError.anchors)
    }
    do {
      // The parser owns the anchors: nodes know them only while it is alive.
      let parser = try Parser(yaml: text, resolver: resolver)
      defer { withExtendedLifetime(parser) {} }
      guard let node = try parser.singleRoot() else { return nil }
      if !hasAnchors, let line = YAMLDocument.lineOfAnchor(in: node) {
        throw YAMLError(line: line, message: YAMLError.anchors)
      }
      return node
    } catch let error as YAMLError {
      throw error
    } catch {
      throw YAMLError(error, hasAnchors: hasAnchors)
    }
  }

  /// The line of the first anchor if so many aliases follow that composing the text could take
  /// forever: the parser compares the keys of a mapping, and nested aliases multiply.
  ///
  /// It counts every `&` and `*` that could begin an anchor or alias, even inside text, but leaves
  /// a text with few of them to the parser, which knows better: 8 aliases expand a text to at most
  /// about 19 times its size (`e^(8/e)`, in the worst case).
  private var lineOfMultipliedAlias: Int? {
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

  /// Whether a name follows the byte, and none precedes it.
  private func isSign(at index: Int) -> Bool {
    let isNamed = bytes.indices.contains(index + 1) && YAMLDocument.isNamePart(bytes[index + 1])
    let isWithinName = index > 0 && YAMLDocument.isNamePart(bytes[index - 1])
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

  /// The line of the first node with an anchor; without one there is no alias.
  private static func lineOfAnchor(in node: Node) -> Int? {
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

extension YAMLError {
  fileprivate static let anchors = "anchors and aliases are not allowed; write the value out"

  /// What the parser's error means; its own description would show the line.
  fileprivate init(_ error: any Error, hasAnchors: Bool) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let isAlias = !hasAnchors && problem.contains("alias")
      self.init(
        line: mark.line, message: isAlias ? YAMLError.anchors : "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.joined(separator: ", ")
      self.init(line: context.mark.line, message: "a field appears twice: \(names)")
    default: self.init(line: 1, message: "not YAML")
    }
  }
}
