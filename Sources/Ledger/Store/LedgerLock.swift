import Foundation

/// The lock that one writing run holds on a ledger: a file beside it, locked with `flock(2)`, which
/// the system releases when the process ends in whatever way.
final class LedgerLock {
  private let descriptor: Int32

  init(ledgerPath: String) throws(LedgerError) {
    let path = ledgerPath + ".lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .notWritable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .locked(path: ledgerPath)
    }
  }

  deinit {
    close(descriptor)
  }
}
