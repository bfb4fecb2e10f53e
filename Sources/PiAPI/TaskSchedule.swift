/// Lets requests through at an even rate, a few at once to begin with.
///
/// It knows no clock: each call says what time it is, in microseconds since any fixed moment.
package struct TokenBucket: Hashable, Sendable {
  private let intervalMicroseconds: Int64
  private let burst: Int64
  /// When the bucket would be full again.
  private var fullAt: Int64 = .min

  /// Makes a full bucket.
  package init(perSecond: Int, burst: Int) {
    intervalMicroseconds = 1_000_000 / Int64(max(1, perSecond))
    self.burst = Int64(max(1, burst))
  }

  /// Takes a token.
  ///
  /// - Returns: 0, or how many microseconds to wait before trying again.
  package mutating func take(at now: Int64) -> Int64 {
    let full = max(fullAt, now)
    let wait = full - now - (burst - 1) * intervalMicroseconds
    guard wait <= 0 else { return wait }
    fullAt = full + intervalMicroseconds
    return 0
  }
}

/// Decides which task is asked for next, and when: in order, at an even rate, a failed one again
/// after a while, and none any more once the provider makes clear that it is no use.
///
/// It knows no clock and no network, so every decision can be tested.
package struct TaskSchedule: Sendable {
  /// A task to ask for, and how often that was tried before, this time included.
  package struct Ask: Hashable, Sendable {
    package let id: AskableID
    package let attempt: Int
  }

  package enum Step: Hashable, Sendable {
    case ask(Ask)
    /// Nothing is due for so many microseconds.
    case wait(Int64)
    /// What comes next depends on requests that are under way.
    case idle
    case end
  }

  /// What follows from an answer.
  package enum Consequence: Hashable, Sendable {
    /// The task is through, whatever came of it.
    case done
    case again(milliseconds: Int)
  }

  /// After so many tasks in a row whose answers were unusable, the fault is not theirs.
  static let failuresInARowLimit = 5

  private var waiting: ArraySlice<AskableID>
  private var retries: [(dueAt: Int64, ask: Ask)] = []
  private var bucket: TokenBucket
  private let policy: RetryPolicy
  private var underWay = 0
  private var pausedUntil: Int64 = .min
  private var failuresInARow = 0
  private var isStopped = false

  package init(_ ids: [AskableID], bucket: TokenBucket, policy: RetryPolicy) {
    (waiting, self.bucket, self.policy) = (ids[...], bucket, policy)
  }

  /// The tasks that were not asked for, or not to an end.
  package var unasked: Int { waiting.count + retries.count }

  package mutating func stop() { isStopped = true }

  /// What to do now; an ``Step/ask(_:)`` must be followed by a call of ``take(_:of:at:random:)``.
  package mutating func next(at now: Int64) -> Step {
    guard !isStopped, unasked > 0 else { return underWay > 0 && !isStopped ? .idle : .end }
    if now < pausedUntil { return .wait(pausedUntil - now) }
    let due = retries.indices.first { retries[$0].dueAt <= now }
    guard due != nil || !waiting.isEmpty else {
      return .wait((retries.map(\.dueAt).min() ?? now) - now)
    }
    let wait = bucket.take(at: now)
    guard wait == 0 else { return .wait(wait) }
    underWay += 1
    if let due { return .ask(retries.remove(at: due).ask) }
    return .ask(Ask(id: waiting.removeFirst(), attempt: 1))
  }

  /// Takes what came of a request; nil if the provider answered, with the task or with that it has
  /// none.
  package mutating func take(
    _ fault: AnswerFault?, of ask: Ask, at now: Int64, random: inout some RandomNumberGenerator
  ) -> Consequence {
    underWay -= 1
    guard let fault else {
      failuresInARow = 0
      return .done
    }
    let wait = policy.waitMilliseconds(afterAttempt: ask.attempt, fault: fault, random: &random)
    guard let wait, !isStopped else {
      failuresInARow += 1
      if fault.concernsAll || failuresInARow >= TaskSchedule.failuresInARowLimit { stop() }
      return .done
    }
    let dueAt = now + Int64(wait) * 1000
    retries.append((dueAt, Ask(id: ask.id, attempt: ask.attempt + 1)))
    // If one request must wait for the provider, others must not go on at full speed.
    if fault.concernsAll { pausedUntil = max(pausedUntil, dueAt) }
    return .again(milliseconds: wait)
  }
}

extension AnswerFault {
  /// Whether other requests would fare no better now: the provider isn't there, refuses, or asks to
  /// be left alone for a while.
  fileprivate var concernsAll: Bool { !isOfOneTask || retryAfter != nil }
}
