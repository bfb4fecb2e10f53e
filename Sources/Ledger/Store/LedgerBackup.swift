package import Files
import Foundation
import GRDB

/// Copies of a ledger, each in one file: SQLite's online backup fills it, while others may read and
/// write the ledger.
package enum LedgerBackup {
  /// Copies the ledger at a path, of whatever version, as it is.
  ///
  /// The copy is proved whole and flushed to disk before it replaces what had its name.
  ///
  /// - Throws: ``LedgerError``.
  package static func copy(
    _ ledgerPath: String, to path: String, mode: FileMode = .ownerOnly
  ) throws {
    // Opening a FIFO would block until it has a reader.
    guard FilePlace(path) != .node else { throw LedgerError.noFile(path: path) }
    guard !isSameFile(ledgerPath, path) else {
      throw LedgerError.notWritable(path: path, reason: "it is the ledger itself")
    }
    // Nobody's work may end in a file that is no longer there.
    let lock = try LedgerLock.ofReplaced(path, mode: mode)
    let (database, readable) = try LedgerStore.reading(ledgerPath, ofAnyVersion: true)
    try withExtendedLifetime((lock, readable)) {
      try write(database, of: ledgerPath, to: path, mode: mode)
    }
  }

  /// Where a migration keeps the ledger as it was.
  static func path(ofVersion version: Int, of ledgerPath: String) -> String {
    guard case .file(let place) = FilePlace(ledgerPath) else { return ledgerPath }
    return "\(place).version-\(version)"
  }

  /// Writes a copy of an open ledger.
  static func write(
    _ database: DatabaseQueue, of ledgerPath: String, to path: String, mode: FileMode
  ) throws {
    do {
      let file = try AtomicFile(path, mode: mode, isFilledByName: true)
      guard let temporary = file.temporaryPath, case .file(let place) = FilePlace(path) else {
        throw LedgerError.noFile(path: path)
      }
      defer { SideFiles.remove(besides: temporary) }
      try fill(temporary, from: database, ledgerPath: ledgerPath, path: path)
      try SideFiles.settle(besides: place)
      try file.commit()
    } catch let error as FileError {
      throw LedgerError.notWritable(error)
    }
  }

  private static func fill(
    _ temporary: String, from database: DatabaseQueue, ledgerPath: String, path: String
  ) throws {
    let problems: [String]
    do {
      let copy = try DatabaseQueue(path: temporary)
      do {
        try database.backup(to: copy)
      } catch let error as DatabaseError where error.isStorageFailure {
        throw LedgerError(error, path: path)
      } catch let error as DatabaseError {
        throw LedgerError(error, path: ledgerPath)
      }
      // A single file, without a write-ahead log.
      problems = try copy.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        return try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
      }
      try copy.close()
    } catch let error as DatabaseError {
      throw LedgerError(error, path: error.resultCode == .SQLITE_CORRUPT ? ledgerPath : path)
    }
    guard problems == ["ok"] else {
      let reason = problems.joined(separator: "; ").replacing("\n", with: " ")
      throw LedgerError.damaged(path: ledgerPath, reason: reason)
    }
  }

  private static func isSameFile(_ path: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(path, &first) == 0 && stat(other, &second) == 0
      && (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
  }
}

/// The files that SQLite keeps beside a database of a name: another database that gets this name
/// would be taken for the one that they belong to.
enum SideFiles {
  static let endings = ["-wal", "-shm", "-journal"]

  static func remove(besides path: String) {
    for ending in endings { unlink(path + ending) }
  }

  /// Removes them before another file gets the name.
  ///
  /// What they hold is first brought into the file to be replaced, so that this is whole if the run
  /// is killed in between. If SQLite cannot do that, they do not belong to it.
  static func settle(besides path: String) throws(FileError) {
    guard endings.contains(where: { access(path + $0, F_OK) == 0 }) else { return }
    if access(path, F_OK) == 0, let database = try? DatabaseQueue(path: path) {
      try? database.writeWithoutTransaction {
        _ = try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try? database.close()
    }
    remove(besides: path)
    // The new name must not reach the disk before this.
    try Folder.bringToDisk(FilePlace.folder(of: path))
  }
}
