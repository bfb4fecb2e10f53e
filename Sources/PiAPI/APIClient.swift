package import Domain

/// The content of one answer, with its bytes as they are kept.
package struct Received<Value: Sendable>: Sendable {
  package let value: Value
  package let body: [UInt8]
  package let at: Instant
}

/// A call that failed despite all retries.
package struct CallFailure: Error, Hashable, CustomStringConvertible {
  package let endpoint: Endpoint
  package let host: String
  package let fault: AnswerFault
  package let attempts: Int

  /// `api.piapi.ai: history page 3: the connection was cut, after 6 attempts`.
  package var description: String {
    "\(host): \(endpoint): \(fault)" + (attempts > 1 ? ", after \(attempts) attempts" : "")
  }
}

/// What the client takes from its environment: time, waiting, and randomness.
package struct Pace {
  let now: () -> Instant
  /// Waits this many milliseconds after a failed attempt.
  let wait: (Int, CallFailure) -> Void
  let random: any RandomNumberGenerator

  package init(
    now: @escaping () -> Instant, wait: @escaping (Int, CallFailure) -> Void,
    random: any RandomNumberGenerator = SystemRandomNumberGenerator()
  ) {
    (self.now, self.wait, self.random) = (now, wait, random)
  }
}

/// Calls the provider, retrying if that may help.
package final class APIClient {
  private let baseURL: BaseURL
  private let transport: any Transport
  private let policy: RetryPolicy
  private let pace: Pace
  private var random: any RandomNumberGenerator

  package init(baseURL: BaseURL, transport: any Transport, policy: RetryPolicy, pace: Pace) {
    self.baseURL = baseURL
    self.transport = transport
    self.policy = policy
    self.pace = pace
    random = pace.random
  }

  /// The answer of a call, validated by the call's own rules.
  func value<Value>(
    of endpoint: Endpoint, reading read: (AnswerBody) throws(AnswerFault) -> Value
  ) -> Result<Received<Value>, CallFailure> {
    var attempt = 1
    while true {
      let fault: AnswerFault
      do throws(AnswerFault) {
        return .success(
          try received(from: endpoint) { (answer, now) throws(AnswerFault) in
            (try read(AnswerBody(answer, now: now)), answer.body)
          })
      } catch {
        fault = error
      }
      let failure = failure(fault, of: endpoint, attempts: attempt)
      let wait = policy.waitMilliseconds(afterAttempt: attempt, fault: fault, random: &random)
      guard let wait else { return .failure(failure) }
      pace.wait(wait, failure)
      attempt += 1
    }
  }

  /// The answer of a single attempt, with the bytes of it that are kept.
  func received<Value>(
    from endpoint: Endpoint,
    reading read: (Answer, Instant) throws(AnswerFault) -> (value: Value, kept: [UInt8])
  ) throws(AnswerFault) -> Received<Value> {
    let answer = try answer(to: endpoint)
    let now = pace.now()
    let (value, body) = try read(answer, now)
    return Received(value: value, body: body, at: now)
  }

  func failure(_ fault: AnswerFault, of endpoint: Endpoint, attempts: Int) -> CallFailure {
    CallFailure(endpoint: endpoint, host: baseURL.host, fault: fault, attempts: attempts)
  }

  private func answer(to endpoint: Endpoint) throws(AnswerFault) -> Answer {
    guard let url = endpoint.url(at: baseURL) else {
      throw .unreachable("\(baseURL.text) is not a valid address")
    }
    return try transport.answer(from: url)
  }
}
