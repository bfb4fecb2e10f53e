package import Foundation

/// Carries a request to the provider and its answer back.
package protocol Transport {
  /// Any answer at all, whatever its status.
  func answer(from url: URL) throws(AnswerFault) -> Answer
}
