import Foundation
import GRDB

/// A new ledger while it is made: a file beside the ledger's place, which takes the ledger's name
/// once it is whole and safe on the disk.
///
/// There is nothing yet that could be lost, so it needs neither a journal nor forced commits. A run
/// that is cut off leaves no ledger, and the next one begins anew.
struct LedgerDraft {
  /// What SQLite may keep beside a file.
  private static let companions = ["-wal", "-shm", "-journal"]

  /// Links one behind another; more of them are a circle.
  private static let linkLimit = 40

  private let ledgerPath: String
  var path: String { ledgerPath + ".draft" }

  /// Begins a draft in place of one that a run has left when it was cut off.
  ///
  /// The caller holds the lock of the ledger.
  init(ofLedger path: String) {
    ledgerPath = LedgerDraft.place(of: path)
    discard()
  }

  func discard() {
    unlink(path)
    LedgerDraft.removeCompanions(of: path)
  }

  /// Gives the file, which is closed, the ledger's name.
  ///
  /// A log that an earlier ledger of that name has left would be taken for this one's.
  func takeName() throws(LedgerError) {
    LedgerDraft.removeCompanions(of: ledgerPath)
    guard LedgerDraft.force(path), rename(path, ledgerPath) == 0,
      LedgerDraft.force(URL(filePath: ledgerPath).deletingLastPathComponent().path)
    else { throw .notWritable(path: ledgerPath, reason: String(cString: strerror(errno))) }
  }

  /// Where the file is to be: a link may stand for a ledger that is to be made elsewhere.
  private static func place(of path: String) -> String {
    var place = path
    for _ in 0..<linkLimit {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: place) else {
        break
      }
      let folder = URL(filePath: place).deletingLastPathComponent()
      place = URL(filePath: next, relativeTo: folder).path
    }
    return place
  }

  private static func removeCompanions(of path: String) {
    for companion in companions { unlink(path + companion) }
  }

  /// Brings a file, or the names in a folder, to the disk.
  private static func force(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
