package import Domain
package import Reconciliation
package import Reports

/// A JSON value to write.
package indirect enum JSONNode: Sendable {
  case object([(String, JSONNode)])
  case array([JSONNode])
  case string(String)
  case integer(Int64)
  case bool(Bool)
  case null

  package static func optional(_ string: String?) -> JSONNode {
    string.map { .string($0) } ?? .null
  }

  /// The value indented by two spaces, with members in their original order.
  package var text: String { rendered(indent: "") }

  private func rendered(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .object(let members) where members.isEmpty: return "{}"
    case .array(let elements) where elements.isEmpty: return "[]"
    case .object(let members):
      let lines = members.map {
        "\(inner)\(JSONText.quoted($0.0)): \($0.1.rendered(indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .array(let elements):
      let lines = elements.map { inner + $0.rendered(indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .string(let string): return JSONText.quoted(string)
    case .integer(let integer): return String(integer)
    case .bool(let flag): return flag ? "true" : "false"
    case .null: return "null"
    }
  }
}

/// The JSON envelope that every command uses: `{schema, generated_at, parameters, coverage, data}`.
package struct JSONEnvelope: Sendable {
  /// The type of the data, with its version: `piledger.report.daily/1`.
  package let schema: String
  /// The moment that the run is for: the current time, or `--as-of`.
  package let generatedAt: Instant
  package let parameters: [(String, JSONNode)]
  package let coverage: Coverage?
  package let data: JSONNode

  package init(
    schema: String, generatedAt: Instant, parameters: [(String, JSONNode)], coverage: Coverage?,
    data: JSONNode
  ) {
    self.schema = schema
    self.generatedAt = generatedAt
    self.parameters = parameters
    self.coverage = coverage
    self.data = data
  }

  package var text: String {
    JSONNode.object([
      ("schema", .string(schema)), ("generated_at", .string(generatedAt.description)),
      ("parameters", .object(parameters)),
      ("coverage", coverage.map(JSONNode.coverage) ?? .null),
      ("data", data),
    ]).text + "\n"
  }
}

extension JSONNode {
  /// Money as integer points and as an exact USD decimal in a string.
  package static func money(_ name: String, _ points: Points?) -> [(String, JSONNode)] {
    [
      ("\(name)_points", points.map { .integer($0.count) } ?? .null),
      ("\(name)_usd", points.map { .string($0.usdText) } ?? .null),
    ]
  }

  package static func coverage(_ coverage: Coverage) -> JSONNode {
    .object(
      [
        ("tasks_checked", .integer(Int64(coverage.checkedTasks))),
        ("tasks_billable", .integer(Int64(coverage.billableTasks))),
        ("tasks_open", .integer(Int64(coverage.openTasks))),
        ("tasks_other_unit", .integer(Int64(coverage.otherUnitTasks))),
        ("tasks_undated", .integer(Int64(coverage.undatedTasks))),
        ("records_unreadable", .integer(Int64(coverage.unreadable.count))),
        ("records", coverage.unreadable.all.map { .integer(Int64($0)) } ?? .null),
      ] + money("checked", coverage.checkedPoints) + money("billed", coverage.billedPoints)
        + money("unpriced", coverage.unpricedPoints))
  }

  /// A table as an object with its rows and its total.
  package static func table(_ table: ReportTable) -> JSONNode {
    .object([
      ("rows", .array(rows(of: table))),
      ("total", table.total.map { object($0, of: table) } ?? .null),
    ])
  }

  /// The rows of a table, each as an object.
  package static func rows(of table: ReportTable) -> [JSONNode] {
    table.rows.map { object($0, of: table) }
  }

  private static func object(_ cells: [Cell], of table: ReportTable) -> JSONNode {
    .object(zip(table.columns, cells).flatMap { members($1, in: $0) })
  }

  private static func members(
    _ cell: Cell, in column: ReportTable.Column
  ) -> [(String, JSONNode)] {
    switch cell {
    case .text(let text), .word(let text): [(column.name, .string(text))]
    case .count(let count): [(column.name, .integer(Int64(count)))]
    case .money(let points): money(column.name, points)
    case .tasks(let tasks): [(column.name, .array(tasks.ids.map { .string($0) }))]
    case .currency(let amount): [(column.name, .string(amount.exactText))]
    case .none: column.kind == .money ? money(column.name, nil) : [(column.name, .null)]
    }
  }
}
