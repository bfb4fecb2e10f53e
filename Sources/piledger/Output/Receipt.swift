import Rendering
import Reports

/// What a command says that does or checks something: sentences for people, and the same as fields.
struct Receipt {
  let envelope: JSONEnvelope
  /// For people; it ends with a line break.
  let text: String

  /// The fields as a table: a row for each element of a list, otherwise one row.
  ///
  /// Its columns are those of the schema, so that what is unknown this time has a column too.
  /// Members of objects have the names of both; what no cell can hold is told by its number.
  var table: ReportTable {
    let rows: [[String: JSONNode]]
    switch envelope.data {
    case .array(let elements): rows = elements.map { Receipt.fields(of: $0) }
    default: rows = [Receipt.fields(of: envelope.data)]
    }
    let fields = OutputSchemas.schema(named: envelope.schema)?.fields ?? []
    return ReportTable(
      name: "receipt", title: envelope.schema,
      columns: fields.map { ReportTable.Column($0.name, $0.isNumber ? .number : .text) },
      rows: rows.map { row in fields.map { row[$0.name].map(Receipt.cell) ?? .none } })
  }

  private static func fields(of node: JSONNode) -> [String: JSONNode] {
    Dictionary(uniqueKeysWithValues: fields(of: node, named: ""))
  }

  private static func fields(of node: JSONNode, named name: String) -> [(String, JSONNode)] {
    guard case .object(let members) = node else { return [(name, node)] }
    return members.flatMap { member, value in
      fields(of: value, named: name.isEmpty ? member : "\(name)_\(member)")
    }
  }

  private static func cell(_ node: JSONNode) -> Cell {
    switch node {
    case .string(let text): .text(text)
    case .integer(let number): .text(String(number))
    case .bool(let flag): .text(flag ? "true" : "false")
    case .null: .none
    case .object(let members): .text(String(members.count))
    case .array(let elements): .text(words(of: elements) ?? String(elements.count))
    }
  }

  /// The elements in one text; nil if they have members of their own.
  private static func words(of elements: [JSONNode]) -> String? {
    var words: [String] = []
    for element in elements {
      switch element {
      case .string(let text): words.append(text)
      case .integer(let number): words.append(String(number))
      default: return nil
      }
    }
    return words.joined(separator: "; ")
  }
}

extension FormatOptions {
  /// Refuses a file name that doesn't say its format, before anything is done.
  func check(_ options: GlobalOptions) throws {
    _ = try format(wantsJSON: options.wantsJSON)
  }

  /// Writes a receipt; with --quiet only where a format or a file is asked for.
  func write(_ receipt: Receipt, _ options: GlobalOptions) throws {
    let isSilent =
      try options.quiet && outputPath == nil
      && format(wantsJSON: options.wantsJSON) == .table
    guard !isSilent else { return }
    try write(
      FormattedResult(
        csv: receipt.table, markdown: MarkdownWriter.table(receipt.table),
        json: receipt.envelope, text: { _ in receipt.text }),
      options)
  }
}
