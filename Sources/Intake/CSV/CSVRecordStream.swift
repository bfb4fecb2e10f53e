/// Streams the records of a CSV source: memory holds one record and one chunk.
package struct CSVRecordStream {
  private static let quote = UInt8(ascii: "\"")
  private static let feed = UInt8(ascii: "\n")

  private let source: any ByteSource
  private var chunk: [UInt8] = []
  private var position = 0
  private var line = 1

  package init(_ source: any ByteSource) {
    self.source = source
  }

  /// The next record that is not an empty line; nil at the end.
  package mutating func next() throws(SourceError) -> CSVReader.Record? {
    while let (bytes, start) = try lines() {
      var reader = CSVReader(bytes)
      if let record = reader.next() {
        return CSVReader.Record(line: start, fields: record.fields)
      }
    }
    return nil
  }

  /// The bytes of a record, with its first line: a line end within quotes does not end it.
  private mutating func lines() throws(SourceError) -> (bytes: [UInt8], line: Int)? {
    let start = line
    var record: [UInt8] = []
    var isQuoted = false
    while true {
      if position == chunk.count {
        (chunk, position) = (try source.nextChunk(), 0)
        guard !chunk.isEmpty else { return record.isEmpty ? nil : (record, start) }
      }
      let rest = chunk[position...]
      guard let end = rest.firstIndex(where: { $0 == Self.feed }) else {
        isQuoted = isQuoted != Self.opensQuotes(rest)
        record += rest
        position = chunk.count
        continue
      }
      let part = chunk[position...end]
      line += 1
      position = end + 1
      isQuoted = isQuoted != Self.opensQuotes(part)
      record += part
      if !isQuoted { return (record, start) }
    }
  }

  /// Whether the number of quotes is odd: doubled ones within a field don't change it.
  private static func opensQuotes(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.reduce(false) { $1 == quote ? !$0 : $0 }
  }
}
