import Domain
import Files
import GRDB
import GRDBSQLite

/// Why a ledger cannot be used.
package enum LedgerError: Error, Hashable, CustomStringConvertible {
  /// The file does not exist, and the command only reads.
  case missing(path: String)
  /// Another run holds the lock.
  case locked(path: String)
  case notWritable(path: String, reason: String)
  case notReadable(path: String, reason: String)
  /// The path leads to a folder, a device or a FIFO.
  case noFile(path: String)
  /// The file has another name, a hard link.
  case otherName(path: String)
  /// Another run wrote to it during every attempt to copy it.
  case changing(path: String)
  /// Another program kept a transaction open for longer than is waited.
  case busy(path: String)
  /// The file is not a ledger.
  case notALedger(path: String, reason: String)
  /// The file has no bytes, or no tables.
  case empty(path: String)
  /// SQLite found the file damaged, or what it holds contradicts itself.
  case damaged(path: String, reason: String)
  /// SQLite failed for a reason that says nothing about the file.
  case failed(path: String, reason: String)
  /// The file is a ledger of a version that this program does not know.
  case laterVersion(path: String, found: Int, expected: Int)
  /// The file is a ledger of an earlier version, and the command does not write.
  case olderVersion(path: String, found: Int, expected: Int)
  case timeZoneDiffers(ledger: String, asked: String)
  case unknownTimeZone(String)
  /// Two task ids that are not UUIDs have the same fingerprint.
  case sameFingerprint(String, String)
  /// The amounts of all tasks sum to more than ``Points/sumLimit``.
  case sumTooLarge

  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): the ledger does not exist; run piledger import FOLDER to create it"
    case .locked(let path): "\(path): another run holds the lock; try again when it has ended"
    case .notWritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .notReadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .noFile(let path): "\(path): expected a file for a ledger, found something else"
    case .otherName(let path):
      "\(path): has another name, a hard link, and a ledger's lock and log go by its name; remove the "
        + "other name, or use a copy of the file"
    case .changing(let path):
      "\(path): another run is writing to the ledger; try again when it has finished"
    case .busy(let path): "\(path): another program is writing to the ledger; try again"
    case .notALedger(let path, let reason):
      "\(path): cannot be used as a ledger: \(reason); name another file with --db, or if it was the ledger, "
        + LedgerError.restoring(path)
    case .empty(let path):
      "\(path): the ledger is empty; a crash or a full disk may have left it; remove it, or "
        + LedgerError.restoring(path)
    case .damaged(let path, let reason):
      "\(path): the ledger is damaged: \(reason); \(LedgerError.restoring(path)), or rebuild it with "
        + "piledger doctor --repair NEW.db"
    case .failed(let path, let reason):
      "\(path): SQLite failed: \(reason); check the ledger with piledger doctor"
    case .laterVersion(let path, let found, let expected):
      "\(path): the ledger has version \(found), and this piledger knows \(expected) at most; "
        + "install a newer one"
    case .olderVersion(let path, let found, let expected):
      "\(path): the ledger has version \(found); run piledger reconcile to bring it to version "
        + "\(expected)"
    case .timeZoneDiffers(let ledger, let asked):
      "the ledger keeps its accounting days in \(ledger), not in \(asked); create another ledger "
        + "for another time zone"
    case .sameFingerprint(let first, let second):
      "the task ids \"\(first)\" and \"\(second)\" cannot be told apart; import one of them into another ledger"
    case .sumTooLarge:
      "the amounts of all tasks add up to more than \(Points.sumLimit.usdText) USD, which is "
        + "impossible; create a new ledger from its files, which quarantines impossible amounts"
    case .unknownTimeZone(let name): "unknown time zone \(name)"
    }
  }
}

extension LedgerError {
  /// A backup is restored by the same command that makes it: it replaces a file and what SQLite left
  /// beside it in one step.
  private static func restoring(_ path: String) -> String {
    "restore a backup with piledger backup \(path) --db BACKUP"
  }

  static func notWritable(_ error: FileError) -> LedgerError {
    .notWritable(path: error.path, reason: error.reason)
  }
}

extension LedgerError {
  /// What an error of SQLite means for a ledger.
  init(_ error: DatabaseError, path: String) {
    let message = error.reason
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self = .busy(path: path)
    case .SQLITE_FULL:
      self = .notWritable(path: path, reason: "no space left; make room, and run it again")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
      self = .notWritable(path: path, reason: message)
    case .SQLITE_IOERR where error.isReadFailure:
      self = .notReadable(path: path, reason: message)
    case .SQLITE_IOERR:
      self = .notWritable(
        path: path, reason: "\(message): the disk may be full, over its quota, or failing")
    case .SQLITE_CORRUPT:
      self = .damaged(path: path, reason: message)
    case .SQLITE_NOTADB:
      self = .notALedger(path: path, reason: message)
    case .SQLITE_CONSTRAINT:
      self = .damaged(path: path, reason: "its rows contradict each other (\(message))")
    // Without SQL it is what a row refers to that is missing.
    case .SQLITE_ERROR where error.sql == nil || message.hasPrefix("no such "):
      self = .damaged(path: path, reason: message)
    default:
      self = .failed(path: path, reason: message)
    }
  }
}

extension DatabaseError {
  private func text(of code: ResultCode) -> String {
    sqlite3_errstr(code.rawValue).map { String(cString: $0) } ?? "\(code)"
  }

  /// What SQLite says of it.
  ///
  /// A failed backup leaves no message of its own behind: SQLite then says that there was no error,
  /// and the code tells it.
  fileprivate var reason: String {
    guard let message, message != text(of: .SQLITE_OK) else { return text(of: resultCode) }
    return message
  }

  /// Whether the storage failed, and not the statement: no space, no permission, a broken disk.
  var isStorageFailure: Bool {
    [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN].contains(resultCode)
  }

  /// Whether it is about the file, and not about the statement.
  var isOfFile: Bool {
    isStorageFailure
      || [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL, .SQLITE_CORRUPT, .SQLITE_NOTADB]
        .contains(resultCode)
  }

  fileprivate var isReadFailure: Bool {
    [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_FSTAT, .SQLITE_IOERR_ACCESS]
      .contains(extendedResultCode)
  }
}
