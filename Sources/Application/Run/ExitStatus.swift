import Files
import Intake
import Ledger
import PiAPI
import RateCards
import Reconciliation

/// How a run ended, as an exit status.
///
/// The numbers are part of the public interface.
package enum ExitStatus: Int32, Hashable, CaseIterable, Sendable {
  case clean = 0
  case internalFailure = 1
  case findings = 10
  case unpricedAboveLimit = 11
  case budgetExceeded = 12
  /// The fetch was incomplete, or nothing has arrived for too long: the data is stale.
  case dataGap = 13
  case walletUnbalanced = 14
  case usage = 64
  case quarantined = 65
  case noInput = 66
  case providerUnreachable = 69
  case cannotWrite = 73
  /// The program of `on_news` could not be run, or failed.
  case hookFailed = 74
  /// Another run holds the lock, another program writes to the ledger, or a query hit its time limit:
  /// try again.
  case locked = 75
  case keyRefused = 77
  case configuration = 78

  /// The most severe first: failures outrank findings.
  package static let bySeverity: [ExitStatus] = [
    .internalFailure, .configuration, .keyRefused, .locked, .cannotWrite, .usage,
    .providerUnreachable, .noInput, .quarantined, .hookFailed, .dataGap, .walletUnbalanced,
    .budgetExceeded, .findings,
    .unpricedAboveLimit, .clean,
  ]

  package static func mostSevere(of statuses: some Collection<ExitStatus>) -> ExitStatus {
    bySeverity.first(where: statuses.contains) ?? .clean
  }
}

/// A failure that ends a run, with its exit status and its one-line message for stderr.
package struct Failure: Error, CustomStringConvertible {
  package let status: ExitStatus
  package let description: String

  package init(_ status: ExitStatus, _ description: String) {
    (self.status, self.description) = (status, description)
  }
}

/// Ends a run whose problem has already been reported.
package struct EndedRun: Error {
  package let status: ExitStatus
}

extension Failure {
  /// The failure that corresponds to an error; nil for unknown errors.
  package init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as LedgerError: self.init(error.status, error.description)
    case let error as APIKeyError: self.init(.configuration, error.description)
    case let error as ArchiveError: self.init(.cannotWrite, error.description)
    case let error as QueryError: self.init(error.status, error.description)
    case let error as FileError: self.init(.cannotWrite, error.description)
    case let error as SourceError: self.init(.noInput, error.description)
    case let error as ReadError: self.init(.noInput, error.description)
    case let error as CardError: self.init(.configuration, error.description)
    case let error as LineFilterError: self.init(.usage, error.description)
    case let error as CardAdditionError: self.init(error.status, error.description)
    default: return nil
    }
  }
}

extension LedgerError {
  fileprivate var status: ExitStatus {
    switch self {
    case .missing, .notReadable: .noInput
    case .locked, .changing, .busy: .locked
    case .sameFingerprint, .damaged, .failed: .internalFailure
    case .sumTooLarge: .quarantined
    case .notWritable: .cannotWrite
    case .notALedger, .empty, .noFile, .otherName, .olderVersion, .laterVersion, .timeZoneDiffers,
      .unknownTimeZone:
      .configuration
    }
  }
}

extension CardAdditionError {
  fileprivate var status: ExitStatus {
    if case .card = self { .configuration } else { .usage }
  }
}

extension QueryError {
  fileprivate var status: ExitStatus {
    switch self {
    case .refused, .notReading: .usage
    case .timeLimit: .locked
    }
  }
}
