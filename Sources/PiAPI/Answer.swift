import Domain
import Foundation

/// The answer to a request, as received.
package struct Answer: Hashable, Sendable {
  package var statusCode: Int
  package var contentType: String
  /// The announced length of the body; nil if there was none, or if it counts encoded bytes.
  package var announcedBytes: Int?
  /// The header as received.
  package var retryAfter: String?
  /// Where the provider wants the request to go instead.
  package var location: String?
  package var body: [UInt8]

  package init(
    statusCode: Int = 200, contentType: String = "application/json", announcedBytes: Int? = nil,
    retryAfter: String? = nil, location: String? = nil, body: [UInt8]
  ) {
    self.statusCode = statusCode
    self.contentType = contentType
    self.announcedBytes = announcedBytes
    self.retryAfter = retryAfter
    self.location = location
    self.body = body
  }
}

/// The JSON of a complete answer that reports no error.
struct AnswerBody {
  /// The inner object if the answer has the envelope `{code, data, message}`.
  let value: JSONValue

  /// Checks everything that can make an answer unusable: its status, type, length and JSON, and the
  /// code in its envelope, which may report an error under status 200.
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
