package import Billing
import GRDB
import Queries

/// What a check of the ledger found; nothing when all is well.
package struct LedgerCheck: Hashable, Sendable {
  /// Rows of the rollup that do not equal the tasks, each in words.
  package let rollupDifferences: [String]
  /// What SQLite's integrity check found.
  package let integrityErrors: [String]
  /// Rows that point at rows which do not exist.
  package let danglingReferences: Int

  package var isClean: Bool {
    rollupDifferences.isEmpty && integrityErrors.isEmpty && danglingReferences == 0
  }
}

extension LedgerStore {
  /// Proves that the rollup equals the tasks, and runs SQLite's own checks.
  package func check() throws -> LedgerCheck {
    try database.read { database in
      let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
      return LedgerCheck(
        rollupDifferences: try LedgerStore.rollupDifferences(in: database),
        integrityErrors: integrity == ["ok"] ? [] : integrity, danglingReferences: references)
    }
  }

  /// Brings the rollup to what the tasks make of it.
  ///
  /// What differs in a closed month becomes an adjustment on the day on which it is found.
  package func rebuildRollup(asOf: Instant) throws {
    let today = calendar.day(of: asOf)
    try writeBatch { database in
      var delta = RollupDelta()
      for row in try Row.fetchAll(database, sql: Query.rollupAll.sql) {
        delta.add(RollupDelta.Change(row: row).reversed, to: RollupKey(rollup: row))
      }
      for row in try Row.fetchAll(database, sql: Query.rollupRebuild.sql) {
        delta.add(RollupDelta.Change(row: row), to: RollupKey(rollup: row))
      }
      try delta.write(foundOn: today, in: database)
    }
  }

  private struct Line: Hashable {
    let key: RollupKey
    let tasks: Int
    let waits: Int
    let waitSeconds: Int64

    init(row: Row) {
      key = RollupKey(rollup: row)
      tasks = row["tasks"]
      waits = row["waits"]
      waitSeconds = row["wait_seconds"]
    }

    var text: String {
      "day \(key.day) charge \(key.chargeID) status \(key.statusID) verdict \(key.verdictID) "
        + "billed \(key.billedPoints) expected \(key.expectedPoints): \(tasks) tasks, "
        + "\(waits) waits of \(waitSeconds) s"
    }
  }

  private static func rollupDifferences(in database: Database) throws -> [String] {
    let stored = Set(try Row.fetchAll(database, sql: Query.rollupAll.sql).map(Line.init))
    let counted = Set(try Row.fetchAll(database, sql: Query.rollupRebuild.sql).map(Line.init))
    let surplus = stored.subtracting(counted).map { "the rollup has \($0.text)" }
    let missing = counted.subtracting(stored).map { "the tasks make \($0.text)" }
    return (surplus + missing).sorted()
  }
}
