import GRDB
import Queries

/// Brings a ledger of an earlier version to the present one, in one transaction for each version: a
/// run that is cut off leaves the ledger as it was.
enum LedgerMigration {
  /// Says that tasks are there that were not priced since their version; the next run that prices
  /// looks at each of them.
  static let unpricedSetting = "unpriced_since_version"

  static func run(from version: Int, in database: DatabaseQueue) throws {
    do {
      try database.writeWithoutTransaction { database in
        // Tables are replaced, to which others refer.
        try database.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
        if version < 2 { try toVersion2(database) }
      }
    } catch let error as DatabaseError where error.isStorageFailure {
      throw LedgerError.notWritable(path: database.path, reason: error.message ?? "disk error")
    }
  }

  /// Version 1 kept price and verdict with each task, and found tasks by id alone; here they stand
  /// under their day, with figures that they share.
  ///
  /// All rows are kept. The figures get no pricing input, and so wait to be priced by a card; those
  /// of closed months stay for good.
  private static func toVersion2(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      let migration = Query.migrationFromVersion1
      for query in migration.before + Query.schema + migration.after + Query.views {
        try database.execute(sql: query.sql)
      }
      try LedgerStore.rebuildWaits(in: database)
      try proveReferences(in: database)
      try database.execute(sql: "PRAGMA user_version = 2")
      return .commit
    }
  }

  private static func proveReferences(in database: Database) throws {
    let dangling = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
    guard dangling == 0 else {
      throw DatabaseError(message: "the earlier version has \(dangling) dangling references")
    }
  }
}
