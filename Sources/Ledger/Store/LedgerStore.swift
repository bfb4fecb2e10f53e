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

  let database: DatabaseQueue
  package let calendar: AccountingCalendar
  package let access: Access
  private let lock: LedgerLock?
  /// What is read instead of a ledger if nothing can be written next to it.
  private let copy: LedgerCopy?
  /// Nil for a ledger that is in place.
  private(set) var draft: LedgerDraft?

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
      (lock, draft) = (nil, nil)
      (database, copy) = try LedgerStore.reading(path)
      calendar = try LedgerStore.calendar(database, asked: timeZoneName, canWrite: false)
      return
    }
    copy = nil
    let exists = LedgerStore.exists(at: path)
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
    let isInMemory = access == .dryRun && version == nil
    let isDraft = buildsInTemporaryFile && access == .readWrite && version == nil
    draft = isDraft ? try LedgerDraft(ofLedger: path, mode: fileMode) : nil
    if access == .readWrite, version == nil, !isDraft {
      try LedgerFile.make(path, mode: fileMode)
    }
    database = try LedgerFile.open(
      draft?.path ?? path, access: access, isInMemory: isInMemory, isDraft: isDraft)
    if version == nil { try LedgerFile.makeSchema(in: database) }
    if let version, version < LedgerFile.schemaVersion {
      try LedgerMigration.run(from: version, in: database)
    }
    calendar = try LedgerStore.calendar(database, asked: timeZoneName, canWrite: true)
  }

  /// Opens a ledger of the current version to read it.
  private static func reading(_ path: String) throws -> (DatabaseQueue, LedgerCopy?) {
    guard exists(at: path) else { throw LedgerError.missing(path: path) }
    guard try LedgerFile.hasContent(path) else { throw LedgerError.isEmpty(path: path) }
    let (database, copy) = try LedgerFile.openForReading(path)
    guard let version = try LedgerFile.version(of: database, path: path) else {
      throw LedgerError.isEmpty(path: path)
    }
    try requirePresentVersion(version, path: path)
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
    database = try LedgerFile.openInMemory()
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
    do {
      try LedgerFile.endDraft(database)
      try database.close()
    } catch let error as DatabaseError where error.isStorageFailure {
      throw LedgerError.notWritable(path: finished.path, reason: error.message ?? "disk error")
    }
    try finished.renameIntoPlace()
    draft = nil
  }

  /// Whether there is a ledger at a path.
  package static func exists(at path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// The time zone of a ledger is permanent: days and months must not move later.
  private static func calendar(
    _ database: DatabaseQueue, asked: String?, canWrite: Bool
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
  package static func timeZoneName(at path: String) -> String? {
    guard exists(at: path), (try? LedgerFile.version(at: path)) != nil,
      let database = try? LedgerFile.open(path, access: .readOnly, isInMemory: false)
    else { return nil }
    return try? database.read { try setting(timeZoneSetting, in: $0) }
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

/// Why a ledger cannot be used.
package enum LedgerError: Error, Hashable, CustomStringConvertible {
  /// The file does not exist, and the command only reads.
  case missing(path: String)
  /// Another run holds the lock.
  case locked(path: String)
  case notWritable(path: String, reason: String)
  case notReadable(path: String, reason: String)
  /// The path leads to a folder, a device or a FIFO.
  case noFile(path: String)
  /// Another run wrote to it during every attempt to copy it.
  case changing(path: String)
  /// The file is not a ledger, or one of a later version.
  case notALedger(path: String, reason: String)
  /// The file is a ledger of an earlier version, and the command does not write.
  case olderVersion(path: String, found: Int, expected: Int)
  case timeZoneDiffers(ledger: String, asked: String)
  case unknownTimeZone(String)
  /// Two task ids that are not UUIDs have the same fingerprint.
  case sameFingerprint(String, String)
  /// SQLite found the file damaged, or what it holds contradicts itself.
  case damaged(path: String, reason: String)
  /// The amounts of all tasks sum to more than ``Points/sumLimit``.
  case sumTooLarge

  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): the ledger does not exist; run piledger import FOLDER to create it"
    case .locked(let path): "\(path): another run holds the lock"
    case .notWritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .notReadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .noFile(let path): "\(path): expected a file for a ledger, found something else"
    case .changing(let path):
      "\(path): another run is writing to the ledger; try again when it has finished"
    case .notALedger(let path, let reason): "\(path): cannot be used as a ledger: \(reason)"
    case .olderVersion(let path, let found, let expected):
      "\(path): the ledger has version \(found); run piledger reconcile to bring it to version "
        + "\(expected)"
    case .timeZoneDiffers(let ledger, let asked):
      "the ledger keeps its accounting days in \(ledger), not in \(asked); create another ledger "
        + "for another time zone"
    case .sameFingerprint(let first, let second):
      "the task ids \"\(first)\" and \"\(second)\" cannot be told apart"
    case .damaged(let path, let reason):
      "\(path): the ledger is damaged: \(reason); run piledger doctor --repair NEW.db to rebuild it "
        + "in a new file, or restore a backup"
    case .sumTooLarge:
      "the amounts of all tasks add up to more than \(Points.sumLimit.usdText) USD, which is "
        + "impossible; create a new ledger from its files, which quarantines impossible amounts"
    case .unknownTimeZone(let name): "unknown time zone \(name)"
    }
  }
}

extension LedgerError {
  static func isEmpty(path: String) -> LedgerError {
    .notALedger(path: path, reason: "it is empty")
  }

  static func notWritable(_ error: FileError) -> LedgerError {
    .notWritable(path: error.path, reason: error.reason)
  }
}
