import Domain
import TestSupport
import Testing
import Traffic

@testable import PiAPI

@Suite struct TaskScheduleTests {
  private static func ids(_ count: Int) throws -> [AskableID] {
    try (0..<count).map { try #require(AskableID(TaskID("task-\($0)"))) }
  }

  private static func schedule(
    _ count: Int, perSecond: Int = 1000, burst: Int = 4, attempts: Int = 3
  ) throws -> TaskSchedule {
    TaskSchedule(
      try ids(count), bucket: TokenBucket(perSecond: perSecond, burst: burst),
      policy: RetryPolicy(attemptLimit: attempts, baseMilliseconds: 100))
  }

  /// The ids asked for at a moment, without answers.
  private static func asks(_ schedule: inout TaskSchedule, at now: Int64) -> [TaskSchedule.Ask] {
    var asks: [TaskSchedule.Ask] = []
    while case .ask(let ask) = schedule.next(at: now) { asks.append(ask) }
    return asks
  }

  private var random = SystemRandomNumberGenerator()

  @Test func `a bucket lets its burst through at once, and the rest at an even rate`() {
    var bucket = TokenBucket(perSecond: 10, burst: 3)
    #expect((0..<3).map { _ in bucket.take(at: 0) } == [0, 0, 0])
    #expect(bucket.take(at: 0) == 100_000)
    #expect(bucket.take(at: 99_999) == 1)
    #expect(bucket.take(at: 100_000) == 0)
    #expect(bucket.take(at: 100_000) == 100_000)
    // What was not used is not saved beyond the burst.
    #expect((0..<4).map { _ in bucket.take(at: 10_000_000) } == [0, 0, 0, 100_000])
  }

  @Test(arguments: [1, 2, 3])
  func `in no span are more requests let through than the rate and the burst allow`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let (rate, burst) = (
      Int.random(in: 1...50, using: &random), Int.random(in: 1...8, using: &random)
    )
    var bucket = TokenBucket(perSecond: rate, burst: burst)
    var now: Int64 = 0
    var passed: [Int64] = []
    for _ in 0..<2000 {
      now += Int64.random(in: 0...60_000, using: &random)
      if bucket.take(at: now) == 0 { passed.append(now) }
    }
    for (index, start) in passed.enumerated() {
      let inSecond = passed[index...].count { $0 < start + 1_000_000 }
      // An interval is rounded down to whole microseconds.
      #expect(inSecond <= rate + burst + 1, "seed \(seed), \(rate) a second, burst \(burst)")
    }
  }

  @Test func `tasks are asked for in their order`() throws {
    var schedule = try Self.schedule(3)
    #expect(Self.asks(&schedule, at: 0).map(\.id) == (try Self.ids(3)))
    #expect(schedule.next(at: 0) == .idle)
    #expect(schedule.unasked == 0)
  }

  @Test mutating func `a task that fails for the moment is asked for again after a while`() throws {
    var schedule = try Self.schedule(2)
    let asks = Self.asks(&schedule, at: 0)
    let consequence = schedule.take(.cut, of: asks[0], at: 0, random: &random)
    guard case .again(let milliseconds) = consequence else {
      Issue.record("\(consequence)")
      return
    }
    #expect((50...100).contains(milliseconds))
    #expect(schedule.take(nil, of: asks[1], at: 0, random: &random) == .done)
    #expect(schedule.next(at: 0) == .wait(Int64(milliseconds) * 1000))
    let again = schedule.next(at: Int64(milliseconds) * 1000)
    #expect(again == .ask(TaskSchedule.Ask(id: asks[0].id, attempt: 2)))
  }

  @Test mutating func `a request to slow down holds for every task`() throws {
    var schedule = try Self.schedule(9)
    let ask = try #require(Self.asks(&schedule, at: 0).first)
    let fault = AnswerFault.throttled(RetryAfter(seconds: 7))
    guard case .again(let wait) = schedule.take(fault, of: ask, at: 0, random: &random) else {
      Issue.record("it is not asked for again")
      return
    }
    #expect(wait >= 7000)
    #expect(schedule.next(at: 6_999_999) == .wait(Int64(wait) * 1000 - 6_999_999))
    #expect(schedule.next(at: Int64(wait) * 1000) == .ask(TaskSchedule.Ask(id: ask.id, attempt: 2)))
  }

  @Test(
    arguments: [
      .refused(401), .redirected("example.org"), .throttled(RetryAfter(seconds: 301)),
      .serverError(503, RetryAfter(seconds: 301)),
    ] as [AnswerFault])
  mutating func `no more tasks are asked for once that is no use`(fault: AnswerFault) throws {
    var schedule = try Self.schedule(9, burst: 2)
    let asks = Self.asks(&schedule, at: 0)
    #expect(schedule.take(fault, of: asks[0], at: 0, random: &random) == .done)
    #expect(schedule.next(at: 60_000_000) == .end)
    #expect(schedule.unasked == 7)
    // What is under way still comes, and is not asked for again.
    #expect(schedule.take(.cut, of: asks[1], at: 0, random: &random) == .done)
  }

  @Test(
    arguments: [.unreachable("no connection"), .timedOut, .cut, .throttled(nil)] as [AnswerFault])
  mutating func `a provider that does not answer is tried with the same tasks, and then no more`(
    fault: AnswerFault
  ) throws {
    var schedule = try Self.schedule(9, burst: 2, attempts: 3)
    var now: Int64 = 0
    var tried: [TaskSchedule.Ask] = []
    steps: while true {
      switch schedule.next(at: now) {
      case .ask(let ask):
        tried.append(ask)
        _ = schedule.take(fault, of: ask, at: now, random: &random)
      case .wait(let wait): now += wait
      case .idle, .end: break steps
      }
    }
    #expect(tried.last?.attempt == 3)
    #expect(Set(tried.map(\.id)).count <= 3)
    #expect(schedule.unasked > 0)
  }

  @Test mutating func `five tasks in a row without a usable answer end the run, gone ones do not`()
    throws
  {
    var schedule = try Self.schedule(40, burst: 40, attempts: 1)
    var asks = Self.asks(&schedule, at: 0)[...]
    for fault in [.rejected(400), .truncated, .rejected(400), .truncated, nil] as [AnswerFault?] {
      _ = schedule.take(fault, of: asks.removeFirst(), at: 0, random: &random)
    }
    #expect(schedule.next(at: 0) == .idle)
    for _ in 0..<5 {
      let ask = asks.removeFirst()
      _ = schedule.take(.rejected(400), of: ask, at: 0, random: &random)
    }
    #expect(schedule.next(at: 0) == .end)
  }
}
