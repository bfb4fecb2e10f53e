import Files
import Foundation

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
