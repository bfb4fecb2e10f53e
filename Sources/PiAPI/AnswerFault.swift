/// Why a request failed.
package enum AnswerFault: Error, Hashable, Sendable {
  /// There was no connection; the reason is in our own words.
  case unreachable(String)
  case timedOut
  /// The connection ended before the answer did.
  case cut
  /// The body is longer than any answer of the provider.
  case tooLong
  case throttled(RetryAfter?)
  case serverError(Int, RetryAfter?)
  /// 401 or 403: the key is rejected.
  case refused(Int)
  /// The request was redirected, and the key is not sent elsewhere.
  case redirected(String)
  case rejected(Int)
  /// The provider answers that it doesn't have the task, by this code.
  case gone(Int)
  case notJSON(contentType: String)
  case truncated
  /// JSON, but not an answer to this call.
  case otherShape(String)

  /// Whether the same request may succeed a little later.
  package var isPassing: Bool {
    switch self {
    case .refused, .redirected, .rejected, .gone, .tooLong: false
    default: true
    }
  }

  /// Whether the provider answered, and only this answer was unusable.
  package var isOfOneAnswer: Bool {
    switch self {
    case .serverError, .rejected, .gone, .notJSON, .truncated, .otherShape, .tooLong: true
    case .unreachable, .timedOut, .cut, .throttled, .refused, .redirected: false
    }
  }

  /// Whether only the answer for one task was unusable.
  ///
  /// 403 may mean a task of another account, and not the key.
  package var isOfOneTask: Bool {
    if case .refused(let code) = self { code != 401 } else { isOfOneAnswer }
  }

  /// How long the provider asks clients to wait.
  package var retryAfter: RetryAfter? {
    switch self {
    case .throttled(let wait), .serverError(_, let wait): wait
    default: nil
    }
  }
}

extension AnswerFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreachable(let reason): reason
    case .timedOut: "no answer in time"
    case .cut: "the connection was lost"
    case .tooLong: "the answer is too long"
    case .throttled(let wait): "too many requests (429)" + AnswerFault.text(wait)
    case .serverError(let code, let wait): "server error \(code)" + AnswerFault.text(wait)
    case .refused(let code): "the key was refused (\(code))"
    case .redirected(let host): "redirected to \(host), where the key is not sent"
    case .rejected(let code): "the request was rejected (\(code))"
    case .gone(let code): "the provider does not have the task (\(code))"
    case .notJSON(let type): "expected JSON, found \(type.isEmpty ? "no content type" : type)"
    case .truncated: "the answer ends in the middle"
    case .otherShape(let reason): reason
    }
  }

  private static func text(_ wait: RetryAfter?) -> String {
    wait.map { "; it asks to wait \($0.seconds) s" } ?? ""
  }
}
