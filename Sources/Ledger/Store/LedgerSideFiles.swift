package import Files
import Foundation
import GRDB
import Intake

/// A copy of a ledger for one reader, in a temporary folder closed to others, removed when the
/// reader is done.
///
/// A user who may read a ledger but not write next to it cannot share SQLite's index of its log,
/// and reads a copy: file and log as of one moment.
final class LedgerCopy {
  /// How often to retry the copy if the ledger keeps changing.
  private static let attemptLimit = 5
  private static let pauseSeconds = 0.2

  let path: String
  private let folder: String

  /// Copies a ledger with its log.
  ///
  /// - Throws: ``LedgerError``, if it cannot be read, the copy cannot be written, or it changed
  ///   during every attempt.
  init(of ledgerPath: String) throws(LedgerError) {
    guard case .file(let place) = FilePlace(ledgerPath) else { throw .noFile(path: ledgerPath) }
    let folder = try LedgerCopy.createFolder()
    let path = "\(folder)/ledger.db"
    do throws(LedgerError) {
      try LedgerCopy.copy(place, to: path)
    } catch {
      LedgerCopy.remove(folder)
      throw error
    }
    (self.folder, self.path) = (folder, path)
  }

  deinit { LedgerCopy.remove(folder) }

  private static func createFolder() throws(LedgerError) -> String {
    let place = FileManager.default.temporaryDirectory.path
    var template = Array("\(place)/piledger-XXXXXX".utf8CString)
    guard let folder = mkdtemp(&template) else { throw .notWritable(FileError(place)) }
    return String(cString: folder)
  }

  private static func remove(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What shows whether a ledger has changed.
  private struct Moment: Equatable {
    let file: FileStamp?
    let log: FileStamp?

    init(_ path: String) {
      (file, log) = (FileStamp(path: path), FileStamp(path: path + "-wal"))
    }
  }

  private static func copy(_ ledger: String, to path: String) throws(LedgerError) {
    for attempt in 1...attemptLimit {
      let before = Moment(ledger)
      try copyFile(ledger, to: path)
      unlink(path + "-wal")
      // An empty log, which another reader may have left, means nothing.
      if let log = before.log, log.sizeBytes > 0 {
        try copyFile(ledger + "-wal", to: path + "-wal")
      }
      if Moment(ledger) == before { return }
      if attempt < attemptLimit { Thread.sleep(forTimeInterval: pauseSeconds) }
    }
    throw .changing(path: ledger)
  }

  private static func copyFile(_ source: String, to path: String) throws(LedgerError) {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      // A log that has disappeared counts as a change.
      if errno == ENOENT { return }
      throw .notReadable(path: source, reason: String(cString: strerror(errno)))
    }
    defer { close(input) }
    let output = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw .notWritable(FileError(path)) }
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .notReadable(path: source, reason: String(cString: strerror(errno)))
      }
      guard count > 0 else { return }
      guard FileBytes.write(Array(buffer[..<count]), to: output) else {
        throw .notWritable(FileError(path))
      }
    }
  }
}

/// A new ledger under construction: a file next to the ledger's path, renamed into place once
/// complete and flushed to disk.
///
/// There is nothing to lose yet, so it needs neither a journal nor flushed commits. An interrupted
/// run leaves no ledger, and the next one starts over. The draft has a fixed name, so that the next
/// run can remove it; nothing at that path is followed or written to.
struct LedgerDraft {
  /// The side files that SQLite may keep.
  private static let companions = ["-wal", "-shm", "-journal"]

  private let file: AtomicFile
  private let ledgerPath: String
  let path: String

  /// Starts a draft, replacing one left by an interrupted run.
  ///
  /// The caller holds the ledger's lock. The path may be a link to a ledger to be created
  /// elsewhere.
  init(ofLedger path: String, mode: FileMode) throws(LedgerError) {
    guard case .file(let place) = FilePlace(path) else { throw .noFile(path: path) }
    ledgerPath = place
    self.path = place + ".draft"
    LedgerDraft.remove(self.path)
    do throws(FileError) {
      file = try AtomicFile(path, mode: mode, temporaryPath: self.path)
    } catch {
      throw .notWritable(error)
    }
  }

  func discard() {
    file.discard()
    LedgerDraft.removeCompanions(of: path)
  }

  /// Renames the closed file into place.
  ///
  /// A log left by an earlier ledger of that name would be mistaken for this one's.
  func renameIntoPlace() throws(LedgerError) {
    LedgerDraft.removeCompanions(of: ledgerPath)
    do throws(FileError) {
      try file.commit()
    } catch {
      throw .notWritable(error)
    }
  }

  private static func remove(_ path: String) {
    unlink(path)
    removeCompanions(of: path)
  }

  private static func removeCompanions(of path: String) {
    for companion in companions { unlink(path + companion) }
  }
}

/// The lock that one writing run holds on a ledger: a file next to it, locked with `flock(2)`,
/// which the system releases however the process ends.
final class LedgerLock {
  private let descriptor: Int32

  init(ledgerPath: String, mode: FileMode) throws(LedgerError) {
    let path = ledgerPath + ".lock"
    // The property is set last: a class that throws with all properties set is deinitialized, and
    // would close the descriptor twice.
    let opened = LedgerLock.opened(path, ledgerPath: ledgerPath, mode: mode)
    guard opened >= 0 else {
      throw .notWritable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      throw .locked(path: ledgerPath)
    }
    descriptor = opened
  }

  /// Opens the file, creating it if necessary; negative, with `errno`, on failure.
  ///
  /// A new one belongs to the ledger's owner, so that a run by root locks nobody out.
  private static func opened(_ path: String, ledgerPath: String, mode: FileMode) -> Int32 {
    let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC
    let existing = open(path, flags)
    guard existing < 0, errno == ENOENT else { return existing }
    let created = open(path, flags | O_CREAT | O_EXCL, 0o600)
    // Another run was faster.
    guard created >= 0 || errno != EEXIST else { return open(path, flags) }
    guard created >= 0 else { return created }
    var ledger = stat()
    if stat(ledgerPath, &ledger) == 0, ledger.st_uid != geteuid() {
      _ = fchown(created, ledger.st_uid, ledger.st_gid)
    }
    _ = fchmod(created, mode.bits)
    return created
  }

  deinit {
    // A process being spawned right now also has the descriptor until it executes its program: just
    // closing it here would keep the lock held that long.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

extension LedgerStore {
  /// Copies the ledger to a file atomically, while others may read and write it.
  ///
  /// SQLite's online backup fills a separate file in the same folder, readable only by its owner,
  /// which is flushed to disk and then replaces whatever had the name.
  ///
  /// - Throws: ``LedgerError/notWritable(path:reason:)``.
  package func backUp(to path: String, mode: FileMode = .ownerOnly) throws {
    // Opening a FIFO would block until it has a reader.
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
    // A single file, without a write-ahead log.
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try copy.close()
  }
}
