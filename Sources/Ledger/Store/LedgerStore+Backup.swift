import Foundation
import GRDB

extension LedgerStore {
  /// Copies the ledger to a file, whole or not at all, while others may read and write it.
  ///
  /// SQLite's online backup fills a file of its own in the same folder, readable by its owner alone,
  /// which is brought to the disk and then takes the place of whatever had the name.
  ///
  /// - Throws: ``LedgerError/notWritable(path:reason:)``.
  package func backUp(to path: String) throws {
    let temporary = "\(path).\(getpid()).part"
    unlink(temporary)
    let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LedgerStore.backupFailure(path) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    defer { unlink(temporary) }
    do {
      try copy(to: temporary)
      try file.synchronize()
    } catch let error as DatabaseError {
      throw LedgerError.notWritable(path: path, reason: error.message ?? "\(error.resultCode)")
    } catch {
      throw LedgerStore.backupFailure(path)
    }
    guard rename(temporary, path) == 0 else { throw LedgerStore.backupFailure(path) }
  }

  private func copy(to path: String) throws {
    let copy = try DatabaseQueue(path: path)
    try database.backup(to: copy)
    // One file, without a write-ahead log beside it.
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try copy.close()
  }

  private static func backupFailure(_ path: String) -> LedgerError {
    .notWritable(path: path, reason: String(cString: strerror(errno)))
  }
}
