import Foundation
import GRDB
import TestSupport
import Testing

/// A value that no import can have written is told as damage, or changes nothing: no command traps.
@Suite struct WrongValueTests {
  private static let reading = [
    ["report", "model"], ["reconcile"], ["month", "2026-03"], ["export", "tasks"], ["doctor"],
  ]
  /// What the exit statuses of the manual say of a ledger that is read.
  private static let statuses: Set<Int32> = [0, 1, 10, 11, 12, 13, 14, 65, 66, 75, 78]

  /// Columns, each with a value of another type and one that is too large.
  private static let columns = [
    "outcome.billed_points", "outcome.verdict_id", "outcome.charge_id", "rollup.tasks",
    "rollup.day",
    "history_entry.day",
    "wallet_window.closing_points", "charge.expected_points", "sku.fields",
    "balance_snapshot.observed_at",
  ]
  private static let values = ["'x'", "NULL", "9223372036854775807"]

  @Test(arguments: columns)
  func `no wrong value of a column ends a command by a trap`(column: String) throws {
    let parts = column.split(separator: ".")
    for value in Self.values {
      let tool = try DoctorTests.tool()
      try Self.set(String(parts[0]), String(parts[1]), to: value, in: tool)
      for words in Self.reading {
        let (result, isTrapped) = try Self.run(tool, words)
        let place = "\(column) = \(value), \(words): \(result.status): \(result.errors.prefix(300))"
        #expect(!isTrapped, "\(place)")
        #expect(isTrapped || Self.statuses.contains(result.status), "\(place)")
        #expect(!result.errors.contains("SQLite error"), "\(place)")
        #expect(!result.errors.contains("Error("), "\(place)")
      }
    }
  }

  @Test(arguments: [
    "UPDATE outcome SET billed_points = 9000000000000000000",
    "UPDATE outcome SET expected_points = 9000000000000000000",
    "UPDATE rollup SET tasks = 4000000000000000000",
  ])
  func `amounts that were raised beyond 64 bits are told as damage`(sql: String) throws {
    let tool = try DoctorTests.tool()
    try DatabaseQueue(path: tool.folder.path("ledger.db")).write { try $0.execute(sql: sql) }
    for words in [["report", "model"], ["report", "daily"], ["month", "2026-03"]] {
      let (result, isTrapped) = try Self.run(tool, words)
      #expect(!isTrapped && result.status == 1, "\(words): \(result.errors)")
      #expect(result.errors.contains("the ledger is damaged: "), "\(words): \(result.errors)")
      #expect(result.errors.filter { $0 == "\n" }.count == 1, "\(words): \(result.errors)")
    }
    #expect(try tool.run("doctor").status == 1)
  }

  /// Sets a column of all rows, or of the last one if rows must differ, whatever the table allows.
  private static func set(
    _ table: String, _ column: String, to value: String, in tool: Tool
  ) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let path = tool.folder.path("ledger.db")
    try DatabaseQueue(path: path, configuration: configuration).writeWithoutTransaction {
      try $0.execute(
        sql: """
          PRAGMA writable_schema = ON;
          UPDATE sqlite_schema SET sql = replace(replace(sql, ' NOT NULL', ''), ') STRICT', ')')
          WHERE name = '\(table)' AND sql NOT LIKE '%WITHOUT ROWID%';
          UPDATE sqlite_schema SET sql = replace(sql, ') STRICT,', ')') WHERE name = '\(table)';
          """)
    }
    try DatabaseQueue(path: path, configuration: configuration).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA ignore_check_constraints = ON")
      do {
        try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)")
      } catch {
        try? $0.execute(
          sql: """
            UPDATE \(table) SET \(column) = \(value)
            WHERE \(column) = (SELECT max(\(column)) FROM \(table))
            """)
      }
    }
  }

  private static func run(_ tool: Tool, _ words: [String]) throws -> (Tool.Result, Bool) {
    let process = try tool.start(
      words + ["--as-of", "2026-06-01T00:00:00Z"], input: "", environment: [:])
    process.waitUntilExit()
    let result = Tool.Result(
      status: process.terminationStatus, output: try tool.folder.text(of: ".output"),
      errors: try tool.folder.text(of: ".errors"))
    return (result, process.terminationReason == .uncaughtSignal)
  }
}
