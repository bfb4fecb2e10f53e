import Billing
import Foundation
import GRDB
import Queries

/// A ledger: a SQLite file with everything that is known of an account's spend.
///
/// One process writes at a time, under a lock; readers are never blocked (WAL).
package final class LedgerStore {
  package enum Access: Hashable, Sendable {
    case readOnly
    /// Makes the file where there is none.
    case readWrite
    /// Nothing is written: a ledger in memory stands in where there is no file yet.
    case dryRun
  }

  /// The version of the schema, kept in `PRAGMA user_version`.
  private static let schemaVersion = 1

  let database: DatabaseQueue
  package let calendar: AccountingCalendar
  package let access: Access
  private let lock: LedgerLock?

  /// Opens the ledger at a path; without a time zone for its accounting days it keeps its own, or
  /// UTC when it is new.
  ///
  /// - Throws: ``LedgerError``, or GRDB's error for what SQLite reports.
  package init(path: String, access: Access, timeZoneName: String? = nil) throws {
    let exists = FileManager.default.fileExists(atPath: path)
    if access == .readOnly, !exists { throw LedgerError.missing(path: path) }
    if access != .readOnly, exists || access == .readWrite {
      if !exists { try LedgerStore.makeFolder(of: path) }
      lock = try LedgerLock(ledgerPath: path)
    } else {
      lock = nil
    }
    self.access = access
    database = try LedgerStore.open(path, access: access, exists: exists)
    let isNew = !exists
    if access != .readOnly { try LedgerStore.migrate(database, path: path) }
    try LedgerStore.checkVersion(database, path: path)
    calendar = try LedgerStore.calendar(
      database, asked: timeZoneName, isNew: isNew, canWrite: access != .readOnly)
  }

  private static func makeFolder(of path: String) throws(LedgerError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .notWritable(path: folder.path, reason: "the folder cannot be made")
    }
  }

  private static func open(_ path: String, access: Access, exists: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = access == .readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(10)
    // A dry run keeps one transaction open over many calls, and rolls it back.
    configuration.allowsUnsafeTransactions = access == .dryRun
    do {
      if access == .dryRun, !exists { return try DatabaseQueue(configuration: configuration) }
      if access != .readOnly {
        configuration.prepareDatabase { database in
          // The page size holds for a new file only; the others for this connection.
          try database.execute(
            sql: """
              PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
              PRAGMA cache_size = -16000; PRAGMA secure_delete = OFF;
              """)
        }
      }
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError {
      throw LedgerError.notALedger(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  private static func migrate(_ database: DatabaseQueue, path: String) throws {
    try database.writeWithoutTransaction { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard version < schemaVersion else { return }
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      guard tables == 0 || version > 0 else {
        throw LedgerError.notALedger(path: path, reason: "it is another program's database")
      }
      try database.inTransaction {
        for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
        try database.execute(sql: "PRAGMA user_version = \(schemaVersion)")
        return .commit
      }
    }
  }

  private static func checkVersion(_ database: DatabaseQueue, path: String) throws {
    let version = try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    guard version == schemaVersion else {
      throw LedgerError.notALedger(
        path: path,
        reason: "expected version \(schemaVersion) of the schema, found \(version)")
    }
  }

  /// The time zone is the ledger's for good: days and months must not move later.
  private static func calendar(
    _ database: DatabaseQueue, asked: String?, isNew: Bool, canWrite: Bool
  ) throws -> AccountingCalendar {
    let kept = try database.read { try setting("time_zone", in: $0) }
    if let kept {
      guard asked == nil || asked == kept else {
        throw LedgerError.timeZoneDiffers(ledger: kept, asked: asked ?? "")
      }
      return try AccountingCalendar(timeZoneName: kept)
    }
    let calendar = try AccountingCalendar(timeZoneName: asked ?? AccountingCalendar.utcName)
    if canWrite {
      try database.write { try put("time_zone", calendar.timeZoneName, in: $0) }
    }
    return calendar
  }

  static func setting(_ name: String, in database: Database) throws -> String? {
    try String.fetchOne(database, sql: Query.settingGet.sql, arguments: ["name": name])
  }

  static func put(_ name: String, _ value: String, in database: Database) throws {
    try database.execute(
      sql: Query.settingPut.sql, arguments: ["name": name, "value": value])
  }

  /// The fingerprint of the rate card that all tasks of the ledger are priced by.
  package func cardFingerprint() throws -> String? {
    try database.read { try LedgerStore.setting("card_fingerprint", in: $0) }
  }
}
