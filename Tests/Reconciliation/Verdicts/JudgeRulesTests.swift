import Domain
import RateCards
import Reconciliation
import Testing

/// Verdicts under a user's own settlement rules.
@Suite struct JudgeRulesTests {
  private static func judgment(
    _ rules: SettlementRules, _ figures: TaskFigures, hours: Int64, of taskType: String = "poster",
    usualWaitSeconds: Int64? = nil
  ) throws -> Judgment {
    Judge(rules: rules).judgment(
      of: figures, charge: try Studio.charge(taskType),
      in: JudgingContext(
        asOf: Studio.start.adding(seconds: hours * 3600), usualWaitSeconds: usualWaitSeconds))
  }

  @Test func `a refund is waited for as long as the rules say`() throws {
    let failed = TaskFigures(
      status: .failed, billed: Points(280_000), createdAt: Studio.start, endedAt: nil)
    let patient = SettlementRules(graceHours: 48)
    #expect(try Self.judgment(patient, failed, hours: 47).verdict == .refundAwaited)
    #expect(try Self.judgment(patient, failed, hours: 48).verdict == .refundDue)
    let impatient = SettlementRules(graceHours: 0)
    #expect(try Self.judgment(impatient, failed, hours: 0).verdict == .refundDue)
  }

  @Test func `a task is stuck as soon as the rules say`() throws {
    let running = TaskFigures(
      status: .processing, billed: nil, frozen: Points(1), createdAt: Studio.start, endedAt: nil)
    let rules = SettlementRules(stuckHours: 2, stuckUsualTimes: 3)
    #expect(try Self.judgment(rules, running, hours: 1).verdict == .provisional)
    #expect(try Self.judgment(rules, running, hours: 2).verdict == .stuck)
    let slow = { (hours: Int64) in
      try Self.judgment(rules, running, hours: hours, usualWaitSeconds: 3600).verdict
    }
    #expect(try slow(2) == .provisional)
    #expect(try slow(3) == .stuck)
  }

  /// A share in percent with the points that a poster on the own account costs.
  static let shares: [(Int64, Int64)] = [(0, 0), (1, 2_800), (50, 140_000), (100, 280_000)]

  @Test(arguments: JudgeRulesTests.shares)
  func `an own-account task costs its share of the price`(
    _ percent: Int64, _ points: Int64
  ) throws {
    let own = TaskFigures(
      status: .completed, isOwnAccount: true, billed: .zero, createdAt: Studio.start, endedAt: nil)
    let judgment = try Self.judgment(
      SettlementRules(ownAccountPercent: percent), own, hours: 1)
    #expect(judgment == Judgment(.ownAccount, expected: Points(points)))
  }

  @Test(arguments: [TaskStatus.failed, .cancelled])
  func `an own-account task without a result should cost nothing, whatever the share`(
    status: TaskStatus
  ) throws {
    let own = TaskFigures(
      status: status, isOwnAccount: true, billed: .zero, createdAt: Studio.start, endedAt: nil)
    let judgment = try Self.judgment(SettlementRules(ownAccountPercent: 50), own, hours: 1)
    #expect(judgment == Judgment(.ownAccount, expected: .zero))
  }

  @Test(arguments: ["film", "song"])
  func `a share of an unknown price is unknown`(_ taskType: String) throws {
    let own = TaskFigures(
      status: .completed, isOwnAccount: true, billed: Points(5), createdAt: Studio.start,
      endedAt: nil)
    let rules = SettlementRules(ownAccountPercent: 50)
    #expect(try Self.judgment(rules, own, hours: 1, of: taskType).expected == nil)
    let free = SettlementRules()
    #expect(try Self.judgment(free, own, hours: 1, of: taskType).expected == .zero)
  }
}

@Suite struct PriceShareTests {
  /// A percentage of a price with its points.
  struct Case: Sendable, CustomTestStringConvertible {
    let percent: String
    let price: Int64
    let points: Int64

    var testDescription: String { "\(percent) % of \(price) points" }
  }

  static let cases = [
    Case(percent: "0", price: 280_000, points: 0),
    Case(percent: "50", price: 1, points: 1),
    Case(percent: "49.9", price: 1, points: 0),
    Case(percent: "33.3", price: 1_000, points: 333),
    Case(percent: "0.05", price: 1_000, points: 1),
    Case(percent: "100", price: Int64.max, points: Int64.max),
  ]

  @Test(arguments: PriceShareTests.cases)
  func `a share is rounded half up to whole points`(_ item: Case) throws {
    let percent = try #require(ExactDecimal(item.percent))
    #expect(PriceShare(percent: percent, of: Points(item.price)).points == Points(item.points))
  }

  @Test func `a share beyond the range of points is none`() {
    #expect(PriceShare(percent: ExactDecimal(1000), of: Points(.max)).points == nil)
  }
}
