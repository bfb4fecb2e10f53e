import Files
import Foundation

/// The lock that one writing run holds on a ledger: a file next to it, locked with `flock(2)`,
/// which the system releases however the process ends.
///
/// A ledger has one lock, whatever links lead to it: the file is next to their target.
final class LedgerLock {
  private static let ending = ".lock"

  private let descriptor: Int32

  init(ledgerPath: String, mode: FileMode) throws(LedgerError) {
    guard case .file(let place) = FilePlace(ledgerPath) else { throw .noFile(path: ledgerPath) }
    let path = place + LedgerLock.ending
    // The property is set last: a class that throws with all properties set is deinitialized, and
    // would close the descriptor twice.
    let opened = LedgerLock.opened(path, ledgerPath: place, mode: mode)
    guard opened >= 0 else {
      throw .notWritable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      throw .locked(path: ledgerPath)
    }
    descriptor = opened
  }

  /// The lock of a file that is about to be replaced; nil if no run has ever written to it as a
  /// ledger.
  static func ofReplaced(_ path: String, mode: FileMode) throws(LedgerError) -> LedgerLock? {
    guard case .file(let place) = FilePlace(path), access(place + ending, F_OK) == 0 else {
      return nil
    }
    return try LedgerLock(ledgerPath: path, mode: mode)
  }

  /// Opens the file, creating it if necessary; negative, with `errno`, on failure.
  private static func opened(_ path: String, ledgerPath: String, mode: FileMode) -> Int32 {
    let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC
    let existing = open(path, flags)
    if existing < 0, errno == ENOENT {
      let created = open(path, flags | O_CREAT | O_EXCL, 0o600)
      // Another run was faster.
      guard created >= 0 || errno != EEXIST else { return open(path, flags) }
      guard created >= 0 else { return created }
      _ = fchmod(created, mode.bits)
      giveToOwner(of: ledgerPath, created)
      return created
    }
    if existing >= 0 { giveToOwner(of: ledgerPath, existing) }
    return existing
  }

  /// Gives root's lock file to the ledger's owner, so that a run by root locks nobody out, even one
  /// that was killed before it could do this.
  ///
  /// Only an empty file with a single name can be a lock, and not somebody's file linked to its name.
  private static func giveToOwner(of ledgerPath: String, _ descriptor: Int32) {
    var (ledger, lock) = (stat(), stat())
    guard geteuid() == 0, stat(ledgerPath, &ledger) == 0, fstat(descriptor, &lock) == 0,
      lock.st_uid == 0, ledger.st_uid != 0, lock.st_nlink == 1, lock.st_size == 0
    else { return }
    _ = fchown(descriptor, ledger.st_uid, ledger.st_gid)
  }

  deinit {
    // A process being spawned right now also has the descriptor until it executes its program: just
    // closing it here would keep the lock held that long.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
