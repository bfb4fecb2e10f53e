package import Domain
import Foundation
import Synchronization

/// What came of asking for a task.
package enum TaskFetchEvent: Sendable {
  case answered(Received<TaskAnswer>)
  /// The provider says, by this code, that it doesn't have the task.
  case gone(TaskID, code: Int, at: Instant)
  /// There was no usable answer, despite all retries.
  case failed(TaskID, CallFailure)
  case waiting(CallFailure, milliseconds: Int)
}

/// Asks for tasks, a few at a time, and hands on what comes, one by one.
///
/// Each worker is a thread with its own connection. Whoever receives the events is the only one who
/// writes; if that takes long, the workers wait.
package struct TaskFetch: Sendable {
  private let baseURL: BaseURL
  private let makeTransport: @Sendable () -> any Transport
  private let policy: RetryPolicy
  private let now: @Sendable () -> Instant

  package init(
    baseURL: BaseURL, policy: RetryPolicy, now: @escaping @Sendable () -> Instant,
    makeTransport: @escaping @Sendable () -> any Transport
  ) {
    (self.baseURL, self.policy, self.now) = (baseURL, policy, now)
    self.makeTransport = makeTransport
  }

  /// How fast to ask.
  package struct Speed: Hashable, Sendable {
    package let atOnce: Int
    package let perSecond: Int

    package init(atOnce: Int, perSecond: Int) {
      (self.atOnce, self.perSecond) = (atOnce, perSecond)
    }
  }

  /// Asks for each task until it is through or the provider stops answering.
  ///
  /// - Parameters:
  ///   - ids: the tasks, in the order in which they are asked for.
  ///   - speed: how fast to ask.
  ///   - receive: takes the events; if it throws, no more tasks are asked for.
  /// - Returns: how many tasks were not asked for.
  /// - Throws: whatever the closure throws.
  package func run(
    _ ids: [AskableID], speed: Speed, _ receive: (TaskFetchEvent) throws -> Void
  ) throws -> Int {
    let workers = max(1, min(speed.atOnce, ids.count))
    let bucket = TokenBucket(perSecond: speed.perSecond, burst: workers)
    let shared = SharedSchedule(
      TaskSchedule(ids, bucket: bucket, policy: policy), workers: workers)
    for _ in 0..<workers {
      Thread.detachNewThread {
        work(on: shared)
        shared.events.leave()
      }
    }
    do {
      while let event = shared.events.next() { try receive(event) }
    } catch {
      shared.stop()
      throw error
    }
    return shared.unasked
  }

  /// The longest nap, so that a worker notices soon that it should stop.
  private static let napMicroseconds: Int64 = 20_000

  private func work(on shared: SharedSchedule) {
    let client = APIClient(
      baseURL: baseURL, transport: makeTransport(), policy: policy,
      pace: Pace(now: now, wait: { _, _ in }))
    while true {
      switch shared.next() {
      case .end: return
      case .idle: TaskFetch.nap(TaskFetch.napMicroseconds)
      case .wait(let microseconds): TaskFetch.nap(min(microseconds, TaskFetch.napMicroseconds))
      case .ask(let ask): shared.events.put(event(of: ask, by: client, on: shared))
      }
    }
  }

  private static func nap(_ microseconds: Int64) {
    usleep(UInt32(max(1, microseconds)))
  }

  private func event(
    of ask: TaskSchedule.Ask, by client: APIClient, on shared: SharedSchedule
  ) -> TaskFetchEvent {
    let endpoint = Endpoint.task(ask.id)
    do throws(AnswerFault) {
      let received = try client.received(from: endpoint) { (answer, now) throws(AnswerFault) in
        try TaskAnswer.reading(answer, for: ask.id, now: now)
      }
      _ = shared.take(nil, of: ask)
      return .answered(received)
    } catch {
      if case .gone(let code) = error {
        _ = shared.take(nil, of: ask)
        return .gone(ask.id.taskID, code: code, at: now())
      }
      let failure = client.failure(error, of: endpoint, attempts: ask.attempt)
      return switch shared.take(error, of: ask) {
      case .done: .failed(ask.id.taskID, failure)
      case .again(let wait): .waiting(failure, milliseconds: wait)
      }
    }
  }
}

/// The schedule of all workers, and their events.
private final class SharedSchedule: Sendable {
  private let schedule: Mutex<TaskSchedule>
  private let start = ContinuousClock.now
  let events: Handover<TaskFetchEvent>

  init(_ schedule: TaskSchedule, workers: Int) {
    self.schedule = Mutex(schedule)
    // Few, since what was received and not archived is lost in a crash.
    events = Handover(capacity: 2 * workers, senders: workers)
  }

  private var microseconds: Int64 {
    let elapsed = (ContinuousClock.now - start).components
    return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
  }

  func next() -> TaskSchedule.Step {
    let now = microseconds
    return schedule.withLock { $0.next(at: now) }
  }

  func take(_ fault: AnswerFault?, of ask: TaskSchedule.Ask) -> TaskSchedule.Consequence {
    let now = microseconds
    var random = SystemRandomNumberGenerator()
    return schedule.withLock { $0.take(fault, of: ask, at: now, random: &random) }
  }

  var unasked: Int { schedule.withLock { $0.unasked } }

  func stop() {
    schedule.withLock { $0.stop() }
    events.close()
  }
}

/// Hands values from several threads to one, which takes them in the order in which they came.
private final class Handover<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var senders: Int
    var isClosed = false
  }

  private let state: Mutex<State>
  private let isNotEmpty = DispatchSemaphore(value: 0)
  private let hasRoom: DispatchSemaphore

  init(capacity: Int, senders: Int) {
    state = Mutex(State(senders: senders))
    hasRoom = DispatchSemaphore(value: capacity)
  }

  /// Waits for room; what comes after ``close()`` is dropped.
  func put(_ value: Value) {
    hasRoom.wait()
    let isTaken = state.withLock { state in
      if !state.isClosed { state.values.append(value) }
      return !state.isClosed
    }
    if isTaken { isNotEmpty.signal() } else { hasRoom.signal() }
  }

  /// A sender that puts nothing any more.
  func leave() {
    state.withLock { $0.senders -= 1 }
    isNotEmpty.signal()
  }

  /// The next value; nil once all senders have left.
  func next() -> Value? {
    while true {
      isNotEmpty.wait()
      let (value, isOver) = state.withLock { state in
        let value = state.values.isEmpty ? nil : state.values.removeFirst()
        return (value, value == nil && state.senders == 0)
      }
      if let value {
        hasRoom.signal()
        return value
      }
      if isOver { return nil }
    }
  }

  /// The receiver takes nothing any more.
  func close() {
    let dropped = state.withLock { state in
      defer { state.values = [] }
      state.isClosed = true
      return state.values.count
    }
    // One more wakes a sender that waits, and each wakes the next.
    for _ in 0...dropped { hasRoom.signal() }
  }
}
