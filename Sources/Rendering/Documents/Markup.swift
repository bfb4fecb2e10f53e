import Domain

/// A piece of HTML or SVG in which text can't turn into markup.
///
/// The names of elements and attributes and the style sheet are literals in the code; all other
/// text is escaped when it is written.
package enum Markup: Sendable {
  package struct Attribute: Sendable {
    let name: StaticString
    let value: String
  }

  indirect case node(StaticString, [Attribute], [Markup])
  /// An element that has no end tag, such as `meta` and the shapes of SVG.
  case leaf(StaticString, [Attribute])
  case text(String)
  /// The content of a style element.
  case styleSheet(StaticString)

  typealias Attributes = KeyValuePairs<StaticString, String>

  static func element(
    _ name: StaticString, _ attributes: Attributes, _ children: [Markup]
  ) -> Markup {
    .node(name, Markup.list(attributes), children)
  }

  static func element(_ name: StaticString, _ children: [Markup]) -> Markup {
    .node(name, [], children)
  }

  static func element(_ name: StaticString, _ attributes: Attributes, text: String) -> Markup {
    .node(name, Markup.list(attributes), [.text(text)])
  }

  static func element(_ name: StaticString, text: String) -> Markup {
    .node(name, [], [.text(text)])
  }

  static func void(_ name: StaticString, _ attributes: Attributes) -> Markup {
    .leaf(name, Markup.list(attributes))
  }

  private static func list(_ attributes: Attributes) -> [Attribute] {
    attributes.map { Attribute(name: $0.key, value: $0.value) }
  }
}

extension Markup {
  /// The markup as text.
  ///
  /// Children go on separate lines, unless there is text among them: white space next to text would
  /// be visible.
  var source: String {
    var source = ""
    write(to: &source)
    return source
  }

  private func write(to source: inout String) {
    switch self {
    case .text(let text): Markup.escape(text, into: &source)
    case .styleSheet(let rules): source += rules.description
    case .leaf(let name, let attributes):
      Markup.writeTag(name, attributes, to: &source)
      source += "/>"
    case .node(let name, let attributes, let children):
      Markup.writeTag(name, attributes, to: &source)
      source += ">"
      let separator = children.contains(where: \.isText) ? "" : "\n"
      if !children.isEmpty { source += separator }
      for child in children {
        child.write(to: &source)
        source += separator
      }
      source += "</\(name)>"
    }
  }

  private var isText: Bool { if case .text = self { true } else { false } }

  private static func writeTag(
    _ name: StaticString, _ attributes: [Attribute], to source: inout String
  ) {
    source += "<\(name)"
    for attribute in attributes {
      source += " \(attribute.name)=\""
      escape(attribute.value, into: &source)
      source += "\""
    }
  }

  /// Appends text that can't end its element or attribute; invisible characters are shown by code
  /// point.
  private static func escape(_ text: String, into source: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": source += "&amp;"
      case "<": source += "&lt;"
      case ">": source += "&gt;"
      case "\"": source += "&quot;"
      case "'": source += "&#39;"
      case _ where VisibleText.isInvisible(scalar): source += VisibleText.code(scalar)
      default: source.unicodeScalars.append(scalar)
      }
    }
  }
}
