package import Files
import Foundation
import GRDB
import Intake

/// A copy of a ledger for one reader, in a temporary folder closed to others, removed when the
/// reader is done.
///
/// Whoever may read a ledger, but not write beside it, cannot share SQLite's index of its log, and
/// reads a copy: file and log as they stood at one moment.
final class LedgerCopy {
  /// A ledger that is written to without a pause is not copied more often.
  private static let attemptLimit = 5
  private static let pauseSeconds = 0.2

  let path: String
  private let folder: String

  /// Copies a ledger with its log.
  ///
  /// - Throws: ``LedgerError``, where it cannot be read, nor the copy be written, or where it
  ///   changed whenever it was copied.
  init(of ledgerPath: String) throws(LedgerError) {
    guard case .file(let place) = FilePlace(ledgerPath) else { throw .noFile(path: ledgerPath) }
    let folder = try LedgerCopy.madeFolder()
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

  private static func madeFolder() throws(LedgerError) -> String {
    let place = FileManager.default.temporaryDirectory.path
    var template = Array("\(place)/piledger-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw .notWritable(FileError(place)) }
    return String(cString: made)
  }

  private static func remove(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What tells whether a ledger has changed.
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
      // An empty log, which another reader may have left, has nothing to tell.
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
      // A log that is gone meanwhile shows as a change.
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

/// A new ledger while it is made: a file beside the ledger's place, which takes the ledger's name
/// once it is whole and safe on the disk.
///
/// There is nothing yet that could be lost, so it needs neither a journal nor forced commits. A run
/// that is cut off leaves no ledger, and the next one starts over. The draft has a name that the
/// next run knows, to clear it away; nothing that stands there is followed or written into.
struct LedgerDraft {
  /// What SQLite may keep beside a file.
  private static let companions = ["-wal", "-shm", "-journal"]

  private let file: AtomicFile
  private let ledgerPath: String
  let path: String

  /// Begins a draft in place of one that a run has left when it was cut off.
  ///
  /// The caller holds the lock of the ledger. A link may stand for a ledger that is to be made
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

  /// Gives the file, which is closed, the ledger's name.
  ///
  /// A log that an earlier ledger of that name has left would be taken for this one's.
  func takeName() throws(LedgerError) {
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

/// The lock that one writing run holds on a ledger: a file beside it, locked with `flock(2)`, which
/// the system releases when the process ends in whatever way.
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

  /// Opens the file, made where there is none; negative, with `errno`, where neither can be done.
  ///
  /// A new one belongs to the ledger's owner, so that root's run takes it from no other.
  private static func opened(_ path: String, ledgerPath: String, mode: FileMode) -> Int32 {
    let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC
    let known = open(path, flags)
    guard known < 0, errno == ENOENT else { return known }
    let made = open(path, flags | O_CREAT | O_EXCL, 0o600)
    // Another run was faster.
    guard made >= 0 || errno != EEXIST else { return open(path, flags) }
    guard made >= 0 else { return made }
    var ledger = stat()
    if stat(ledgerPath, &ledger) == 0, ledger.st_uid != geteuid() {
      _ = fchown(made, ledger.st_uid, ledger.st_gid)
    }
    _ = fchmod(made, mode.bits)
    return made
  }

  deinit {
    // A process that is being started at this moment has the descriptor too until it runs its
    // program: closing it here alone would leave the lock held for as long.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

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
