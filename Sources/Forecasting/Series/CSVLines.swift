/// The lines of a CSV text, field by field, as RFC 4180 quotes them.
struct CSVLines: Sequence, IteratorProtocol {
  private var bytes: ArraySlice<UInt8>
  /// The number of the line that the next record begins on.
  private(set) var lineNumber = 1

  init(_ text: String) { bytes = Array(text.utf8)[...] }

  /// The next record with the line it begins on; empty lines are passed over.
  mutating func next() -> (line: Int, fields: [String])? {
    while !bytes.isEmpty {
      let line = lineNumber
      let fields = record()
      if fields.count > 1 || fields.first?.isEmpty == false { return (line, fields) }
    }
    return nil
  }

  private mutating func record() -> [String] {
    var fields: [String] = []
    while true {
      fields.append(field())
      guard let end = bytes.popFirst() else { return fields }
      if end == UInt8(ascii: "\n") {
        lineNumber += 1
        return fields
      }
    }
  }

  /// A field up to the comma or line feed that ends it, which stays.
  private mutating func field() -> String {
    guard bytes.first == UInt8(ascii: "\"") else {
      let end = bytes.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") }
      let field = bytes[..<(end ?? bytes.endIndex)]
      bytes = bytes[field.endIndex...]
      return String(
        decoding: field.last == UInt8(ascii: "\r") ? field.dropLast() : field, as: UTF8.self)
    }
    bytes.removeFirst()
    var field: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\n") { lineNumber += 1 }
      if byte == UInt8(ascii: "\"") {
        guard bytes.first == UInt8(ascii: "\"") else { break }
        bytes.removeFirst()
      }
      field.append(byte)
    }
    // What stands between the closing quote and the end of the field belongs to nothing.
    while let byte = bytes.first, byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n") {
      bytes.removeFirst()
    }
    return String(decoding: field, as: UTF8.self)
  }
}

/// The columns of a CSV file by name.
struct CSVColumns {
  private let places: [Int]

  /// Finds columns in a header, a byte order mark and spaces aside; else says which is missing.
  init(_ names: [String], in header: [String]) throws(SeriesError) {
    let found = header.map { name in
      String(name.drop { $0 == "\u{FEFF}" || $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    var places: [Int] = []
    for name in names {
      guard let place = found.firstIndex(of: name) else {
        throw SeriesError(
          line: 1, "expected the columns \(names.joined(separator: ",")), found no \(name)")
      }
      places.append(place)
    }
    self.places = places
  }

  func values(in fields: [String]) -> [String]? {
    guard let last = places.max(), last < fields.count else { return nil }
    return places.map { fields[$0] }
  }
}

/// What is wrong with a line of a file of series.
package struct SeriesError: Error, Hashable, CustomStringConvertible {
  package let line: Int
  package let reason: String

  init(line: Int, _ reason: String) { (self.line, self.reason) = (line, reason) }

  package var description: String { "\(line): \(reason)" }
}
