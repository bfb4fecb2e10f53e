/// The columns of a CSV file whose header names some that hold prose, such as prompts.
///
/// In other CSV files answers are found like in any text; here a field's column has to be known,
/// since a prompt may quote an answer.
struct ProseColumns {
  private static let separators = Array(",;\t".utf8)
  private static let headerLimitBytes = 4096

  let separator: UInt8
  private let names: [String]

  /// Reads a first line; nil if it is no header, or all its columns may be read.
  init?(header: some Collection<UInt8>) {
    let header = Array(header)
    guard header.count <= ProseColumns.headerLimitBytes,
      let separator = header.first(where: ProseColumns.separators.contains),
      let record = CSVReader(header, separator: separator).onlyRecord
    else { return nil }
    (self.separator, names) = (separator, record.fields)
    guard names.count > 1, names.allSatisfy(ProseColumns.isName),
      names.contains(where: { AnswerFinder.isProse($0) || AnswerFinder.isWorded($0) })
    else { return nil }
  }

  private static func isName(_ field: String) -> Bool {
    let bytes = field.utf8
    guard let first = bytes.first, bytes.count <= 64 else { return false }
    return (first | 0x20) &- 0x61 < 26 || first == UInt8(ascii: "_")
  }

  /// Whether a field of a column may hold an answer that is not quoted in prose.
  func mayHoldAnswer(_ field: String, inColumn column: Int) -> Bool {
    guard names.indices.contains(column) else { return true }
    let name = names[column]
    return !AnswerFinder.isProse(name)
      && (!AnswerFinder.isWorded(name) || AnswerFinder.isJSON(field))
  }
}

extension CSVReader {
  /// The record of a text that holds exactly one.
  fileprivate var onlyRecord: Record? {
    var reader = self
    let record = reader.next()
    return reader.next() == nil ? record : nil
  }
}

extension AnswerReader {
  /// Looks whether the first line is a header that names columns with prose.
  mutating func readHeader() throws(SourceError) {
    var offset = 0
    while let byte = try window.peek(atOffset: offset), byte != UInt8(ascii: "\n"), offset <= 4096 {
      offset += 1
    }
    var line = window.bytes[window.position..<min(window.count, window.position + offset)]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    proseColumns = ProseColumns(header: line)
  }

  /// Reads the record that begins at the position, field by field.
  mutating func readRecord(_ columns: ProseColumns) throws(SourceError) {
    let place = window.place
    let sizeBytes = try recordSizeBytes()
    let end = window.position + sizeBytes
    guard hasMark(before: end) else { return passText(to: end) }
    var reader = CSVReader(Array(window.bytes[window.position..<end]), separator: columns.separator)
    var found = AnswerFinder.Found()
    for (column, field) in (reader.next()?.fields ?? []).enumerated()
    where columns.mayHoldAnswer(field, inColumn: column) {
      let inField = AnswerFinder.found(
        inText: Array(field.utf8), at: place, depth: depth, messages: messages)
      found.items += inField.items
      found.repairs += inField.repairs
    }
    take(found, to: end)
  }

  /// The bytes of the record at the position, with its line end: one within quotes does not end it.
  private func recordSizeBytes() throws(SourceError) -> Int {
    var offset = 0
    var isQuoted = false
    while offset < valueLimitBytes, let byte = try window.peek(atOffset: offset) {
      offset += 1
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted { break }
    }
    return offset
  }
}
