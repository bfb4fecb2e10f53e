import Rendering
import Reports

/// What a command says that does or checks something: sentences for people, and the same as fields.
struct Receipt {
  let envelope: JSONEnvelope
  /// For people; it ends with a line break.
  let text: String

  /// The fields as a table: a row for each element of a list, otherwise one row.
  ///
  /// Members of objects have the names of both; what no cell can hold is told by its number.
  var table: ReportTable {
    let rows: [[(String, JSONNode)]]
    switch envelope.data {
    case .array(let elements): rows = elements.map { Receipt.fields(of: $0, named: "") }
    default: rows = [Receipt.fields(of: envelope.data, named: "")]
    }
    let names = (rows.first ?? []).map(\.0)
    let columns = names.map { name in
      let areNumbers = rows.allSatisfy { row in
        if case .integer? = row.first(where: { $0.0 == name })?.1 { true } else { false }
      }
      return ReportTable.Column(name, areNumbers ? .number : .text)
    }
    return ReportTable(
      name: "receipt", title: envelope.schema, columns: columns,
      rows: rows.map { row in
        names.map { name in row.first { $0.0 == name }.map { Receipt.cell($0.1) } ?? .none }
      })
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
