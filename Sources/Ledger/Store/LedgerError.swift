import Domain
import Files

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
  /// Another run wrote to it whenever it was copied.
  case changing(path: String)
  /// The file is no ledger, or one of a later version.
  case notALedger(path: String, reason: String)
  /// The file is a ledger of an earlier version, and the command does not write.
  case olderVersion(path: String, found: Int, expected: Int)
  case timeZoneDiffers(ledger: String, asked: String)
  case unknownTimeZone(String)
  /// Two task ids that are no UUIDs have the same fingerprint.
  case sameFingerprint(String, String)
  /// The amounts of all tasks come to more than ``Points/sumLimit``.
  case sumTooLarge

  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): the ledger does not exist; piledger import makes it"
    case .locked(let path): "\(path): another run holds the lock"
    case .notWritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .notReadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .noFile(let path): "\(path): expected a file for a ledger, found something else"
    case .changing(let path):
      "\(path): another run is writing to the ledger; try again when it has ended"
    case .notALedger(let path, let reason): "\(path): cannot be used as a ledger: \(reason)"
    case .olderVersion(let path, let found, let expected):
      "\(path): the ledger is of version \(found); piledger reconcile brings it to version "
        + "\(expected)"
    case .timeZoneDiffers(let ledger, let asked):
      "the ledger keeps its accounting days in \(ledger), not in \(asked); make another ledger for "
        + "another time zone"
    case .sameFingerprint(let first, let second):
      "the task ids \"\(first)\" and \"\(second)\" cannot be told apart"
    case .sumTooLarge:
      "the amounts of all tasks come to more than \(Points.sumLimit.usdText) USD, which cannot be "
        + "summed; make a new ledger from its files, which sets amounts apart that no task has"
    case .unknownTimeZone(let name): "unknown time zone \(name)"
    }
  }
}

extension LedgerError {
  static func isEmpty(path: String) -> LedgerError {
    .notALedger(path: path, reason: "it is empty")
  }

  static func notWritable(_ error: FileError) -> LedgerError {
    .notWritable(path: error.path, reason: error.reason)
  }
}
