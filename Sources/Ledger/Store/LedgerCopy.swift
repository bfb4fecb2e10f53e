import Files
import Foundation
import Intake

/// A copy of a ledger for one reader, in a temporary folder that only he may enter, removed when the
/// reader is done.
///
/// Whoever may read a ledger, but not write beside it, cannot share SQLite's index of its log. He
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
