import Domain
import PiAPI
import Testing

@Suite struct RetryTests {
  /// 1994-11-06T08:49:37Z.
  private static let now = Instant(seconds: 784_111_777)

  @Test(
    arguments: [
      ("120", 120), (" 0", 0), ("Sun, 06 Nov 1994 08:49:47 GMT", 10),
      ("Sun, 06 Nov 1994 08:49:27 GMT", 0), ("99999999999999999999", .max), ("soon", nil),
      ("", nil), ("-5", nil), ("1.5", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 CET", nil),
    ] as [(String, Int64?)])
  func `Retry-After is a number of seconds or a date`(text: String, seconds: Int64?) {
    #expect(RetryAfter(text, now: Self.now)?.seconds == seconds)
  }

  @Test(arguments: 1...12)
  func `a wait lies between half and all of a time that doubles up to its limit`(attempt: Int) {
    let policy = RetryPolicy(attemptLimit: 20, baseMilliseconds: 1000)
    let longest = min(60_000, 1000 << (attempt - 1))
    var random = SeededNumbers(state: UInt64(attempt))
    var waits: Set<Int> = []
    for _ in 0..<200 {
      guard
        let wait = policy.waitMilliseconds(
          afterAttempt: attempt, fault: .cut, random: &random)
      else {
        Issue.record("there is no wait after attempt \(attempt)")
        return
      }
      #expect((longest / 2...longest).contains(wait))
      waits.insert(wait)
    }
    #expect(waits.count > 50)
  }

  @Test func `after the last attempt there is no retry`() {
    var random = SeededNumbers(state: 1)
    let policy = RetryPolicy(attemptLimit: 3, baseMilliseconds: 0)
    let waits = (1...3).map {
      policy.waitMilliseconds(afterAttempt: $0, fault: .timedOut, random: &random)
    }
    #expect(waits == [0, 0, nil])
  }

  @Test(
    arguments: [
      (.throttled(RetryAfter(seconds: 7)), 7000), (.serverError(503, RetryAfter(seconds: 1)), 1000),
      (.throttled(RetryAfter(seconds: 300)), 300_000), (.throttled(nil), 0),
      (.throttled(RetryAfter(seconds: 301)), nil), (.throttled(RetryAfter(seconds: .max)), nil),
      (.refused(401), nil), (.refused(403), nil), (.rejected(404), nil),
      (.redirected("elsewhere"), nil), (.tooLong, nil), (.notJSON(contentType: "text/html"), 0),
      (.truncated, 0), (.otherShape(""), 0), (.unreachable(""), 0),
    ] as [(AnswerFault, Int?)])
  func `transient failures wait as long as the provider asks, others don't wait`(
    fault: AnswerFault, milliseconds: Int?
  ) {
    var random = SeededNumbers(state: 1)
    let policy = RetryPolicy(attemptLimit: 2, baseMilliseconds: 0)
    #expect(
      policy.waitMilliseconds(afterAttempt: 1, fault: fault, random: &random) == milliseconds)
  }
}
