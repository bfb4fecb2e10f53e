package import Yams

/// Why a text is no YAML that can be read, without its values, which may be secrets.
package struct YAMLError: Error, Hashable {
  /// From 1.
  package let line: Int
  package let message: String
}

/// The YAML of a rate card or a configuration.
package struct YAMLDocument {
  package enum Form: Sendable {
    /// Without anchors and aliases: a card reads better without them.
    case card
    /// With a few aliases at most: many make a small text grow without bound.
    case configuration
  }

  /// Larger texts are refused: they are written by hand.
  package static let sizeLimitBytes = 1 << 20

  private let bytes: [UInt8]
  private let form: Form

  package init(bytes: [UInt8], form: Form) {
    (self.bytes, self.form) = (bytes, form)
  }

  /// The text's one document; nil if it is empty.
  package func root() throws(YAMLError) -> Node? {
    guard bytes.count <= YAMLDocument.sizeLimitBytes else {
      throw YAMLError(
        line: 1,
        message: "expected at most \(YAMLDocument.sizeLimitBytes) bytes, found \(bytes.count)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw YAMLError(line: 1, message: "expected UTF-8")
    }
    if let line = lineOfMultipliedAlias { throw YAMLError(line: line, message: form.aliasMessage) }
    do {
      // The parser owns the anchors: nodes know them only while it is alive. The reader of a card
      // decides the type of a scalar: resolving it by patterns would take a third of its time.
      let parser = try Parser(yaml: text, resolver: form == .card ? .basic : .default)
      defer { withExtendedLifetime(parser) {} }
      guard let node = try parser.singleRoot() else { return nil }
      if form == .card, let line = YAMLDocument.lineOfAnchor(in: node) {
        throw YAMLError(line: line, message: form.aliasMessage)
      }
      return node
    } catch let error as YAMLError {
      throw error
    } catch {
      throw YAMLError(error, in: form)
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

extension YAMLDocument.Form {
  fileprivate var aliasMessage: String {
    switch self {
    case .card: "anchors and aliases are not allowed; write the value out"
    case .configuration: "found more than 8 aliases; write the values out"
    }
  }

  /// What a mapping has.
  fileprivate var member: String {
    switch self {
    case .card: "field"
    case .configuration: "setting"
    }
  }
}

extension YAMLError {
  /// What the parser's error means; its own description would show the line.
  fileprivate init(_ error: any Error, in form: YAMLDocument.Form) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let isAboutAlias = form == .card && problem.contains("alias")
      self.init(
        line: mark.line, message: isAboutAlias ? form.aliasMessage : "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.joined(separator: ", ")
      self.init(
        line: context.mark.line, message: "a \(form.member) appears twice: \(names)")
    default: self.init(line: 1, message: "not YAML")
    }
  }
}
