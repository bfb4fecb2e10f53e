package import Domain
package import Files
import Foundation
import GRDB
import Intake
import Queries

/// A ledger: a SQLite file with everything known about an account's spend.
///
/// One process writes at a time, under a lock; readers are never blocked (WAL).
package final class LedgerStore {
  package enum Access: Hashable, Sendable {
    case readOnly
    /// Creates the file if there is none.
    case readWrite
    /// Nothing is written: an in-memory ledger is used if there is no file yet.
    case dryRun
  }

  let database: LedgerConnection
  package let calendar: AccountingCalendar
  package let access: Access
  private let lock: LedgerLock?
  /// What is read instead of a ledger if nothing can be written next to it.
  private let copy: LedgerCopy?
  /// Nil for a ledger that is in place.
  private(set) var draft: LedgerDraft?
  /// Whether this run tells what killed ones left untold.
  var hasTakenUntold = false
  /// The copy of the ledger as it was, if this run brought it to the current version.
  package let copyBeforeUpgrade: String?

  /// Opens the ledger at a path; without a time zone for its accounting days it keeps its current
  /// one, or UTC if new.
  ///
  /// A new ledger built in a temporary file exists only after ``publish()``.
  ///
  /// - Throws: ``LedgerError``, or GRDB's error for what SQLite reports.
  package init(
    path: String, access: Access, timeZoneName: String? = nil, buildsInTemporaryFile: Bool = false,
    fileMode: FileMode = .ownerOnly
  ) throws {
    self.access = access
    if let timeZoneName { _ = try AccountingCalendar(timeZoneName: timeZoneName) }
    guard access != .readOnly else {
      (lock, draft, copyBeforeUpgrade) = (nil, nil, nil)
      let (queue, copy) = try LedgerStore.reading(path)
      (database, self.copy) = (LedgerConnection(queue: queue, ledgerPath: path), copy)
      calendar = try LedgerStore.calendar(database, asked: timeZoneName, canWrite: false)
      return
    }
    copy = nil
    let exists = LedgerStore.exists(at: path)
    if exists { try LedgerFile.requireOneName(path) }
    var version = exists ? try LedgerFile.version(at: path) : nil
    if access == .readWrite || version != nil {
      if !exists { try LedgerFile.makeFolder(of: path, mode: fileMode) }
      lock = try LedgerLock(ledgerPath: path, mode: fileMode)
      // Another run may have created or migrated it before this one got the lock.
      version = LedgerStore.exists(at: path) ? try LedgerFile.version(at: path) : nil
    } else {
      lock = nil
    }
    if access == .dryRun { try LedgerStore.requirePresentVersion(version, path: path) }
    let isDraft = buildsInTemporaryFile && access == .readWrite && version == nil
    if access == .readWrite, version == nil, !isDraft {
      try LedgerStore.create(path, mode: fileMode)
      version = LedgerFile.schemaVersion
    }
    let newDraft = isDraft ? try LedgerDraft(ofLedger: path, mode: fileMode) : nil
    do {
      let queue = try LedgerFile.open(
        newDraft?.path ?? path, access: access, isInMemory: access == .dryRun && version == nil,
        isDraft: isDraft)
      database = LedgerConnection(queue: queue, ledgerPath: path)
      if version == nil { try LedgerFile.makeSchema(in: database) }
      copyBeforeUpgrade = try LedgerStore.upgraded(
        database, from: version ?? LedgerFile.schemaVersion, mode: fileMode)
      calendar = try LedgerStore.calendar(database, asked: timeZoneName, canWrite: true)
    } catch {
      newDraft?.discard()
      throw error
    }
    draft = newDraft
  }

  /// Creates an empty ledger, which is whole from its first moment.
  private static func create(_ path: String, mode: FileMode) throws {
    let draft = try LedgerDraft(ofLedger: path, mode: mode)
    do {
      let queue = try LedgerFile.open(
        draft.path, access: .readWrite, isInMemory: false, isDraft: true)
      let database = LedgerConnection(queue: queue, ledgerPath: path)
      try LedgerFile.makeSchema(in: database)
      try LedgerFile.endDraft(database)
      try database.close()
      try draft.renameIntoPlace()
    } catch {
      draft.discard()
      throw error
    }
  }

  /// The first version that kept no text of unreadable records: a copy of an earlier one would keep
  /// what the upgrade removes.
  private static let firstVersionToKeep = 4

  /// Brings a ledger to the current version, after it was copied as it was.
  ///
  /// - Returns: the copy's path; nil if there is none.
  private static func upgraded(
    _ database: LedgerConnection, from version: Int, mode: FileMode
  ) throws -> String? {
    guard version < LedgerFile.schemaVersion else { return nil }
    let copy =
      version < firstVersionToKeep
      ? nil : LedgerBackup.path(ofVersion: version, of: database.ledgerPath)
    if let copy {
      try LedgerBackup.write(database.queue, of: database.ledgerPath, to: copy, mode: mode)
    }
    try LedgerMigration.run(from: version, in: database)
    return copy
  }

  /// Opens a ledger to read it.
  static func reading(
    _ path: String, ofAnyVersion: Bool = false
  ) throws -> (DatabaseQueue, LedgerCopy?) {
    guard exists(at: path) else { throw LedgerError.missing(path: path) }
    guard try LedgerFile.hasContent(path) else { throw LedgerError.empty(path: path) }
    try LedgerFile.requireOneName(path, toRead: true)
    let (database, copy) = try LedgerFile.openForReading(path)
    guard let version = try LedgerFile.version(of: database, path: path) else {
      throw LedgerError.empty(path: path)
    }
    if !ofAnyVersion { try requirePresentVersion(version, path: path) }
    return (database, copy)
  }

  private static func requirePresentVersion(_ version: Int?, path: String) throws(LedgerError) {
    guard let version, version < LedgerFile.schemaVersion else { return }
    throw .olderVersion(path: path, found: version, expected: LedgerFile.schemaVersion)
  }

  /// An empty ledger in memory, which is gone with the last reference to it: nothing is written,
  /// not even a temporary file.
  package init(inMemoryWithTimeZone timeZoneName: String?) throws {
    access = .readWrite
    lock = nil
    copy = nil
    draft = nil
    copyBeforeUpgrade = nil
    database = LedgerConnection(
      queue: try LedgerFile.openInMemory(), ledgerPath: "the ledger in memory")
    try LedgerFile.makeSchema(in: database)
    calendar = try LedgerStore.calendar(database, asked: timeZoneName, canWrite: true)
  }

  /// Whether the ledger disappears with this value, so that no later import needs to recognize
  /// anything.
  package var isInMemory: Bool { database.path == ":memory:" }

  deinit {
    draft?.discard()
  }

  /// Completes a new ledger and renames it into place.
  ///
  /// This closes the store. It does nothing if the ledger existed before.
  ///
  /// - Throws: ``LedgerError/notWritable(path:reason:)``.
  package func publish() throws {
    guard let finished = draft else { return }
    try LedgerFile.endDraft(database)
    try database.close()
    try finished.renameIntoPlace()
    draft = nil
  }

  /// Whether there is a ledger at a path.
  package static func exists(at path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// The time zone of a ledger is permanent: days and months must not move later.
  private static func calendar(
    _ database: LedgerConnection, asked: String?, canWrite: Bool
  ) throws -> AccountingCalendar {
    let kept = try database.read { try setting(timeZoneSetting, in: $0) }
    if let kept {
      guard asked == nil || asked == kept else {
        throw LedgerError.timeZoneDiffers(ledger: kept, asked: asked ?? "")
      }
      return try AccountingCalendar(timeZoneName: kept)
    }
    let calendar = try AccountingCalendar(timeZoneName: asked ?? AccountingCalendar.utcName)
    if canWrite {
      try database.write { try put(timeZoneSetting, calendar.timeZoneName, in: $0) }
    }
    return calendar
  }

  /// The time zone of the accounting days of the ledger at a path; nil if it cannot be read, which
  /// the command that opens it will report.
  ///
  /// - Throws: ``LedgerError/busy(path:)``: a moment later it might be read, and days be others.
  package static func timeZoneName(at path: String) throws -> String? {
    guard exists(at: path) else { return nil }
    do {
      let ledger = try reading(path, ofAnyVersion: true)
      return try withExtendedLifetime(ledger.1) {
        try LedgerConnection(queue: ledger.0, ledgerPath: path).read {
          try setting(timeZoneSetting, in: $0)
        }
      }
    } catch LedgerError.busy {
      throw LedgerError.busy(path: path)
    } catch {
      return nil
    }
  }

  private static let timeZoneSetting = "time_zone"

  static func setting(_ name: String, in database: Database) throws -> String? {
    try String.fetchOne(database, sql: Query.settingGet.sql, arguments: ["name": name])
  }

  static func put(_ name: String, _ value: String, in database: Database) throws {
    try database.execute(
      sql: Query.settingPut.sql, arguments: ["name": name, "value": value])
  }

  static func forget(_ name: String, in database: Database) throws {
    try database.execute(sql: Query.settingDelete.sql, arguments: ["name": name])
  }

  /// The fingerprint of the rate card by which all tasks of the ledger are priced.
  package func cardFingerprint() throws -> String? {
    try database.read { try LedgerStore.setting("card_fingerprint", in: $0) }
  }
}

extension AccountingCalendar {
  package init(timeZoneName: String) throws(LedgerError) {
    guard let calendar = AccountingCalendar(timeZone: timeZoneName) else {
      throw .unknownTimeZone(timeZoneName)
    }
    self = calendar
  }

  /// The number of the accounting day of a row's creation; −1 if unknown.
  package func dayNumber(ofRowCreatedAt nanoseconds: Int64) -> Int64 {
    guard nanoseconds != ObservationRow.unknown else { return StoredTask.undated }
    if isUTC { return StoredTimes.utcDay(of: nanoseconds) }
    return Int64(day(of: Instant(nanoseconds: nanoseconds)).number)
  }
}
