import Domain
import Foundation

/// The JSON of an answer that is whole and says nothing of an error.
struct AnswerBody {
  /// The inner object where the answer has the envelope `{code, data, message}`.
  let value: JSONValue

  /// Looks for whatever makes an answer no use: its status, its type, its length, its JSON, and the
  /// code in its envelope, which can tell of an error under status 200.
  init(_ answer: Answer, now: Instant) throws(AnswerFault) {
    let retryAfter = answer.retryAfter.flatMap { RetryAfter($0, now: now) }
    try AnswerBody.check(answer.statusCode, retryAfter: retryAfter, location: answer.location)
    let isShort = answer.announcedBytes.map { answer.body.count < $0 } ?? false
    guard !isShort else { throw .truncated }
    guard answer.contentType.lowercased().contains("json") else {
      throw .notJSON(contentType: String(answer.contentType.prefix(60)))
    }
    guard let body = try? JSONValue(answer.body), body.isContainer else { throw .truncated }
    guard let data = body["data"], let code = body["code"]?.integer else {
      value = body
      return
    }
    if code != 0 {
      try AnswerBody.check(Int(code), retryAfter: retryAfter, location: nil)
    }
    value = data
  }

  private static func check(
    _ status: Int, retryAfter: RetryAfter?, location: String?
  ) throws(AnswerFault) {
    switch status {
    case 200..<300: return
    case 300..<400:
      let host = location.flatMap { URLComponents(string: $0)?.host } ?? "another address"
      throw .redirected(String(host.prefix(100)))
    case 401, 403: throw .refused(status)
    case 408: throw .timedOut
    case 429: throw .throttled(retryAfter)
    case 500...: throw .serverError(status, retryAfter)
    default: throw .rejected(status)
    }
  }
}
