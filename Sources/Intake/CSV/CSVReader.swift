/// Reads CSV as in RFC 4180, and the variants that spreadsheets write: any line ends, a byte order
/// mark.
package struct CSVReader {
  /// A record with the line on which it starts.
  package struct Record: Hashable, Sendable {
    package let line: Int
    package let fields: [String]
  }

  private static let quote = UInt8(ascii: "\"")
  private let separator: UInt8
  private static let feed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let bytes: [UInt8]
  private var position: Int
  private var line = 1

  package init(_ bytes: [UInt8]) {
    self.init(bytes, separator: UInt8(ascii: ","))
  }

  /// A reader of fields with another byte between them.
  init(_ bytes: [UInt8], separator: UInt8) {
    (self.bytes, self.separator) = (bytes, separator)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next record that is not an empty line; nil at the end.
  package mutating func next() -> Record? {
    while position < bytes.count {
      let start = line
      let fields = record()
      if fields != [""] { return Record(line: start, fields: fields) }
    }
    return nil
  }

  private mutating func record() -> [String] {
    var fields = [field()]
    while take(separator) { fields.append(field()) }
    _ = take(CSVReader.carriageReturn)
    if take(CSVReader.feed) { line += 1 }
    return fields
  }

  private mutating func field() -> String {
    take(CSVReader.quote) ? quoted() : plain()
  }

  /// Reads up to the separator or the end of the line.
  private mutating func plain() -> String {
    let start = position
    while position < bytes.count, bytes[position] != separator, !isAtLineEnd {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private var isAtLineEnd: Bool {
    if bytes[position] == CSVReader.feed { return true }
    return bytes[position] == CSVReader.carriageReturn
      && (position + 1 == bytes.count || bytes[position + 1] == CSVReader.feed)
  }

  /// Reads up to the closing quote, or to the end of the text if it is missing.
  private mutating func quoted() -> String {
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == CSVReader.quote {
        guard take(CSVReader.quote) else { break }
      } else if byte == CSVReader.feed {
        line += 1
      }
      content.append(byte)
    }
    return String(decoding: content, as: UTF8.self) + plain()
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
