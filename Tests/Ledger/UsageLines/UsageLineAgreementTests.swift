import Domain
import Ledger
import TestSupport
import Testing

/// A ledger of usage lines has the figures of a ledger that has the tasks one by one.
@Suite struct UsageLineAgreementTests {
  /// Between the ends of the deliveries, so that some refunds are awaited and some are due.
  private static let asOf = "2026-05-09T12:00:00Z"
  private static let later = "2026-05-12T12:00:00Z"
  private static let moreTasks = 60

  private static func tasks(of seed: UInt64) -> [String] {
    Deliveries(seed: seed, moreTasks: moreTasks).records
      .filter { $0.contains("task_id") && !$0.contains("page") }
  }

  private static func content(
    of records: [String], card: SmallCard = SmallCard(), timeZone: String? = nil,
    then: (LedgerScenario) throws -> Void = { _ in }
  ) throws -> [[[String]]] {
    let scenario = try LedgerScenario()
    try scenario.importing(
      [SourceText("a.ndjson", records)], asOf: asOf, card: card, timeZone: timeZone)
    try then(scenario)
    return try LedgerContent.figures(scenario)
  }

  /// The rows of the rollup, without tasks whose month is not known.
  private static func datedRollup(of scenario: LedgerScenario) throws -> [[String]] {
    try LedgerContent.figures(scenario)[0].filter { $0[0] != "-1" }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8], ["UTC", "America/Los_Angeles"])
  func `lines have the figures of their tasks`(seed: UInt64, timeZone: String) throws {
    let records = Self.tasks(of: seed)
    var reduced = try ReducedTasks(records)
    reduced.timeZone = timeZone
    let expected = try Self.content(of: records, timeZone: timeZone)
    #expect(try Self.content(of: reduced.lines(), timeZone: timeZone) == expected)
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `time changes the verdicts of lines as those of tasks`(seed: UInt64) throws {
    let records = Self.tasks(of: seed)
    let advance = { (scenario: LedgerScenario) in
      try scenario.opened(.readWrite).advance(asOf: try moment(Self.later))
    }
    let expected = try Self.content(of: records, then: advance)
    #expect(try Self.content(of: ReducedTasks(records).lines(), then: advance) == expected)
  }

  @Test(arguments: [UInt64(21), 22, 23])
  func `another card gives lines the figures that it gives tasks`(seed: UInt64) throws {
    let records = Self.tasks(of: seed)
    var other = SmallCard()
    (other.imageUSD, other.secondUSD, other.hasPenaltyRule) = ("0.03", "0.12", false)
    other.imageChange = "2026-05-04"
    let reprice = { (scenario: LedgerScenario) in
      _ = try scenario.opened(.readWrite).usePricer(other.pricer, asOf: moment(Self.asOf))
    }
    let expected = try Self.content(of: records, then: reprice)
    #expect(try Self.content(of: ReducedTasks(records).lines(), then: reprice) == expected)
  }

  @Test(arguments: [UInt64(31), 32, 33])
  func `a check of a ledger of lines finds nothing`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    let lines = try ReducedTasks(Self.tasks(of: seed)).lines()
    try scenario.importing([SourceText("a.ndjson", lines)], asOf: Self.asOf)
    let check = try scenario.opened().check(by: SmallCard().pricer)
    #expect(check.all == [])
  }

  @Test(arguments: [UInt64(41), 42, 43])
  func `a closed month of lines keeps its figures, and changes are adjustments`(
    seed: UInt64
  ) throws {
    let scenario = try LedgerScenario()
    var reduced = try ReducedTasks(Self.tasks(of: seed))
    try scenario.importing([SourceText("a.ndjson", reduced.lines { $0.state.errorCode == nil })])
    let day = try #require(CalendarDay("2026-05-01"))
    try scenario.opened(.readWrite).close(monthOf: day, at: moment(Self.later))
    let closed = try Self.datedRollup(of: scenario)
    #expect(!closed.isEmpty)
    reduced.run = "2026-06-02T00:00:00Z"
    try scenario.importing([SourceText("b.ndjson", reduced.lines())], asOf: "2026-06-02T00:00:00Z")
    #expect(try Self.datedRollup(of: scenario) == closed)
    let changes = try scenario.table("SELECT sum(tasks) FROM adjustment").first?.first
    #expect(changes.flatMap { Int($0) } ?? 0 > 0)
    let ledger = try scenario.opened(.readWrite)
    var other = SmallCard()
    other.imageUSD = "0.03"
    _ = try ledger.usePricer(other.pricer, asOf: moment("2026-06-03T00:00:00Z"))
    #expect(try Self.datedRollup(of: scenario) == closed)
    #expect(try ledger.check(by: other.pricer).all == [])
    try ledger.reopen(monthOf: day, at: moment("2026-06-04T00:00:00Z"), reason: "test")
    #expect(try ledger.check(by: other.pricer).all == [])
  }
}
