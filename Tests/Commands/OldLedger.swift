import GRDB
import TestSupport

/// Ledgers as earlier versions wrote them.
enum OldLedger {
  /// A tool whose ledger is of an earlier version, after some SQL.
  static func tool(version: Int, _ change: String = "") throws -> Tool {
    let tool = try Tool()
    let database = try DatabaseQueue(path: tool.folder.path("ledger.db"))
    let text = try TestFiles.text("Tests/Fixtures/version-\(version)/ledger.sql")
    try database.writeWithoutTransaction { database in
      // The rows of a dump come before those that they refer to. Deleted ones stay in the file, as
      // they did where SQLite was built without secure deletion.
      try database.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF")
      try database.execute(sql: text + change)
    }
    return tool
  }

  /// The rows of its ledger, of whatever version it is by now.
  static func rows(_ tool: Tool, _ sql: String) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(
      path: tool.folder.path("ledger.db"), configuration: configuration)
    return try database.read { try Row.fetchAll($0, sql: sql).map(\.description) }
  }
}
