/// The provider's status of a task, compared ignoring case and surrounding white space.
package enum TaskStatus: Hashable, Sendable {
  case staged
  case pending
  case processing
  case completed
  case failed
  case cancelled
  /// A status that is not known yet: kept in lower case, and reported.
  case other(String)

  package init(_ text: String) {
    let word = text.trimmed.lowercased()
    switch word {
    case "staged": self = .staged
    case "pending": self = .pending
    case "processing": self = .processing
    case "completed", "success", "finished": self = .completed
    case "failed": self = .failed
    case "cancelled", "canceled": self = .cancelled
    default: self = .other(word)
    }
  }

  package var name: String {
    switch self {
    case .staged: "staged"
    case .pending: "pending"
    case .processing: "processing"
    case .completed: "completed"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .other(let text): text
    }
  }

  package var isKnown: Bool {
    if case .other = self { false } else { true }
  }

  package var hasEnded: Bool {
    switch self {
    case .completed, .failed, .cancelled: true
    default: false
    }
  }

  /// Ended without a result; under the provider's rules such a task is free.
  package var isWithoutResult: Bool { self == .failed || self == .cancelled }

  /// How far a task has come, for the order of two states seen at the same moment.
  package var progress: Int {
    switch self {
    case .other: 0
    case .staged: 1
    case .pending: 2
    case .processing: 3
    case .cancelled: 4
    case .failed: 5
    case .completed: 6
    }
  }
}
