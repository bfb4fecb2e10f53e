import Domain
package import Reports

/// Writes a table as CSV, following RFC 4180: fields are quoted when necessary.
///
/// Money takes two columns, `…_points` and `…_usd`; an amount in another currency, one with every
/// digit. Text that a spreadsheet would take for a
/// formula is prefixed with an apostrophe. There is no total row, since the rows add up to it.
package enum CSVWriter {
  package static func text(_ table: ReportTable, in form: CSVForm = .plain) -> String {
    let header = table.columns.flatMap { column in
      column.kind == .money ? ["\(column.name)_points", "\(column.name)_usd"] : [column.name]
    }
    let lines = table.rows.map { row in
      zip(table.columns, row).flatMap { column, cell in fields(cell, in: column, form) }
    }
    return form.start + ([header.map(form.field)] + lines).map(form.line).joined()
  }

  private static func fields(
    _ cell: Cell, in column: ReportTable.Column, _ form: CSVForm
  ) -> [String] {
    switch cell {
    case .text(let text) where column.kind == .number: [form.number(text)]
    case .text(let text) where column.kind == .time: [form.time(text)]
    case .text(let text), .word(let text): [form.field(text)]
    case .count(let count): [String(count)]
    case .money(let points):
      [String(points.count), form.decimal(points.usdText(fractionDigits: 7))]
    case .currency(let amount): [form.number(amount.exactText)]
    case .tasks(let tasks): [form.field(tasks.ids.joined(separator: " "))]
    case .none: column.kind == .money ? ["", ""] : [""]
    }
  }
}
