import Foundation

/// The amounts of one row, by column name; unknown ones count as 0 in sums.
typealias Amounts = [String: Int64]

/// Rows of a result as programs read it.
struct FigureTable {
  static let names = [
    "tasks", "billed_points", "expected_points", "variance_points", "unchecked_points",
    "commitment_points",
  ]

  let rows: [[String: String]]

  /// The rows of CSV; fields of these results hold no line break.
  init(csv text: String) {
    let lines = FigureTable.lines(text)
    let header = lines.first ?? []
    rows = lines.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The rows of a member of the data of JSON.
  init(json text: String, _ path: String...) throws {
    var node = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    for name in ["data"] + path { node = node[name] as? [String: Any] ?? [:] }
    rows = (node["rows"] as? [[String: Any]] ?? []).map { row in
      row.compactMapValues { $0 is NSNull ? nil : "\($0)" }
    }
  }

  /// The total of a report's JSON.
  init(totalOf text: String) throws {
    let node = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let total = (node?["data"] as? [String: Any])?["total"] as? [String: Any] ?? [:]
    rows = [total.compactMapValues { $0 is NSNull ? nil : "\($0)" }]
  }

  init(rows: [[String: String]]) {
    self.rows = rows
  }

  /// The fields of each line of CSV; none of them holds a line break.
  static func lines(_ text: String) -> [[String]] {
    text.split(whereSeparator: \.isNewline).map { FigureTable.fields(String($0)) }
  }

  private static func fields(_ line: String) -> [String] {
    var (fields, field, isQuoted) = ([String](), "", false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(field)
        field = ""
      default: field.append(character)
      }
    }
    return fields + [field]
  }

  func filter(_ isIncluded: ([String: String]) -> Bool) -> FigureTable {
    FigureTable(rows: rows.filter(isIncluded))
  }

  /// The sums of the columns that the table has, by the values of others; groups without tasks and
  /// amounts are omitted.
  func sums(by keys: [String]) -> [[String]: Amounts] {
    var sums: [[String]: Amounts] = [:]
    for row in rows {
      for name in Self.names where row.keys.contains(name) {
        sums[keys.map { row[$0] ?? "" }, default: [:]][name, default: 0] +=
          Int64(row[name] ?? "") ?? 0
      }
    }
    return sums.filter { $0.value.values.contains { $0 != 0 } }
  }
}
