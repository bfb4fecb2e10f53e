import Domain
import Testing
import Traffic

@Suite struct BilledPointsTests {
  struct Money: Sendable {
    let status: TaskStatus
    let usage: Usage?
    let billed: Int64?
    let frozen: Int64

    init(_ status: TaskStatus, _ usage: Usage?, billed: Int64?, frozen: Int64) {
      (self.status, self.usage, self.billed, self.frozen) = (status, usage, billed, frozen)
    }
  }

  @Test(arguments: [
    Money(.completed, llm(280_000), billed: 280_000, frozen: 0),
    Money(.pending, llm(280_000), billed: 280_000, frozen: 0),
    Money(.processing, llm(280_000), billed: 280_000, frozen: 0),
    Money(.other("queued"), llm(280_000), billed: 280_000, frozen: 0),
    Money(.pending, llm(0), billed: nil, frozen: 0),
    Money(.failed, llm(0), billed: 0, frozen: 0),
    Money(.failed, llm(280_000), billed: 280_000, frozen: 0),
    Money(.completed, llm(0), billed: 0, frozen: 0),
  ])
  func `usage type llm books at creation and is final at the end`(money: Money) {
    let task = record(seen(money.status, money.usage))
    #expect(task.billed == money.billed.map { Points($0) })
    #expect(task.frozen == Points(money.frozen))
  }

  @Test(arguments: [
    Money(.pending, point(frozen: 7_500_000, consume: 0), billed: nil, frozen: 7_500_000),
    Money(.staged, point(frozen: 7_500_000, consume: 0), billed: nil, frozen: 7_500_000),
    Money(.completed, point(frozen: 0, consume: 7_500_000), billed: 7_500_000, frozen: 0),
    Money(.completed, point(frozen: 7_500_000, consume: 7_500_000), billed: 7_500_000, frozen: 0),
    Money(.failed, point(frozen: 7_500_000, consume: 0), billed: 0, frozen: 0),
    Money(.cancelled, point(frozen: 0, consume: 0), billed: 0, frozen: 0),
    Money(.pending, point(frozen: 0, consume: 0), billed: nil, frozen: 0),
  ])
  func `usage type point is frozen until the end, then booked, and never both`(money: Money) {
    let task = record(seen(money.status, money.usage))
    #expect(task.billed == money.billed.map { Points($0) })
    #expect(task.frozen == Points(money.frozen))
  }

  @Test(arguments: [.pending, .completed, .failed, .cancelled] as [TaskStatus])
  func `without usage it is not known what was billed`(status: TaskStatus) {
    let task = record(seen(status))
    #expect(task.billed == nil)
    #expect(task.frozen == .zero)
  }

  @Test func `the booking at creation stands for a task that completed without usage`() {
    let task = record(seen(.pending, llm(280_000)), seen(.completed, endedAt: 1_009))
    #expect(task.billed == Points(280_000))
  }

  @Test(arguments: [.failed, .cancelled] as [TaskStatus])
  func `a task that ended without result and usage may have been refunded`(status: TaskStatus) {
    let task = record(seen(.pending, llm(280_000)), seen(status, endedAt: 1_009))
    #expect(task.billed == nil)
  }

  @Test func `points frozen at creation are no commitment once the task has ended`() {
    let task = record(
      seen(.pending, point(frozen: 7_500_000, consume: 0)), seen(.completed, endedAt: 1_009))
    #expect(task.frozen == .zero)
    #expect(task.billed == nil)
  }

  @Test(
    arguments: [
      (.pending, false), (.processing, false), (.other("queued"), false), (.completed, true),
      (.failed, true), (.cancelled, true),
    ] as [(TaskStatus, Bool)])
  func `figures are final once the task has ended`(status: TaskStatus, isSettled: Bool) {
    #expect(record(seen(status, llm(280_000))).isSettled == isSettled)
  }
}

@Suite struct ConflictTests {
  private static func ended(_ status: TaskStatus, _ consume: Int64, deliveredAt: Int64)
    -> Observation
  {
    seen(status, llm(consume), endedAt: 1_009, deliveredAt: deliveredAt)
  }

  @Test func `two ended answers that book different points are a conflict, and both are kept`() {
    let task = record(
      Self.ended(.completed, 420_000, deliveredAt: 1_010),
      Self.ended(.completed, 280_000, deliveredAt: 1_015))
    #expect(task.isInConflict)
    #expect(task.bookings.map(\.usage.consume) == [Points(280_000), Points(420_000)])
    #expect(task.billed == Points(280_000))
  }

  @Test func `two ended answers that book the same are not a conflict`() {
    let task = record(
      Self.ended(.completed, 280_000, deliveredAt: 1_010),
      Self.ended(.completed, 280_000, deliveredAt: 1_015))
    #expect(!task.isInConflict)
    #expect(task.bookings.map(\.usage.consume) == [Points(280_000)])
    #expect(task.bookings.map(\.stamp.seenAt) == [Instant(seconds: 1_015)])
  }

  @Test func `a running answer is not part of a conflict`() {
    let task = record(
      seen(.pending, llm(420_000)), Self.ended(.completed, 280_000, deliveredAt: 1_010))
    #expect(!task.isInConflict)
    #expect(task.billed == Points(280_000))
  }

  @Test(arguments: [.failed, .cancelled] as [TaskStatus])
  func `a task without result that was refunded later is not a conflict`(status: TaskStatus) {
    let task = record(
      Self.ended(status, 280_000, deliveredAt: 1_010), Self.ended(status, 0, deliveredAt: 2_500))
    #expect(!task.isInConflict)
    #expect(task.billed == .zero)
  }

  @Test func `a failed task that was charged after its refund is a conflict`() {
    let task = record(
      Self.ended(.failed, 0, deliveredAt: 1_010), Self.ended(.failed, 280_000, deliveredAt: 2_500))
    #expect(task.isInConflict)
    #expect(task.billed == Points(280_000))
  }

  /// Two ended answers about a failed task in whatever order they are merged.
  struct Answers: Sendable, CustomTestStringConvertible {
    let name: String
    let first: Observation
    let second: Observation
    let billed: Int64
    let isInConflict: Bool

    var testDescription: String { name }
  }

  private static func answer(
    _ consume: Int64, end: Int64? = 1_009, deliveredAt: Int64? = nil
  ) -> Observation {
    seen(.failed, llm(consume), endedAt: end, deliveredAt: deliveredAt)
  }

  static let answers = [
    Answers(
      name: "two that were asked for, of one end", first: answer(280_000), second: answer(0),
      billed: 0, isInConflict: false),
    Answers(
      name: "a part is kept", first: answer(280_000), second: answer(50_000), billed: 50_000,
      isInConflict: false),
    Answers(
      name: "a webhook with the charge, and a poll that may be later",
      first: answer(280_000, deliveredAt: 1_010), second: answer(0), billed: 0,
      isInConflict: false),
    Answers(
      name: "a webhook with the refund, and a poll that may be earlier",
      first: answer(0, deliveredAt: 2_500), second: answer(280_000), billed: 0,
      isInConflict: false),
    Answers(
      name: "two webhooks of one moment", first: answer(280_000, deliveredAt: 1_010),
      second: answer(0, deliveredAt: 1_010), billed: 0, isInConflict: false),
    Answers(
      name: "a webhook of the second of the end tells no more than a poll",
      first: answer(0, deliveredAt: 1_009), second: answer(280_000, deliveredAt: 1_010), billed: 0,
      isInConflict: false),
    Answers(
      name: "no end is known of one", first: answer(0, end: nil),
      second: answer(280_000, deliveredAt: 1_010), billed: 0, isInConflict: false),
    Answers(
      name: "a webhook books more than an earlier one", first: answer(0, deliveredAt: 1_010),
      second: answer(280_000, deliveredAt: 2_500), billed: 280_000, isInConflict: true),
    Answers(
      name: "a later end books more", first: answer(0), second: answer(280_000, end: 1_020),
      billed: 280_000, isInConflict: true),
    Answers(
      name: "a later end books less", first: answer(280_000), second: answer(0, end: 1_020),
      billed: 0, isInConflict: false),
  ]

  @Test(arguments: answers)
  func `of a failed task the smaller amount is the later one unless the larger provably is`(
    answers: Answers
  ) {
    for task in [
      record(answers.first, answers.second), record(answers.second, answers.first),
      record(answers.first, answers.second, answers.first),
    ] {
      #expect(task.isInConflict == answers.isInConflict)
      #expect(task.billed == Points(answers.billed))
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `what is billed and a conflict do not depend on the order of answers`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let ends: [Int64?] = [nil, 1_009, 1_009, 1_009, 1_020]
    let deliveries: [Int64?] = [nil, nil, 1_009, 1_010, 2_500]
    let answers = (0..<4).map { _ in
      Self.answer(
        [0, 50_000, 280_000].randomElement(using: &random) ?? 0,
        end: ends.randomElement(using: &random) ?? nil,
        deliveredAt: deliveries.randomElement(using: &random) ?? nil)
    }
    var results: Set<[Int64?]> = []
    for first in answers.indices {
      for second in answers.indices where second != first {
        for third in answers.indices where third != first && third != second {
          let fourth = 6 - first - second - third
          let task = record(answers[first], answers[second], answers[third], answers[fourth])
          results.insert([task.billed?.count, task.isInConflict ? 1 : 0])
        }
      }
    }
    #expect(results.count == 1, "seed \(seed): \(results)")
  }

  @Test func `a refund that is less than one booking and more than another is a conflict`() {
    let task = record(
      Self.ended(.failed, 420_000, deliveredAt: 1_010), Self.ended(.failed, 0, deliveredAt: 1_011),
      Self.ended(.failed, 280_000, deliveredAt: 1_012))
    #expect(task.isInConflict)
    #expect(task.bookings.map(\.usage.consume.count) == [0, 280_000, 420_000])
  }
}
