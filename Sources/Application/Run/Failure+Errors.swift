import Files
import Intake
import Ledger
import PiAPI
import RateCards

extension Failure {
  /// The failure that an error stands for; nil for unknown ones.
  package init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as LedgerError: self.init(error.status, error.description)
    case let error as APIKeyError: self.init(.configuration, error.description)
    case let error as ArchiveError: self.init(.cannotWrite, error.description)
    case let error as QueryError: self.init(error.status, error.description)
    case let error as FileError: self.init(.cannotWrite, error.description)
    case let error as SourceError: self.init(.noInput, error.description)
    case let error as CardError: self.init(.configuration, error.description)
    case let error as CardAdditionError: self.init(error.status, error.description)
    default: return nil
    }
  }
}

extension LedgerError {
  fileprivate var status: ExitStatus {
    switch self {
    case .missing, .notReadable: .noInput
    case .locked, .changing: .locked
    case .sameFingerprint: .internalFailure
    case .sumTooLarge: .quarantined
    case .notWritable: .cannotWrite
    case .notALedger, .noFile, .olderVersion, .timeZoneDiffers, .unknownTimeZone: .configuration
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
