/// One step of a query: a common table expression, with what one of its rows is.
struct CommonTableExpression {
  let name: String
  let row: String
  let select: String

  init(_ name: String, row: String, _ select: String) {
    (self.name, self.row, self.select) = (name, row, select)
  }

  /// A step that adds columns to the rows of another.
  init(
    _ name: String, row: String, adding columns: [(name: String, value: String)], to table: String,
    where condition: String? = nil
  ) {
    let added = columns.map { "    \($0.value) AS \($0.name)" }.joined(separator: ",\n")
    let rest = condition.map { "\n  WHERE \($0)" } ?? ""
    self.init(name, row: row, "SELECT *,\n\(added)\n  FROM \(table)\(rest)")
  }

  /// A step with these columns alone.
  init(
    _ name: String, row: String, columns: [(name: String, value: String)], of table: String,
    where condition: String? = nil
  ) {
    let all = columns.map { column in
      "    " + (column.name == column.value ? column.name : "\(column.value) AS \(column.name)")
    }
    let rest = condition.map { "\n  WHERE \($0)" } ?? ""
    self.init(
      name, row: row, "SELECT\n\(all.joined(separator: ",\n"))\n  FROM \(table)\(rest)")
  }

  /// Tables as the beginning of a query.
  static func text(_ tables: [CommonTableExpression]) -> String {
    let texts = tables.map { table in
      "-- one row: \(table.row)\n\(table.name) AS (\n  \(table.select)\n)"
    }
    return "WITH\n" + texts.joined(separator: ",\n")
  }
}

/// Text of a `CASE`, a branch a line.
enum Cases {
  static func text(
    of value: String? = nil, _ branches: [(condition: String, result: String)],
    otherwise: String? = nil
  ) -> String {
    let lines = branches.map { "WHEN \($0.condition) THEN \($0.result)" }
    let last = otherwise.map { ["ELSE \($0)"] } ?? []
    let separator = branches.count > 2 ? "\n      " : " "
    let head = value.map { "CASE \($0)" } ?? "CASE"
    return ([head] + lines + last).joined(separator: separator) + " END"
  }
}
