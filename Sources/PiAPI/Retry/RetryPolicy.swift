/// When a request is tried again, and how long is waited before.
package struct RetryPolicy: Hashable, Sendable {
  /// Requests for one answer, the first included.
  package var attemptLimit: Int
  /// The longest wait after the first attempt; it doubles with each further one.
  package var baseMilliseconds: Int
  /// No wait of our own is longer.
  package var backoffLimitMilliseconds = 60_000
  /// A provider that asks for a longer wait is not waited for.
  package var retryAfterLimitSeconds: Int64 = 300

  package init(attemptLimit: Int = 6, baseMilliseconds: Int = 1000) {
    self.attemptLimit = attemptLimit
    self.baseMilliseconds = baseMilliseconds
  }

  /// The wait before the next attempt; nil where there is none.
  ///
  /// Between half and all of the doubled time, by chance, so that many clients do not come back at
  /// one moment. A wait that the provider asks for comes before that.
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
