import Foundation

/// The lock that one writing run holds on a ledger: a file beside it, locked with `flock(2)`, which
/// the system releases when the process ends in whatever way.
final class LedgerLock {
  private let descriptor: Int32

  init(ledgerPath: String) throws(LedgerError) {
    let path = ledgerPath + ".lock"
    // The property is set last: a class that throws with all properties set is deinitialized, and
    // would close the descriptor twice.
    let opened = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard opened >= 0 else {
      throw .notWritable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      throw .locked(path: ledgerPath)
    }
    descriptor = opened
  }

  deinit {
    // A process that is being started at this moment has the descriptor too until it runs its
    // program: closing it here alone would leave the lock held for as long.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
