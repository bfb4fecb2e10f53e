import Domain
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

/// Verdicts that time alone can change: awaited refunds and stuck tasks.
@Suite struct JudgeTimeTests {
  private static let day: Int64 = 86_400

  /// How long ago something was, in seconds and nanoseconds, with the verdict then.
  struct Moment: Sendable, CustomTestStringConvertible {
    let seconds: Int64
    var nanoseconds: Int64 = 0
    var usualWaitSeconds: Int64?
    let verdict: Verdict

    var testDescription: String {
      "\(seconds) s, \(nanoseconds) ns, usual wait \(usualWaitSeconds ?? 0) s: \(verdict.words)"
    }

    func after(_ start: Instant) -> Instant {
      Instant(nanoseconds: start.adding(seconds: seconds).nanoseconds + nanoseconds)
    }
  }

  private static func failed(createdAt: Instant?, endedAt: Instant?) -> TaskFigures {
    TaskFigures(
      status: .failed, billed: Points(280_000), createdAt: createdAt, endedAt: endedAt)
  }

  private static func running(frozen: Int64, createdAt: Instant?) -> TaskFigures {
    TaskFigures(
      status: .processing, billed: nil, frozen: Points(frozen), createdAt: createdAt,
      endedAt: nil)
  }

  private static func verdict(
    of figures: TaskFigures, asOf: Instant, usualWaitSeconds: Int64? = nil
  ) throws -> Verdict {
    Judge().judgment(
      of: figures, charge: try Studio.charge("poster"),
      in: JudgingContext(asOf: asOf, usualWaitSeconds: usualWaitSeconds)
    ).verdict
  }

  static let grace = [
    Moment(seconds: -60, verdict: .refundAwaited),
    Moment(seconds: 0, verdict: .refundAwaited),
    Moment(seconds: 86_399, verdict: .refundAwaited),
    Moment(seconds: 86_399, nanoseconds: 999_999_999, verdict: .refundAwaited),
    Moment(seconds: 86_400, verdict: .refundDue),
    Moment(seconds: 86_400, nanoseconds: 1, verdict: .refundDue),
    Moment(seconds: 8_640_000, verdict: .refundDue),
  ]

  @Test(arguments: JudgeTimeTests.grace)
  func `a refund is awaited for 24 hours after the end, then it is due`(
    _ moment: Moment
  ) throws {
    let endedAt = Studio.start.adding(seconds: 3600)
    let figures = Self.failed(createdAt: Studio.start, endedAt: endedAt)
    #expect(try Self.verdict(of: figures, asOf: moment.after(endedAt)) == moment.verdict)
  }

  @Test(arguments: JudgeTimeTests.grace)
  func `without an end the wait begins at the creation`(_ moment: Moment) throws {
    let figures = Self.failed(createdAt: Studio.start, endedAt: nil)
    #expect(try Self.verdict(of: figures, asOf: moment.after(Studio.start)) == moment.verdict)
  }

  @Test func `without any time the grace period is over`() throws {
    let figures = Self.failed(createdAt: nil, endedAt: nil)
    #expect(try Self.verdict(of: figures, asOf: Studio.start) == .refundDue)
  }

  static let waits = [
    Moment(seconds: -60, verdict: .provisional),
    Moment(seconds: 86_399, nanoseconds: 999_999_999, verdict: .provisional),
    Moment(seconds: 86_400, verdict: .stuck),
    Moment(seconds: 86_399, usualWaitSeconds: 60, verdict: .provisional),
    Moment(seconds: 86_400, usualWaitSeconds: 60, verdict: .stuck),
    Moment(seconds: 86_400, usualWaitSeconds: 8_640, verdict: .stuck),
    Moment(seconds: 86_400, usualWaitSeconds: 8_641, verdict: .provisional),
    Moment(seconds: 86_410, usualWaitSeconds: 8_641, verdict: .stuck),
    Moment(seconds: 107_999, usualWaitSeconds: 10_800, verdict: .provisional),
    Moment(seconds: 108_000, usualWaitSeconds: 10_800, verdict: .stuck),
  ]

  @Test(arguments: JudgeTimeTests.waits)
  func `a task with frozen points is stuck after ten usual durations, but at least 24 hours`(
    _ moment: Moment
  ) throws {
    let verdict = try Self.verdict(
      of: Self.running(frozen: 1, createdAt: Studio.start), asOf: moment.after(Studio.start),
      usualWaitSeconds: moment.usualWaitSeconds)
    #expect(verdict == moment.verdict)
  }

  @Test func `without frozen points or a creation time no task is stuck`() throws {
    let asOf = Studio.start.adding(seconds: 100 * Self.day)
    let nothingFrozen = Self.running(frozen: 0, createdAt: Studio.start)
    #expect(try Self.verdict(of: nothingFrozen, asOf: asOf) == .provisional)
    let undated = Self.running(frozen: 280_000, createdAt: nil)
    #expect(try Self.verdict(of: undated, asOf: asOf) == .provisional)
  }

  @Test(arguments: Verdict.allCases)
  func `time only changes a verdict to the other one of its pair`(_ verdict: Verdict) {
    let pairs: [Set<Verdict>] = [[.refundAwaited, .refundDue], [.provisional, .stuck]]
    let allowed = pairs.first { $0.contains(verdict) } ?? [verdict]
    #expect(verdict.isTimeDependent == (allowed.count == 2))
    let figures = Self.running(frozen: 280_000, createdAt: Studio.start)
    let found = Set(
      [0, 1, 2, 300].map { (days: Int64) in
        Judge().advanced(
          verdict, of: figures,
          in: JudgingContext(asOf: Studio.start.adding(seconds: days * Self.day)))
      })
    #expect(found == allowed)
  }

  @Test(arguments: [UInt64](1...30))
  func `advancing an old judgment is the same as judging again`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let charge = try Studio.charge("poster")
    for _ in 0..<20 {
      let statuses: [TaskStatus] = [.pending, .processing, .completed, .failed]
      let status = statuses.randomElement(using: &random) ?? .failed
      let amounts: [Points?] = [nil, .zero, Points(2_800), Points(280_000)]
      let figures = TaskFigures(
        status: status, billed: amounts.randomElement(using: &random) ?? nil,
        frozen: Points(Int64.random(in: 0...1, using: &random)), createdAt: Studio.start,
        endedAt: status.hasEnded ? Studio.start.adding(seconds: 60) : nil)
      let wait = Int64.random(in: 0...20_000, using: &random)
      let context = { (seconds: Int64) in
        JudgingContext(
          asOf: Studio.start.adding(seconds: seconds), penalty: Points(2_800),
          usualWaitSeconds: wait)
      }
      let (early, late) = (
        context(Int64.random(in: 0...100_000, using: &random)),
        context(Int64.random(in: 100_000...300_000, using: &random))
      )
      let old = Judge().judgment(of: figures, charge: charge, in: early)
      let new = Judge().judgment(of: figures, charge: charge, in: late)
      #expect(Judge().advanced(old.verdict, of: figures, in: late) == new.verdict)
      #expect(old.expected == new.expected)
    }
  }
}
