package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The unreadable records, by source and place, including dismissed ones.
  package func quarantined() throws -> [QuarantinedRecords] {
    try database.read { database in
      try Row.fetchAll(database, sql: Query.quarantined.sql).map { QuarantinedRecords(row: $0) }
    }
  }

  /// How many unreadable records are not dismissed, and how many records the files had when last
  /// read.
  package func unreadableRecords(importedUntil moment: Instant? = nil) throws -> UnreadableRecords {
    try database.read { database in
      let row = try Row.fetchOne(
        database, sql: Query.unreadable.sql, arguments: ["as_of": moment?.nanoseconds])
      guard let row else { return .none }
      let isCounted = row["uncounted_sources"] == 0
      return UnreadableRecords(row["unreadable"], of: isCounted ? row["records"] : nil)
    }
  }

  /// Dismisses records: they are no longer counted, even when imported again.
  package func dismiss(_ rows: [QuarantinedRecords]) throws {
    try writeBatch { database in
      for row in rows {
        try database.execute(
          sql: Query.dismissalPut.sql, arguments: ["key": row.key, "records": row.records])
        _ = try Row.fetchAll(
          database, sql: Query.quarantineDismiss.sql, arguments: ["key": row.key])
      }
    }
  }
}

extension QuarantinedRecords {
  fileprivate init(row: Row) {
    self.init(
      id: row["id"], source: row["source"], line: row["line"], byteOffset: row["byte_offset"],
      reason: row["reason"], errorOffset: row["error_offset"], skeleton: row["skeleton"],
      sha256: row["sha256"], records: row["records"], dismissed: row["dismissed"],
      key: row["key"])
  }
}
