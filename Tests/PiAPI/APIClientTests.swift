import Domain
import Foundation
import TestSupport
import Testing

@testable import PiAPI

@Suite struct APIClientTests {
  /// Returns the answers that a test prepared, in order.
  private final class PreparedAnswers: Transport {
    private var answers: [Result<Answer, AnswerFault>]
    private(set) var urls: [String] = []

    init(_ answers: [Result<Answer, AnswerFault>]) {
      self.answers = answers
    }

    func answer(from url: URL) throws(AnswerFault) -> Answer {
      urls.append(url.absoluteString)
      return try answers.isEmpty ? .init(body: []) : answers.removeFirst().get()
    }
  }

  private static func answer(_ text: String, status: Int = 200) -> Result<Answer, AnswerFault> {
    .success(Answer(statusCode: status, body: Array(text.utf8)))
  }

  private static let page = #"{"page":1,"size":100,"total":1,"data":[{"id":7,"account_id":12}]}"#

  /// The rows or the failure of one page, with the preceding waits.
  private static func fetch(
    _ answers: [Result<Answer, AnswerFault>]
  ) throws -> (result: Result<[HistoryAnswer.RowKey], CallFailure>, waits: [Int]) {
    let base = try #require(BaseURL("https://api.example"))
    var waits: [Int] = []
    let client = APIClient(
      baseURL: base, transport: PreparedAnswers(answers),
      policy: RetryPolicy(attemptLimit: 3, baseMilliseconds: 0),
      pace: Pace(now: { Instant(seconds: 0) }, wait: { wait, _ in waits.append(wait) }))
    let window = HistoryWindow(since: nil, until: Instant(seconds: 60))
    let result = client.value(of: .history(window, page: 1), reading: HistoryAnswer.init)
    return (result.map(\.value.rows), waits)
  }

  @Test(arguments: [
    page, #"{"code":200,"data":\#(page),"message":"success"}"#,
    #"{"code":0,"data":\#(page)}"#,
  ])
  func `a page is taken in its envelope and bare`(text: String) throws {
    let (result, waits) = try Self.fetch([Self.answer(text)])
    #expect(try result.get() == [HistoryAnswer.RowKey("12/7")])
    #expect(waits.isEmpty)
  }

  @Test(
    arguments: [
      (#"{"code":401,"data":null,"message":"no"}"#, .refused(401)),
      (#"{"code":403,"data":null,"message":"no"}"#, .refused(403)),
      (#"{"code":400,"data":null,"message":"no"}"#, .rejected(400)),
    ] as [(String, AnswerFault)])
  func `an error in the envelope counts like one in the status, and is not retried`(
    text: String, fault: AnswerFault
  ) throws {
    let (result, waits) = try Self.fetch([Self.answer(text), Self.answer(Self.page)])
    #expect(throws: CallFailure.self) { try result.get() }
    if case .failure(let failure) = result { #expect(failure.fault == fault) }
    #expect(waits.isEmpty)
  }

  @Test(
    arguments: [
      (Self.answer("", status: 500), .serverError(500, nil)), (.failure(.cut), .cut),
      (Self.answer(#"{"code":200,"data":{"page":1,"#), .truncated), (Self.answer(""), .truncated),
      (
        .success(Answer(announcedBytes: 9999, body: Array(Self.page.utf8))), .truncated
      ),
      (.success(Answer(contentType: "text/html", body: [])), .notJSON(contentType: "text/html")),
      (Self.answer(#"{"code":200,"data":[]}"#), .otherShape("expected a page of the history")),
    ] as [(Result<Answer, AnswerFault>, AnswerFault)])
  func `transient failures are tried three times, and then reported`(
    answer: Result<Answer, AnswerFault>, fault: AnswerFault
  ) throws {
    let (result, waits) = try Self.fetch([answer, answer, answer, Self.answer(Self.page)])
    guard case .failure(let failure) = result else {
      Issue.record("the fourth answer was asked for")
      return
    }
    #expect(failure.fault == fault)
    #expect(failure.attempts == 3)
    #expect(failure.description == "api.example: history page 1: \(fault), after 3 attempts")
    #expect(waits == [0, 0])
  }

  @Test func `rows without an id are distinguished by content`() throws {
    let text = #"{"page":1,"total":3,"data":[{"usage":1},{"usage":2},{"usage":1},5]}"#
    let (result, _) = try Self.fetch([Self.answer(text)])
    #expect(try Set(result.get()).count == 3)
  }

  @Test(
    arguments: [
      ("https://api.piapi.ai", "https://api.piapi.ai"),
      ("https://gateway.example/piapi//", "https://gateway.example/piapi"),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
      ("http://localhost:1/", "http://localhost:1"), ("http://api.piapi.ai", nil),
      ("http://localhost.example", nil), ("https://me:secret@api.piapi.ai", nil),
      ("https://api.piapi.ai?x=1", nil), ("https://api.piapi.ai#x", nil), ("https://", nil),
      ("ftp://api.piapi.ai", nil), ("api.piapi.ai", nil), ("", nil),
    ] as [(String, String?)])
  func `an address has https, or is this machine's`(text: String, found: String?) {
    #expect(BaseURL(text)?.text == found)
  }
}
