import CZlib
import Foundation
import FoundationXML

/// The content of an Excel file, read by a reader of its own: a zip archive of XML.
package struct WorkbookReader {
  package struct Malformed: Error, CustomStringConvertible {
    package let description: String
  }

  /// A cell as the file has it.
  package struct Cell: Hashable, Sendable {
    /// The text, or the digits of a number.
    package var text = ""
    /// Whether it is a number, a date or a time, rather than text.
    package fileprivate(set) var isNumber = true
    package fileprivate(set) var isFormula = false
    /// How it is shown: the format of its number.
    package fileprivate(set) var format = "General"
    package fileprivate(set) var isBold = false
  }

  package struct Sheet: Sendable {
    package fileprivate(set) var name = ""
    /// The cells by row and column, from 0.
    package fileprivate(set) var cells: [[Int]: Cell] = [:]
    package fileprivate(set) var frozenRows = 0
    package fileprivate(set) var filter = ""
    package fileprivate(set) var widths: [Double] = []

    /// The texts of a row, empty where there is no cell.
    package func texts(ofRow row: Int) -> [String] {
      let last = cells.keys.filter { $0[0] == row }.map { $0[1] }.max() ?? -1
      return (0..<(last + 1)).map { cells[[row, $0]]?.text ?? "" }
    }

    package var rowCount: Int { (cells.keys.map { $0[0] }.max() ?? -1) + 1 }
  }

  package let sheets: [Sheet]
  /// The names of the parts and their text.
  package let parts: [String: String]

  /// Reads a whole file.
  ///
  /// - Throws: ``Malformed`` if it is no workbook, or its XML is not well-formed.
  package init(_ bytes: [UInt8]) throws {
    parts = try WorkbookReader.unzipped(bytes).mapValues { String(decoding: $0, as: UTF8.self) }
    let strings = try Element(parts, "xl/sharedStrings.xml", isOptional: true)
      .all("si").map { $0.all("t").map(\.text).joined() }
    let formats = try WorkbookReader.formats(Element(parts, "xl/styles.xml"))
    let names = try Element(parts, "xl/workbook.xml").all("sheet")
      .map { $0.attributes["name"] ?? "" }
    var sheets: [Sheet] = []
    for (index, name) in names.enumerated() {
      let root = try Element(parts, "xl/worksheets/sheet\(index + 1).xml")
      sheets.append(try WorkbookReader.sheet(root, name: name, strings, formats))
    }
    self.sheets = sheets
  }

  private static func sheet(
    _ root: Element, name: String, _ strings: [String],
    _ formats: [(format: String, isBold: Bool)]
  ) throws -> Sheet {
    var sheet = Sheet()
    sheet.name = name
    sheet.frozenRows = root.all("pane").first.flatMap { Int($0.attributes["ySplit"] ?? "") } ?? 0
    sheet.filter = root.all("autoFilter").first?.attributes["ref"] ?? ""
    sheet.widths = root.all("col").compactMap { Double($0.attributes["width"] ?? "") }
    for element in root.all("c") {
      var cell = Cell()
      cell.text = element.all("v").first?.text ?? ""
      cell.isFormula = !element.all("f").isEmpty
      if element.attributes["t"] == "s" {
        guard let index = Int(cell.text), strings.indices.contains(index) else {
          throw Malformed(description: "no shared string \(cell.text)")
        }
        (cell.text, cell.isNumber) = (strings[index], false)
      } else if cell.text.isEmpty {
        cell.isNumber = false
      }
      if let style = element.attributes["s"].flatMap(Int.init) {
        (cell.format, cell.isBold) = formats[style]
      }
      sheet.cells[place(element.attributes["r"] ?? "")] = cell
    }
    return sheet
  }

  /// Row and column of `B7`.
  private static func place(_ reference: String) -> [Int] {
    let letters = reference.prefix { $0.isLetter }
    let column = letters.utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
    return [(Int(reference.dropFirst(letters.count)) ?? 0) - 1, column - 1]
  }

  /// The number format of each style, and whether its font is bold.
  private static func formats(_ styles: Element) -> [(format: String, isBold: Bool)] {
    let codes = Dictionary(
      styles.all("numFmt").map {
        ($0.attributes["numFmtId"] ?? "", $0.attributes["formatCode"] ?? "")
      }, uniquingKeysWith: { first, _ in first }
    ).merging(["1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"]) { own, _ in own }
    let fonts = styles.all("fonts").first?.all("font").map { !$0.all("b").isEmpty } ?? []
    return styles.all("cellXfs").first?.all("xf").map { xf in
      let font = Int(xf.attributes["fontId"] ?? "") ?? 0
      return (codes[xf.attributes["numFmtId"] ?? ""] ?? "General", fonts[font])
    } ?? []
  }
}

extension WorkbookReader {
  /// The files of a zip archive (PKWARE's APPNOTE), by its table at the end.
  private static func unzipped(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
    let number = { (offset: Int, size: Int) -> Int in
      bytes[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let mark = Array("PK\u{5}\u{6}".utf8)
    guard bytes.count >= 22,
      let end = (0...(bytes.count - 22)).last(where: { bytes[$0...].starts(with: mark) })
    else { throw Malformed(description: "no zip archive") }
    var files: [String: [UInt8]] = [:]
    var entry = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      let (method, packed, size) = (
        number(entry + 10, 2), number(entry + 20, 4), number(entry + 24, 4)
      )
      let nameSize = number(entry + 28, 2)
      let name = String(decoding: bytes[entry + 46..<entry + 46 + nameSize], as: UTF8.self)
      let header = number(entry + 42, 4)
      let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
      let content = Array(bytes[start..<start + packed])
      files[name] = method == 0 ? content : try inflated(content, size: size)
      entry += 46 + nameSize + number(entry + 30, 2) + number(entry + 32, 2)
    }
    return files
  }

  private static func inflated(_ bytes: [UInt8], size: Int) throws -> [UInt8] {
    var (input, output) = (bytes, [UInt8](repeating: 0, count: size))
    var stream = z_stream()
    guard
      inflateInit2_(
        &stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Malformed(description: "zlib cannot start") }
    defer { inflateEnd(&stream) }
    let result = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
        (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
        return inflate(&stream, Z_FINISH)
      }
    }
    guard result == Z_STREAM_END || size == 0 else {
      throw Malformed(description: "a part is cut off")
    }
    return output
  }
}

/// An element of XML with what is in it.
private final class Element: NSObject, XMLParserDelegate {
  private(set) var attributes: [String: String] = [:]
  private(set) var text = ""
  private var name = ""
  private var children: [Element] = []
  private var open: [Element] = []

  override init() {}

  /// Reads a part of a workbook; one that may be missing has nothing in it.
  convenience init(_ parts: [String: String], _ path: String, isOptional: Bool = false) throws {
    self.init()
    guard let source = parts[path] else {
      if isOptional { return }
      throw WorkbookReader.Malformed(description: "no \(path)")
    }
    let parser = XMLParser(data: Data(source.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw WorkbookReader.Malformed(
        description: "\(path): \(parser.parserError.map { "\($0)" } ?? "no XML")")
    }
  }

  /// The elements of a name below this one, in order.
  func all(_ name: String) -> [Element] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let element = Element()
    (element.name, element.attributes) = (name, attributes)
    (open.last ?? self).children.append(element)
    open.append(element)
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}
