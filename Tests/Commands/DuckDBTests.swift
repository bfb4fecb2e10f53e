import Foundation
import GRDB
import TestSupport
import Testing

/// A Python that has duckdb and duckdb-extension-sqlite-scanner.
private enum DuckDBPython {
  static let path = ProcessInfo.processInfo.environment["DUCKDB_PYTHON"].flatMap {
    FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
  }
}

/// DuckDB reads the views from their SQL: they give the same rows there as in SQLite.
///
/// Runs where `DUCKDB_PYTHON` names a Python that has duckdb and
/// duckdb-extension-sqlite-scanner.
@Suite(
  .enabled(
    if: DuckDBPython.path != nil,
    "DUCKDB_PYTHON names no Python with duckdb and duckdb-extension-sqlite-scanner"))
struct DuckDBTests {
  /// Answers the statements of a file about the ledger in its folder.
  ///
  /// The extension is loaded from its package, since DuckDB would fetch it from the network.
  private static let script = """
    import duckdb, duckdb_extension_sqlite_scanner, glob, json, os, sys
    folder = os.path.dirname(duckdb_extension_sqlite_scanner.__file__)
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    extension, = glob.glob(folder + "/extensions/*/*.duckdb_extension")
    connection.execute(f"LOAD '{extension}'")
    for statement in open("statement.sql").read().split(";"):
        answer = connection.execute(statement)
    print(json.dumps({
        "types": {column[0]: str(column[1]) for column in answer.description},
        "rows": [[None if value is None else str(value) for value in row]
                 for row in answer.fetchall()],
    }))
    """

  private struct Answer: Decodable {
    let types: [String: String]
    let rows: [[String?]]
  }

  private static func answer(_ sql: String, in tool: Tool) throws -> Answer {
    try tool.folder.write(script, to: "script.py")
    try tool.folder.write(sql, to: "statement.sql")
    let result = try tool.shell(
      "\(try #require(DuckDBPython.path)) script.py", environment: tool.typicalEnvironment)
    try #require(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
  }

  private static func rows(_ sql: String, in tool: Tool) throws -> [[String?]] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(
      path: tool.folder.path("ledger.db"), configuration: configuration)
    return try database.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { value in
          switch value.storage {
          case .null, .blob: nil
          case .int64(let number): "\(number)"
          case .double(let number): "\(number)"
          case .string(let text): text
          }
        }
      }
    }
  }

  /// A ledger in which every view has rows: the verdicts, non-UUID ids, history and closed month of
  /// the fixture, tagged tasks, a usage line, numbers of many digits and two more balances.
  private static func filledLedger() throws -> Tool {
    let tool = try Tool()
    let database = try DatabaseQueue(path: tool.folder.path("ledger.db"))
    let text = try TestFiles.text("Tests/Fixtures/version-3/ledger.sql")
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      try database.execute(sql: text)
    }
    try database.close()
    let tasks = (1...5).map { number in
      TaskText.task {
        $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-00000000000\(number)"
        $0.createdAt = "2026-05-0\(number)T23:59:59.\(number)00000001Z"
        $0.input = #"{"prompt":"a \"b\"","seed":1844674407370955161\(number),"a.b seed":0.5}"#
      }.envelope
    }
    try tool.folder.write(tasks.joined(separator: "\n"), to: "in/tasks.ndjson")
    try tool.folder.write(
      UsageLineText.images.replacing("2026-05-06", with: "2026-06-02"), to: "in/lines.ndjson")
    for (time, balance) in [("20260603T020000Z", "10.5"), ("20260604T235959Z", "-0.0000001")] {
      try tool.folder.write(
        AccountText.answer { $0.balance = balance }, to: "in/\(time)-account.json")
    }
    let imported = try tool.run("import", "in", "--tag", "project=ads", asOf: "2026-06-05")
    try #require([0, 65].contains(imported.status), "\(imported.errors)")
    // A task of a month that is closed changes.
    try tool.run("close", "2026-05", asOf: "2026-06-05")
    let late = TaskText.task {
      ($0.taskID, $0.consume) = ("7f3a0c1e-52d4-4b6f-9a11-000000000001", 300_000)
      ($0.createdAt, $0.endedAt) = ("2026-05-01T23:59:59.100000001Z", "2026-05-02T10:00:09Z")
    }
    try tool.run("import", "-", input: late.envelope, asOf: "2026-06-06")
    return tool
  }

  @Test func `every view has the same rows in DuckDB as in SQLite, with numbers as numbers`() throws
  {
    let tool = try Self.filledLedger()
    let views = try Self.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name", in: tool)
    #expect(views.count >= 6)
    for view in views.compactMap(\.first).compactMap(\.self) {
      let columns = try Self.rows("SELECT name FROM pragma_table_info('\(view)')", in: tool)
      let list = columns.compactMap(\.first).compactMap(\.self).map { "\"\($0)\"" }
        .joined(separator: ", ")
      let answer = try Self.answer(
        "ATTACH 'ledger.db' AS ledger (TYPE sqlite, READ_ONLY); SELECT \(list) FROM ledger.\(view)",
        in: tool)
      let expected = try Self.rows("SELECT \(list) FROM \(view)", in: tool)
      let sorted = { (rows: [[String?]]) in rows.map { "\($0)" }.sorted() }
      #expect(!expected.isEmpty, "\(view)")
      // Only the first difference is shown: a view has many rows.
      let difference = zip(sorted(answer.rows), sorted(expected)).first { $0 != $1 }
      #expect(difference == nil, "\(view)")
      #expect(answer.rows.count == expected.count, "\(view)")
      for (column, type) in answer.types {
        // What DuckDB can't bind it lets SQLite run, and then takes every column for text.
        let isCount = column.hasSuffix("points") || ["tasks", "count"].contains(column)
        let expected =
          if isCount { ["BIGINT"] } else if column.hasSuffix("usd_real") { ["DOUBLE"] } else {
            ["BIGINT", "INTEGER", "VARCHAR"]
          }
        #expect(expected.contains(type), "\(view).\(column): \(type)")
      }
      let count = try Self.answer(
        "ATTACH 'ledger.db' AS ledger (TYPE sqlite); SELECT count(*) FROM ledger.\(view)",
        in: tool)
      #expect(count.rows == [["\(expected.count)"]], "\(view)")
    }
  }

  @Test func `the documented line for DuckDB adds up the ledger`() throws {
    let tool = try Self.filledLedger()
    let lines = try DocumentationBlock.all("sh").flatMap(\.lines)
      .filter { $0.hasPrefix("duckdb -c ") }
    #expect(!lines.isEmpty)
    for line in lines {
      let words = try #require(ShellLine.commands(of: line).first)
      let sql = try #require(words.last)
      let answer = try Self.answer(sql, in: tool)
      let expected = try Self.rows(
        "SELECT model, sum(billed_points) FROM v_daily_cost GROUP BY model", in: tool)
      #expect(!expected.isEmpty)
      #expect(Set(answer.rows) == Set(expected))
    }
  }
}
