import Domain
package import Reports

/// Writes a table as CSV, following RFC 4180: CRLF line ends, fields quoted when necessary.
///
/// Money takes two columns, `…_points` and `…_usd`; an amount in another currency, one with every
/// digit. Text that a spreadsheet would take for a
/// formula is prefixed with an apostrophe. There is no total row, since the rows add up to it.
package enum CSVWriter {
  package static func text(_ table: ReportTable) -> String {
    let header = table.columns.flatMap { column in
      column.kind == .money ? ["\(column.name)_points", "\(column.name)_usd"] : [column.name]
    }
    let lines = table.rows.map { row in
      zip(table.columns, row).flatMap { column, cell in fields(cell, in: column) }
    }
    return ([header.map(field)] + lines).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func fields(_ cell: Cell, in column: ReportTable.Column) -> [String] {
    switch cell {
    case .text(let text) where column.kind == .number: [text]
    case .text(let text), .word(let text): [field(text)]
    case .count(let count): [String(count)]
    case .money(let points): [String(points.count), points.usdText(fractionDigits: 7)]
    case .currency(let amount): [amount.exactText]
    case .none: column.kind == .money ? ["", ""] : [""]
    }
  }

  /// Text as a field that spreadsheets won't run as a formula.
  package static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) }
    let safe = isFormula == true ? "'" + text : text
    let needsQuotes = safe.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes || safe.first == " " || safe.last == " " else { return safe }
    let doubled = safe.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(doubled)\""
  }
}
