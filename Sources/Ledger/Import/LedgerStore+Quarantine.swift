package import Domain
import GRDB
import Queries
package import Reconciliation

/// Unreadable records, as a row of the quarantine.
package struct QuarantinedRecords: Hashable, Sendable {
  package let id: Int64
  package let source: String
  /// Where the first of them starts.
  package let line: Int
  package let byteOffset: Int
  package let reason: String
  package let errorOffset: Int?
  /// What is kept of the first one's text.
  package let skeleton: String
  package let sha256: String
  package let records: Int
  package let dismissed: Int
  fileprivate let key: String

  /// The reason with the byte at which reading ended.
  package var message: String {
    reason + (errorOffset.map { ", at byte \($0) of the record" } ?? "")
  }

  package var isDismissed: Bool { dismissed == records }

  fileprivate init(row: Row) {
    (id, source, key) = (row["id"], row["source"], row["key"])
    (line, byteOffset) = (row["line"], row["byte_offset"])
    (reason, errorOffset) = (row["reason"], row["error_offset"])
    (skeleton, sha256) = (row["skeleton"], row["sha256"])
    (records, dismissed) = (row["records"], row["dismissed"])
  }
}

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
