import Foundation
import GRDB

/// A new ledger while it is made: a file beside the ledger's place, which takes the ledger's name
/// once it is whole and safe on the disk.
///
/// There is nothing yet that could be lost, so it needs neither a journal nor forced commits. A run
/// that is cut off leaves no ledger, and the next one begins anew.
struct LedgerDraft {
  private let ledgerPath: String
  var path: String { ledgerPath + ".draft" }

  /// Begins a draft in place of one that a run has left when it was cut off.
  ///
  /// The caller holds the lock of the ledger.
  init(ofLedger path: String) {
    ledgerPath = path
    discard()
  }

  func discard() {
    unlink(path)
  }

  /// Gives the file, which is closed, the ledger's name.
  func takeName() throws(LedgerError) {
    guard LedgerDraft.force(path), rename(path, ledgerPath) == 0,
      LedgerDraft.force(URL(filePath: ledgerPath).deletingLastPathComponent().path)
    else { throw .notWritable(path: ledgerPath, reason: String(cString: strerror(errno))) }
  }

  /// Brings a file, or the names in a folder, to the disk.
  private static func force(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
