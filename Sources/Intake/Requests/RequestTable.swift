import Domain

/// Requests as the rows of a table: columns `model` and `task_type`, and one for each input field,
/// by its path.
///
/// An empty cell is a field that is not sent. Numbers, `true`, `false`, lists and objects are those
/// of JSON; everything else is text.
struct RequestTable {
  private static let separators = Array(",;\t".utf8)
  private static let ownColumns: Set<String> = ["model", "task_type", "messages", "config"]
  private static let inputPrefix = "input."

  private let names: [String]
  private var reader: CSVReader

  /// Reads the header; nil if the text is no table with a column `model`.
  init?(_ bytes: [UInt8]) {
    let first = bytes.first { !" \t\r\n".utf8.contains($0) }
    guard let first, !"{[".utf8.contains(first) else { return nil }
    for separator in RequestTable.separators {
      var reader = CSVReader(bytes, separator: separator)
      let names = (reader.next()?.fields ?? []).map { String($0.trimmed) }
      guard names.count > 1, names.contains("model") else { continue }
      (self.names, self.reader) = (names, reader)
      return
    }
    return nil
  }

  /// The request of the next row; nil at the end.
  mutating func next() -> RequestBodies.Body? {
    guard let record = reader.next() else { return nil }
    let surplus = record.fields.dropFirst(names.count)
    guard surplus.allSatisfy({ $0.trimmed.isEmpty }) else {
      let reason = "expected \(names.count) cells, found \(record.fields.count)"
      return RequestBodies.Body(line: record.line, request: .failure(RecordError(reason)))
    }
    return RequestBodies.Body(
      line: record.line, request: RequestBodies.request(of: body(record.fields)))
  }

  private func body(_ cells: [String]) -> JSONValue {
    var members: [JSONValue.Member] = []
    var input: [JSONValue.Member] = []
    for (name, cell) in zip(names, cells) where !name.isEmpty && !cell.trimmed.isEmpty {
      if RequestTable.ownColumns.contains(name) {
        members.append(JSONValue.Member(key: name, value: .string(cell)))
      } else {
        let isPrefixed = name.hasPrefix(RequestTable.inputPrefix)
        let path = isPrefixed ? name.dropFirst(RequestTable.inputPrefix.count) : name[...]
        input.append(
          JSONValue.Member(key: String(path), value: RequestTable.value(of: cell, named: path)))
      }
    }
    return .object(members + [JSONValue.Member(key: "input", value: .object(input))])
  }

  /// What a cell stands for; a number in a prompt is text.
  private static func value(of cell: String, named path: Substring) -> JSONValue {
    let name = path.split(separator: ".").last ?? path
    let text = String(cell.trimmed)
    guard !RequestText.isPrivate(memberNamed: String(name)) else { return .string(cell) }
    // As spreadsheets write them.
    let word = ["TRUE": "true", "FALSE": "false"][text] ?? text
    guard let value = try? JSONValue(Array(word.utf8)), value.string == nil else {
      return .string(cell)
    }
    return value
  }
}
