package import Files
import GRDB

extension LedgerStore {
  /// Copies the ledger to a file, whole or not at all, while others may read and write it.
  ///
  /// SQLite's online backup fills a file of its own in the same folder, readable by its owner alone,
  /// which is brought to the disk and then takes the place of whatever had the name.
  ///
  /// - Throws: ``LedgerError/notWritable(path:reason:)``.
  package func backUp(to path: String, mode: FileMode = .ownerOnly) throws {
    // To open a FIFO is to wait for its reader.
    guard FilePlace(path) != .node else { throw LedgerError.noFile(path: path) }
    do {
      let file = try AtomicFile(path, mode: mode)
      guard let temporary = file.temporaryPath else { throw LedgerError.noFile(path: path) }
      try copy(to: temporary)
      try file.commit()
    } catch let error as FileError {
      throw LedgerError.notWritable(error)
    } catch let error as DatabaseError {
      throw LedgerError.notWritable(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  private func copy(to path: String) throws {
    let copy = try DatabaseQueue(path: path)
    try database.backup(to: copy)
    // One file, without a write-ahead log beside it.
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try copy.close()
  }
}
