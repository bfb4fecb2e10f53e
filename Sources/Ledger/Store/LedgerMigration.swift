import Domain
import Files
import GRDB
import Intake
import Queries

/// Migrates a ledger of an earlier version to the current one, in one transaction: an interrupted
/// run leaves the ledger as it was.
enum LedgerMigration {
  /// Marks that some tasks were not priced since their version; the next run that prices examines
  /// each of them.
  static let unpricedSetting = "unpriced_since_version"

  static func run(from version: Int, in database: LedgerConnection) throws {
    try database.writeWithoutTransaction { database in
      // Tables are replaced that others refer to.
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
      // What earlier versions kept of unreadable records is overwritten, not just freed.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      if version < 2 { try fromVersion1(database) } else { try fromVersion(version, database) }
      try removeTraces(in: database)
    }
  }

  /// Version 1 kept price and verdict with each task, and found tasks by id alone; now they are
  /// keyed by day and share figures.
  ///
  /// All rows are kept. The figures get no pricing input, and so wait to be priced by a card; those
  /// of closed months are permanent.
  private static func fromVersion1(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      let migration = Query.migrationFromVersion1
      for query in migration.before + Query.schema + migration.after
        + Query.rowsOfEarlierVersions + Query.views
      {
        try database.execute(sql: query.sql)
      }
      try tellAccounts(in: database)
      try QuarantineMigration.run(in: database)
      try LedgerStore.rebuildWaits(in: database)
      try SumBound.proved(in: database)
      try proveReferences(in: database)
      try database.execute(sql: "PRAGMA user_version = \(LedgerFile.schemaVersion)")
      return .commit
    }
  }

  /// Version 2 lacks tables of version 3; both lack those of version 4, and some of theirs changed.
  ///
  /// Version 4 lacks those of version 5, all before 6 those of version 6, all
  /// before 7 those of version 7, and all before 8 those of version 8. None tells outcomes apart by
  /// account.
  private static func fromVersion(_ version: Int, _ database: Database) throws {
    try database.inTransaction(.immediate) {
      for name in try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view'")
      {
        try database.execute(sql: "DROP VIEW \(name.quotedDatabaseIdentifier)")
      }
      if version < 4 { try changeTables(ofVersion: version, in: database) }
      for query in (version < 5 ? Query.addedInVersion5 : [])
        + (version < 6 ? Query.addedInVersion6 + Query.migrationFromVersion5 : [])
        + (version < 7 ? Query.addedInVersion7 : [])
        + (version < 8 ? Query.addedInVersion8 : [])
        + (version < 6 ? [] : Query.migrationFromVersion6) + Query.migrationFromVersion8
        + (version < 4 ? Query.rowsOfEarlierVersions : [])
        + Query.views
      {
        try database.execute(sql: query.sql)
      }
      if version < 4 { try bringRows(in: database) }
      try tellAccounts(in: database)
      try database.execute(sql: "PRAGMA user_version = \(LedgerFile.schemaVersion)")
      return .commit
    }
  }

  /// Brings the tables of version 2 or 3 to the form of version 4.
  private static func changeTables(ofVersion version: Int, in database: Database) throws {
    // Rules match names of other spellings too.
    if version == 3 { try database.execute(sql: Query.staleTagDaysEverywhere.sql) }
    let lacking = (version < 3 ? Query.addedInVersion3 : []) + Query.addedInVersion4
    for query in Query.migrationFromVersion3 + lacking { try database.execute(sql: query.sql) }
  }

  /// Brings what no statement alone can to the form of version 4, and proves it.
  private static func bringRows(in database: Database) throws {
    try QuarantineMigration.run(in: database)
    try LedgerStore.rebuildWaits(in: database)
    try SumBound.proved(in: database)
    try proveReferences(in: database)
  }

  /// Clears free space in the file and the rest of its log: earlier versions may have left texts of
  /// records there.
  ///
  /// If the disk has no room for the copy that SQLite makes, the file stays as it is: what this
  /// migration freed is overwritten there.
  private static func removeTraces(in database: Database) throws {
    if try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0 > 0 {
      try? database.execute(sql: "VACUUM")
    }
    try database.execute(sql: "PRAGMA secure_delete = OFF")
    _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// Gives the tasks that name an account outcomes of that account.
  private static func tellAccounts(in database: Database) throws {
    guard try Bool.fetchOne(database, sql: Query.accountsAreTold.sql) ?? false else { return }
    for query in Query.rowsOfVersion8 { try database.execute(sql: query.sql) }
    try LedgerStore.rebuildWaits(in: database)
  }

  private static func proveReferences(in database: Database) throws {
    let dangling = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
    guard dangling == 0 else {
      throw DatabaseError(message: "the earlier version has \(dangling) dangling references")
    }
  }
}

/// Earlier versions kept the text of an unreadable record, and reasons that quoted it: these are
/// replaced by what is kept today.
enum QuarantineMigration {
  private static let earlierTable = "earlier_quarantine"

  /// Copies the rows of the old table into the current one, and drops it.
  static func run(in database: Database) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(earlierTable) ORDER BY id")
    while let row = try rows.next() {
      let text: String = row["text"]
      let place = Place(line: row["line"], byteOffset: row["byte_offset"])
      let rejection = rejection(of: text, at: place, earlierReason: row["reason"])
      try database.cachedStatement(sql: Query.quarantineInsert.sql).execute(arguments: [
        "id": row["id"] as Int64, "source_id": row["source_id"] as Int64,
        "line": place.line, "byte_offset": place.byteOffset, "reason": rejection.reason,
        "error_offset": rejection.errorOffset, "skeleton": rejection.skeleton,
        "sha256": rejection.digest.text, "key": rejection.digest.text, "records": 1, "dismissed": 0,
      ])
    }
    try database.execute(sql: "DROP TABLE \(earlierTable)")
  }

  /// The rejection that the stored text of a record yields today.
  private static func rejection(
    of text: String, at place: Place, earlierReason: String
  ) -> Rejection {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else {
      return Rejection(place: place, reason: unquoted(earlierReason), text: bytes)
    }
    var reader = RecordReader(MemorySource(bytes))
    switch reader.next()?.overdue {
    case .rejection(let found) where reader.next() == nil: return found.moved(to: place)
    // It was unreadable in its file though readable alone, was stored truncated, or is nothing that
    // is set apart today.
    case .record, .rejection, .waiting, nil:
      let reason = unquoted(earlierReason)
      guard let value = try? JSONValue(bytes) else {
        return Rejection(place: place, reason: reason, text: bytes)
      }
      return Rejection(place: place, reason: reason, value: value, text: bytes)
    }
  }

  /// A reason without its quote of the record, which is at its end.
  private static func unquoted(_ reason: String) -> String {
    let ends = [", found", ": its members are", " (", "\""].compactMap {
      reason.firstRange(of: $0)?.lowerBound
    }
    return String(reason[..<(ends.min() ?? reason.endIndex)])
  }
}
