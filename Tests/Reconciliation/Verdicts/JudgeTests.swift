import Domain
import RateCards
import Reconciliation
import Testing

@Suite struct JudgeTests {
  /// A task with the verdict that it must get.
  struct Case: Sendable, CustomTestStringConvertible {
    enum Price: String, Sendable {
      case flat = "poster"
      case perSecond = "film"
      case none = "song"
    }

    let name: String
    var status = TaskStatus.completed
    var price = Price.flat
    var billed: Int64?
    var frozen: Int64 = 0
    var isOwnAccount = false
    var isInConflict = false
    var penalty: Int64?
    /// Hours from the creation, a minute before the end, to the verdict.
    var hours: Int64 = 1
    let verdict: Verdict
    var expected: Int64?

    var testDescription: String { name }

    func judgment() throws -> Judgment {
      let figures = TaskFigures(
        status: status, isOwnAccount: isOwnAccount, isInConflict: isInConflict,
        billed: billed.map { Points($0) }, frozen: Points(frozen), createdAt: Studio.start,
        endedAt: status.hasEnded ? Studio.start.adding(seconds: 60) : nil)
      let context = JudgingContext(
        asOf: Studio.start.adding(seconds: hours * 3600), penalty: penalty.map { Points($0) })
      return Judge().judgment(
        of: figures, charge: try Studio.charge(price.rawValue), in: context)
    }
  }

  static let compared: [Case] = [
    Case(name: "as the card says", billed: 280_000, verdict: .matched, expected: 280_000),
    Case(name: "a point too much", billed: 280_001, verdict: .overcharged, expected: 280_000),
    Case(name: "a point too little", billed: 279_999, verdict: .undercharged, expected: 280_000),
    Case(name: "a gift", billed: 0, verdict: .undercharged, expected: 280_000),
    Case(
      name: "nine seconds", price: .perSecond, billed: 5_850_000, verdict: .consistent,
      expected: 5_850_000),
    Case(
      name: "as short as allowed", price: .perSecond, billed: 1_300_000, verdict: .consistent,
      expected: 1_300_000),
    Case(name: "shorter", price: .perSecond, billed: 650_000, verdict: .inconsistent),
    Case(
      name: "as long as allowed", price: .perSecond, billed: 39_000_000, verdict: .consistent,
      expected: 39_000_000),
    Case(name: "longer", price: .perSecond, billed: 39_650_000, verdict: .inconsistent),
    Case(name: "no whole seconds", price: .perSecond, billed: 5_850_001, verdict: .inconsistent),
    Case(name: "no second at all", price: .perSecond, billed: 0, verdict: .inconsistent),
    Case(name: "no rate", price: .none, billed: 280_000, verdict: .unpriced),
    Case(name: "no rate, nothing booked", price: .none, billed: 0, verdict: .unpriced),
    Case(
      name: "a penalty is no price", billed: 2_800, penalty: 2_800, verdict: .undercharged,
      expected: 280_000),
  ]

  static let failed: [Case] = [
    Case(name: "failed", status: .failed, billed: 0, verdict: .refunded, expected: 0),
    Case(name: "cancelled", status: .cancelled, billed: 0, verdict: .refunded, expected: 0),
    Case(
      name: "failed without a rate", status: .failed, price: .none, billed: 0, verdict: .refunded,
      expected: 0),
    Case(
      name: "failed, no penalty taken", status: .failed, billed: 0, penalty: 2_800,
      verdict: .refunded, expected: 0),
    Case(
      name: "failed and booked, yet in grace", status: .failed, billed: 280_000,
      verdict: .refundAwaited, expected: 0),
    Case(
      name: "failed and booked", status: .failed, billed: 280_000, hours: 48, verdict: .refundDue,
      expected: 0),
    Case(
      name: "cancelled and booked", status: .cancelled, billed: 1, hours: 48, verdict: .refundDue,
      expected: 0),
    Case(
      name: "the penalty and no more", status: .failed, billed: 2_800, penalty: 2_800, hours: 48,
      verdict: .penalty, expected: 2_800),
    Case(
      name: "a point above the penalty", status: .failed, billed: 2_801, penalty: 2_800,
      hours: 48, verdict: .refundDue, expected: 2_800),
    Case(
      name: "the price instead of the penalty", status: .failed, billed: 280_000, penalty: 2_800,
      verdict: .refundAwaited, expected: 2_800),
    Case(
      name: "failed without usage", status: .failed, verdict: .unmetered, expected: 0),
  ]

  static let others: [Case] = [
    Case(name: "ended without usage", verdict: .unmetered, expected: 280_000),
    Case(name: "ended without usage and rate", price: .none, verdict: .unmetered),
    Case(name: "own account", billed: 0, isOwnAccount: true, verdict: .ownAccount, expected: 0),
    Case(name: "own account, no usage", isOwnAccount: true, verdict: .ownAccount, expected: 0),
    Case(
      name: "own account beats failed", status: .failed, billed: 280_000, isOwnAccount: true,
      hours: 48, verdict: .ownAccount, expected: 0),
    Case(
      name: "own account beats pending", status: .pending, frozen: 280_000, isOwnAccount: true,
      hours: 48, verdict: .ownAccount, expected: 0),
    Case(
      name: "own account beats no rate", price: .none, billed: 5, isOwnAccount: true,
      verdict: .ownAccount, expected: 0),
    Case(
      name: "conflict beats matched", billed: 280_000, isInConflict: true, verdict: .conflict,
      expected: 280_000),
    Case(
      name: "conflict beats own account and failed", status: .failed, billed: 280_000,
      isOwnAccount: true, isInConflict: true, hours: 48, verdict: .conflict, expected: 280_000),
    Case(
      name: "conflict without a rate", price: .none, billed: 1, isInConflict: true,
      verdict: .conflict),
  ]

  static let unfinished: [Case] = [
    Case(
      name: "booked at creation", status: .pending, billed: 280_000, verdict: .matched,
      expected: 280_000),
    Case(
      name: "booked too much at creation", status: .processing, billed: 300_000,
      verdict: .overcharged, expected: 280_000),
    Case(
      name: "booked at creation, days ago", status: .pending, billed: 280_000, hours: 480,
      verdict: .matched, expected: 280_000),
    Case(
      name: "booked at creation without a rate", status: .pending, price: .none, billed: 1,
      verdict: .unpriced),
    Case(
      name: "frozen", status: .pending, frozen: 280_000, verdict: .provisional,
      expected: 280_000),
    Case(
      name: "neither frozen nor booked", status: .staged, verdict: .provisional,
      expected: 280_000),
    Case(
      name: "a status not known yet", status: .other("queued"), frozen: 280_000,
      verdict: .provisional, expected: 280_000),
    Case(
      name: "frozen without a rate", status: .processing, price: .none, frozen: 1,
      verdict: .provisional),
    Case(
      name: "frozen for two days", status: .processing, frozen: 280_000, hours: 48,
      verdict: .stuck, expected: 280_000),
  ]

  @Test(arguments: JudgeTests.compared + JudgeTests.failed)
  func `an ended task is judged by what it should have cost`(_ item: Case) throws {
    #expect(
      try item.judgment()
        == Judgment(item.verdict, expected: item.expected.map { Points($0) }))
  }

  @Test(arguments: JudgeTests.others)
  func `conflicts come first, then own accounts`(_ item: Case) throws {
    #expect(
      try item.judgment()
        == Judgment(item.verdict, expected: item.expected.map { Points($0) }))
  }

  @Test(arguments: JudgeTests.unfinished)
  func `a task that has not ended is judged by its booking, else waited for`(
    _ item: Case
  ) throws {
    #expect(
      try item.judgment()
        == Judgment(item.verdict, expected: item.expected.map { Points($0) }))
  }

  @Test(arguments: [Int64(1), 48])
  func `a failed task booked below its penalty has no refund to wait for`(
    _ hours: Int64
  ) throws {
    let item = Case(
      name: "below the penalty", status: .failed, billed: 2_799, penalty: 2_800, hours: hours,
      verdict: .undercharged, expected: 2_800)
    let verdict = try item.judgment().verdict
    #expect(verdict != .refundAwaited && verdict != .refundDue, "nothing more is allowed back")
  }

  static let jingles: [(Int64, Verdict)] = [
    (10_000, .inconsistent), (20_000, .inconsistent), (50_000, .consistent),
    (60_000, .consistent), (70_000, .inconsistent),
  ]

  @Test(arguments: JudgeTests.jingles)
  func `if a minimum applies, it is consistent and nothing below it is`(
    _ billed: Int64, _ verdict: Verdict
  ) throws {
    let figures = TaskFigures(
      status: .completed, billed: Points(billed), createdAt: Studio.start, endedAt: nil)
    let judgment = Judge().judgment(
      of: figures, charge: try Studio.charge("jingle"),
      in: JudgingContext(asOf: Studio.start))
    #expect(judgment.verdict == verdict)
  }
}
