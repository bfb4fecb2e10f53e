package import Domain

/// When a request is retried, and after how long.
package struct RetryPolicy: Hashable, Sendable {
  /// Requests per answer, including the first.
  package var attemptLimit: Int
  /// The longest wait after the first attempt; it doubles with each further one.
  package var baseMilliseconds: Int
  /// The upper limit for our own waits.
  package var backoffLimitMilliseconds = 60_000
  /// If the provider asks for a longer wait, there is no retry.
  package var retryAfterLimitSeconds: Int64 = 300

  package init(attemptLimit: Int = 6, baseMilliseconds: Int = 1000) {
    self.attemptLimit = attemptLimit
    self.baseMilliseconds = baseMilliseconds
  }

  /// The wait before the next attempt; nil if there is none.
  ///
  /// A random time between half and all of the doubled wait, so that many clients do not return at
  /// once. A wait that the provider asks for takes precedence.
  package func waitMilliseconds(
    afterAttempt attempt: Int, fault: AnswerFault, random: inout some RandomNumberGenerator
  ) -> Int? {
    guard fault.isPassing, attempt < attemptLimit else { return nil }
    let asked = fault.retryAfter?.seconds ?? 0
    guard asked <= retryAfterLimitSeconds else { return nil }
    let longest = backoff(afterAttempt: attempt)
    return Int(asked) * 1000 + Int.random(in: (longest / 2)...longest, using: &random)
  }

  private func backoff(afterAttempt attempt: Int) -> Int {
    var wait = max(0, baseMilliseconds)
    for _ in 1..<max(2, attempt) where attempt > 1 && wait < backoffLimitMilliseconds { wait *= 2 }
    return min(wait, backoffLimitMilliseconds)
  }
}

/// How long the provider asks clients to wait: the header `Retry-After`.
package struct RetryAfter: Hashable, Sendable {
  package let seconds: Int64

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Reads both forms of the header (RFC 9110): a number of seconds, or a date.
  package init?(_ text: String, now: Instant) {
    let text = text.drop { $0 == " " }
    if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
      // A number too large to represent means never.
      seconds = Int64(text) ?? .max
    } else if let date = RetryAfter.date(text) {
      seconds = max(0, date.seconds - now.seconds)
    } else {
      return nil
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func date(_ text: Substring) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])),
      let date = CalendarDay(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    return Instant(startOf: date).adding(seconds: clock[0] * 3600 + clock[1] * 60 + clock[2])
  }
}
