import Foundation
import FoundationXML

/// The content of a page or a picture, read by a strict parser.
package struct MarkupReader: Sendable {
  /// A table as readers see it: texts of the headings, of the rows, and of the total.
  package struct Table: Hashable, Sendable {
    package fileprivate(set) var caption = ""
    package fileprivate(set) var headings: [String] = []
    package fileprivate(set) var rows: [[String]] = []
    package fileprivate(set) var total: [String]?
  }

  package struct Malformed: Error, CustomStringConvertible {
    package let description: String
  }

  /// The elements in the order in which they start.
  package fileprivate(set) var elements: [String] = []
  /// All attributes by the names of their elements: `svg role=img`.
  package fileprivate(set) var attributes: Set<String> = []
  /// By their ids without `table-`.
  package fileprivate(set) var tables: [String: Table] = [:]
  /// The texts of headings in their order, each with its element's name: `h2 Findings`.
  package fileprivate(set) var headings: [String] = []
  package fileprivate(set) var ids: [String] = []
  /// All text.
  package fileprivate(set) var text = ""

  fileprivate var path: [String] = []
  fileprivate var cell = ""
  fileprivate var row: [String] = []
  fileprivate var tableID = ""

  /// Reads a whole text.
  ///
  /// - Throws: ``Malformed`` if an element is not closed or a character not escaped.
  package init(_ source: String) throws {
    let parser = XMLParser(data: Data(source.utf8))
    let delegate = Delegate(self)
    parser.delegate = delegate
    guard parser.parse() else {
      let reason = parser.parserError.map { "\($0)" } ?? "unknown"
      throw Malformed(description: "line \(parser.lineNumber): \(reason)")
    }
    self = delegate.reader
  }
}

/// Passes what the parser finds to a reader.
private final class Delegate: NSObject, XMLParserDelegate {
  var reader: MarkupReader

  init(_ reader: MarkupReader) {
    self.reader = reader
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes found: [String: String]
  ) {
    reader.begin(name, found)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    reader.text += string
    reader.cell += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    reader.end(name)
  }
}

extension MarkupReader {
  fileprivate mutating func begin(_ name: String, _ found: [String: String]) {
    elements.append(name)
    path.append(name)
    for (attribute, value) in found { attributes.insert("\(name) \(attribute)=\(value)") }
    if let id = found["id"] { ids.append(id) }
    switch name {
    case "table":
      tableID = String((found["id"] ?? "").dropFirst("table-".count))
      tables[tableID] = Table()
    case "tr": row = []
    case "th", "td", "caption", "h1", "h2", "h3": cell = ""
    default: break
    }
  }

  fileprivate mutating func end(_ name: String) {
    path.removeLast()
    switch name {
    case "th", "td": row.append(cell)
    case "caption": tables[tableID]?.caption = cell
    case "h1", "h2", "h3": headings.append("\(name) \(cell)")
    case "tr" where path.last == "thead": tables[tableID]?.headings = row
    case "tr" where path.last == "tfoot": tables[tableID]?.total = row
    case "tr": tables[tableID]?.rows.append(row)
    default: break
    }
  }
}
