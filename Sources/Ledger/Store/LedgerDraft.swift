import Files
import Foundation
import GRDB

/// A new ledger while it is made: a file beside the ledger's place, which takes the ledger's name
/// once it is whole and safe on the disk.
///
/// There is nothing yet that could be lost, so it needs neither a journal nor forced commits. A run
/// that is cut off leaves no ledger, and the next one begins anew. The draft has a name that the next
/// run knows, to clear it away; nothing that stands there is followed or written into.
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
