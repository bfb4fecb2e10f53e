import Files
import Foundation
import Intake

/// A copy of a ledger for one reader, in a scratch folder that goes when the reader is done.
///
/// A user who may read a ledger but not write next to it cannot share SQLite's index of its log,
/// and reads a copy: file and log as of one moment.
final class LedgerCopy {
  /// How often to retry the copy if the ledger keeps changing.
  private static let attemptLimit = 5
  private static let pauseSeconds = 0.2

  let path: String
  private let folder: ScratchFolder

  /// Copies a ledger with its log or journal.
  ///
  /// - Throws: ``LedgerError``, if it cannot be read, the copy cannot be written, or it changed
  ///   during every attempt.
  init(of ledgerPath: String) throws(LedgerError) {
    guard case .file(let place) = FilePlace(ledgerPath) else { throw .noFile(path: ledgerPath) }
    do throws(FileError) { folder = try ScratchFolder() } catch { throw .notWritable(error) }
    path = "\(folder.path)/ledger.db"
    try LedgerCopy.copy(place, to: path)
  }

  /// What shows whether a ledger has changed.
  private struct Moment: Equatable {
    let file: FileStamp?
    let log: FileStamp?
    let journal: FileStamp?

    init(_ path: String) {
      file = FileStamp(path: path)
      (log, journal) = (FileStamp(path: path + "-wal"), FileStamp(path: path + "-journal"))
    }
  }

  private static func copy(_ ledger: String, to path: String) throws(LedgerError) {
    for attempt in 1...attemptLimit {
      let before = Moment(ledger)
      try copyFile(ledger, to: path)
      SideFiles.remove(besides: path)
      // An empty one, which another reader may have left, means nothing.
      for (stamp, ending) in [(before.log, "-wal"), (before.journal, "-journal")] {
        if let stamp, stamp.sizeBytes > 0 { try copyFile(ledger + ending, to: path + ending) }
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
    SideFiles.remove(besides: path)
  }

  /// Renames the closed file into place.
  ///
  /// A log left by an earlier ledger of that name would be mistaken for this one's.
  func renameIntoPlace() throws(LedgerError) {
    do throws(FileError) {
      try SideFiles.settle(besides: ledgerPath)
      try file.commit()
    } catch {
      throw .notWritable(error)
    }
  }

  private static func remove(_ path: String) {
    unlink(path)
    SideFiles.remove(besides: path)
  }
}
