package import Reports

/// The shape of a JSON value: what its JSON Schema says.
package indirect enum JSONShape: Sendable {
  /// Members that are always there, and those that may be.
  case object([(String, JSONShape)], optional: [(String, JSONShape)])
  /// Members that are always there, and others of one shape, whose names depend on the data.
  case open([(String, JSONShape)], others: JSONShape)
  case array(JSONShape)
  case string
  case integer
  case bool
  /// A number exactly as it is, in a string: `-0.028`.
  case decimal
  /// RFC 3339 in UTC, in a string.
  case time
  /// `2026-03-16`, in a string.
  case day
  /// One of these words.
  case word([String])
  case null
  case either([JSONShape])

  package static func object(_ members: [(String, JSONShape)]) -> JSONShape {
    .object(members, optional: [])
  }

  package static func optional(_ shape: JSONShape) -> JSONShape { .either([shape, .null]) }

  /// A value in a cell whose column is not known beforehand.
  package static let scalar = JSONShape.either([.string, .integer, .null])
}

extension JSONShape {
  /// The shape as JSON Schema (draft 2020-12), without its head.
  package var schema: JSONNode {
    switch self {
    case .object(let members, let optional):
      .object(JSONShape.objectMembers(members, optional: optional))
    case .open(let members, let others):
      .object(
        JSONShape.objectMembers(members, optional: [])
          + [("additionalProperties", others.schema)])
    case .array(let element): .object([("type", .string("array")), ("items", element.schema)])
    case .string: .type("string")
    case .integer: .type("integer")
    case .bool: .type("boolean")
    case .null: .type("null")
    case .decimal:
      .object([("type", .string("string")), ("pattern", .string(#"^-?[0-9]+(\.[0-9]+)?$"#))])
    case .time: .object([("type", .string("string")), ("format", .string("date-time"))])
    case .day: .object([("type", .string("string")), ("format", .string("date"))])
    case .word(let words): .object([("enum", .array(words.map { .string($0) }))])
    case .either(let shapes): .object([("anyOf", .array(shapes.map(\.schema)))])
    }
  }

  private static func objectMembers(
    _ members: [(String, JSONShape)], optional: [(String, JSONShape)]
  ) -> [(String, JSONNode)] {
    [
      ("type", .string("object")),
      ("properties", .object((members + optional).map { ($0.0, $0.1.schema) })),
      ("required", .array(members.map { .string($0.0) })),
    ]
  }
}

extension JSONNode {
  fileprivate static func type(_ name: String) -> JSONNode { .object([("type", .string(name))]) }
}

/// What a command writes with `--json`: the envelope with its data.
package struct JSONEnvelopeShape: Sendable {
  /// `piledger.report.daily/1`, as the envelope names it.
  package let name: String
  /// What writes it.
  package let summary: String
  private let parameters: [(String, JSONShape)]
  private let coverage: JSONShape
  private let data: JSONShape

  package init(
    _ name: String, _ summary: String, parameters: [(String, JSONShape)] = [],
    coverage: JSONShape = .null, data: JSONShape
  ) {
    (self.name, self.summary, self.parameters) = (name, summary, parameters)
    (self.coverage, self.data) = (coverage, data)
  }

  /// The members of the data, or of each element of a list, as columns of a table: those of objects
  /// have the names of both.
  package var fields: [(name: String, isNumber: Bool)] {
    if case .array(let element) = data { element.fields(named: "") } else { data.fields(named: "") }
  }

  /// The JSON Schema with its head.
  ///
  /// Members may be added to an object without a new version, so none is forbidden.
  package var schema: JSONNode {
    guard
      case .object(let members) = JSONShape.object([
        ("schema", .word([name])), ("generated_at", .time), ("parameters", .object(parameters)),
        ("coverage", coverage), ("data", data),
      ]).schema
    else { return .null }
    return .object(
      [
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        ("$id", .string("urn:\(String(name.map { $0 == "/" ? ":" : $0 }))")),
        ("title", .string(name)), ("description", .string(summary)),
      ] + members)
  }
}

extension JSONShape {
  fileprivate func fields(named name: String) -> [(name: String, isNumber: Bool)] {
    switch self {
    case .object(let members, let optional):
      (members + optional).flatMap { member, shape in
        shape.fields(named: name.isEmpty ? member : "\(name)_\(member)")
      }
    case .either(let shapes):
      // A value that may be missing has the columns of one that is there.
      shapes.first?.fields(named: name) ?? []
    case .integer: [(name, true)]
    default: [(name, false)]
    }
  }
}

extension JSONShape {
  /// Money, as ``JSONNode/money(_:_:)`` writes it.
  package static func money(_ name: String) -> [(String, JSONShape)] {
    [("\(name)_points", .optional(.integer)), ("\(name)_usd", .optional(.decimal))]
  }

  /// Counts by these names.
  package static func counts(_ names: [String]) -> [(String, JSONShape)] {
    names.map { ($0, .integer) }
  }

  package static let strings = JSONShape.array(.string)

  /// The exit statuses that apply, as they are documented.
  package static let statuses = JSONShape.array(.integer)

  /// As ``JSONNode/coverage(_:)`` writes it.
  package static let coverage = JSONShape.object(
    counts([
      "tasks_checked", "tasks_billable", "tasks_open", "tasks_other_unit", "tasks_undated",
      "records_unreadable",
    ]) + [("records", .optional(.integer))] + money("checked") + money("billed")
      + money("unpriced"))

  /// A table, as ``JSONNode/table(_:)`` writes it.
  ///
  /// - Parameters:
  ///   - table: any table with these columns, such as one without rows.
  ///   - keys: how many of its first columns depend on what was asked for.
  /// - Returns: the shape of the table.
  package static func table(_ table: ReportTable, keys: Int = 0) -> JSONShape {
    let row = row(table.columns.dropFirst(keys).flatMap { members(of: $0) }, isOpen: keys > 0)
    let first = table.columns.dropFirst(keys).first
    // The sums start with a word, whatever their column holds.
    let total =
      keys > 0 || first?.kind == .text || first?.kind == .time
      ? row : .open([], others: .scalar)
    return .object([("rows", .array(row)), ("total", .optional(total))])
  }

  /// A table whose columns depend on the data.
  package static let anyTable = JSONShape.object([
    ("rows", .array(.open([], others: .either([.scalar, strings])))),
    ("total", .optional(.open([], others: .scalar))),
  ])

  private static func row(_ members: [(String, JSONShape)], isOpen: Bool) -> JSONShape {
    isOpen ? .open(members, others: .scalar) : .object(members)
  }

  private static func members(of column: ReportTable.Column) -> [(String, JSONShape)] {
    switch column.kind {
    case .money: money(column.name)
    case .count: [(column.name, .optional(.integer))]
    case .number: [(column.name, .optional(.string))]
    case .text, .time: [(column.name, .optional(.string))]
    case .tasks: [(column.name, strings)]
    }
  }

  /// A document, as ``JSONNode/document(_:)`` writes it.
  package static let document = JSONShape.object([
    ("title", .string), ("headline", .string),
    (
      "key_figures",
      .array(.object([("name", .string), ("value", .string), ("detail", .string)]))
    ),
    ("trust", strings), ("tables", .open([], others: anyTable)), ("absences", strings),
  ])
}
