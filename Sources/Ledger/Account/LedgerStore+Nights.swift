package import Domain
import GRDB
import Queries
package import Reconciliation

/// What night runs knew.
extension LedgerStore {
  /// The latest night before a day, if any.
  package func night(before day: CalendarDay) throws -> NightFigures? {
    try database.read { database in
      let row = try Row.fetchOne(
        database, sql: Query.nightBefore.sql, arguments: ["day": day.number])
      guard let row else { return nil }
      let night: Int = row["day"]
      return NightFigures(
        day: CalendarDay(number: night), checked: Points(row["checked_points"]),
        billed: Points(row["billed_points"]),
        balance: (row["balance_points"] as Int64?).map { Points($0) },
        findings: try Row.fetchAll(
          database, sql: Query.nightFindings.sql, arguments: ["night": night]
        ).map { NightFinding(row: $0) },
        skipped: try Row.fetchAll(
          database, sql: Query.nightSkippedFiles.sql, arguments: ["night": night]
        ).map {
          NightFigures.SkippedFile(
            path: $0["path"], reason: $0["reason"], sizeBytes: $0["size_bytes"])
        })
    }
  }

  /// When the night of a day ran; nil if not recorded.
  package func nightRanAt(_ day: CalendarDay) throws -> Instant? {
    try database.read {
      try Int64.fetchOne($0, sql: Query.nightRanAt.sql, arguments: ["day": day.number])
    }.map { Instant(nanoseconds: $0) }
  }

  /// Stores what a night knows and when it ran, replacing an earlier run of the same day.
  package func keep(_ night: NightFigures, ranAt moment: Instant) throws {
    try writeBatch { database in
      try database.execute(
        sql: Query.nightFindingsDelete.sql, arguments: ["night": night.day.number])
      try database.execute(
        sql: Query.nightSkippedFilesDelete.sql, arguments: ["night": night.day.number])
      try database.execute(
        sql: Query.nightPut.sql,
        arguments: [
          "day": night.day.number, "checked_points": night.checked.count,
          "billed_points": night.billed.count, "balance_points": night.balance?.count,
          "ran_at": moment.nanoseconds,
        ])
      for file in night.skipped {
        try database.cachedStatement(sql: Query.nightSkippedFileInsert.sql).execute(arguments: [
          "night": night.day.number, "path": file.path, "reason": file.reason,
          "size_bytes": file.sizeBytes,
        ])
      }
      for finding in night.findings {
        try database.cachedStatement(sql: Query.nightFindingInsert.sql).execute(
          arguments: finding.key.arguments + [
            "night": night.day.number, "tasks": finding.tasks, "points": finding.amount.count,
            "level": finding.level,
          ])
      }
      try LedgerStore.noteTold(in: database)
    }
  }
}

extension NightFinding {
  fileprivate init(row: Row) {
    self.init(
      key: FindingKey(row: row), tasks: row["tasks"], amount: Points(row["points"]),
      level: row["level"])
  }
}
