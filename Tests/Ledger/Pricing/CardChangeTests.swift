import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// Whatever another card changes, the ledger becomes the one that was imported under that card, and
/// back again.
@Suite struct CardChangeTests {
  private static let asOf = "2026-06-10T12:00:00Z"

  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let card: SmallCard

    init(_ name: String, _ change: (inout SmallCard) -> Void) {
      var card = SmallCard()
      card.name = name
      change(&card)
      (testDescription, self.card) = (name, card)
    }
  }

  static let changes = [
    Change("other prices") { ($0.imageUSD, $0.secondUSD) = ("0.03", "0.20") },
    Change("one more field is read") { $0.readsQuality = true },
    Change("a price changes within a day") { $0.imageChange = "2026-05-03T23:59:59.1Z" },
    Change("a price changes later") { $0.imageChange = "2026-07-01" },
    Change("no penalty") { $0.hasPenaltyRule = false },
    Change("a shorter grace period") { $0.rules = "grace_hours: 1" },
    Change("a longer grace period") { $0.rules = "grace_hours: 9999" },
    Change("later stuck") { $0.rules = "stuck_hours: 9999, stuck_usual_times: 1" },
    Change("own accounts pay a part") { $0.rules = "own_account_percent: 50%" },
    Change("all of it") {
      ($0.imageUSD, $0.secondUSD, $0.readsQuality) = ("0.03", "0.20", true)
      ($0.imageChange, $0.hasPenaltyRule) = ("2026-05-03T23:59:59.1Z", false)
      $0.rules = "grace_hours: 9999, own_account_percent: 10%"
    },
  ]

  /// Prices a ledger by a card, as reconciling does.
  private static func use(_ card: SmallCard, in scenario: LedgerScenario) throws {
    let ledger = try scenario.opened(.readWrite)
    try ledger.usePricer(try card.pricer, asOf: try moment(asOf))
    try ledger.advance(asOf: try moment(asOf), by: try card.pricer)
    let check = try ledger.check()
    #expect(check.isClean, "\(card.name): \(check)")
  }

  private static func imported(
    seed: UInt64, card: SmallCard = SmallCard(), timeZone: String? = nil
  ) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    let records = Deliveries(seed: seed, moreTasks: 20).records
    try scenario.importing(
      [SourceText("a.ndjson", records)], asOf: asOf, card: card, timeZone: timeZone)
    return scenario
  }

  @Test(arguments: changes, [nil, "America/New_York"])
  func `repricing gives what importing under the new card gives, and back`(
    change: Change, timeZone: String?
  ) throws {
    for seed in UInt64(301)...302 {
      let first = try LedgerContent.rows(Self.imported(seed: seed, timeZone: timeZone))
      let scenario = try Self.imported(seed: seed, timeZone: timeZone)
      try Self.use(change.card, in: scenario)
      let fresh = try Self.imported(seed: seed, card: change.card, timeZone: timeZone)
      #expect(try LedgerContent.rows(scenario) == LedgerContent.rows(fresh), "seed \(seed)")
      try Self.use(SmallCard(), in: scenario)
      #expect(try LedgerContent.rows(scenario) == first, "seed \(seed), back")
    }
  }

  @Test(arguments: [UInt64(311)])
  func `through all cards in turn the ledger is that of the last one`(seed: UInt64) throws {
    let scenario = try Self.imported(seed: seed)
    for change in Self.changes + Self.changes.reversed() {
      try Self.use(change.card, in: scenario)
      let fresh = try Self.imported(seed: seed, card: change.card)
      #expect(
        try LedgerContent.rows(scenario) == LedgerContent.rows(fresh),
        "seed \(seed), \(change.testDescription)")
    }
  }

  @Test(arguments: changes)
  func `what is imported after a change is priced like what was there before`(
    change: Change
  ) throws {
    for seed in UInt64(321)...322 {
      let records = Deliveries(seed: seed, moreTasks: 20).records
      let half = records.count / 2
      let scenario = try LedgerScenario()
      try scenario.importing([SourceText("a.ndjson", Array(records[..<half]))], asOf: Self.asOf)
      try scenario.importing(
        [SourceText("b.ndjson", Array(records[half...]))], asOf: Self.asOf, card: change.card)
      let fresh = try Self.imported(seed: seed, card: change.card)
      #expect(try LedgerContent.rows(scenario) == LedgerContent.rows(fresh), "seed \(seed)")
    }
  }

  @Test func `other prices write no task rows`() throws {
    let scenario = try LedgerScenario()
    let records = (1...50).map { number in TaskText.task { $0.taskID = taskID(number) }.envelope }
    try scenario.importing([SourceText("a.ndjson", records)], asOf: Self.asOf)
    let before = try scenario.dump()
    try Self.use(SmallCard(imageUSD: "0.03"), in: scenario)
    let after = try scenario.dump()
    #expect(before["task"] == after["task"])
    #expect(before["rollup"] == after["rollup"])
    #expect(before["outcome"] != after["outcome"])
    #expect(
      try scenario.table("SELECT DISTINCT expected_points, verdict FROM v_task")
        == [["300000", "undercharged"]])
  }

  @Test func `only tasks whose price changes within a day are written`() throws {
    let scenario = try LedgerScenario()
    let records = (0..<24).map { hour in
      TaskText.task {
        $0.taskID = taskID(hour)
        ($0.createdAt, $0.startedAt) = ("2026-05-04T\(padded(hour, to: 2)):00:00Z", "")
        $0.endedAt = "2026-05-05T00:00:00Z"
      }.envelope
    }
    try scenario.importing([SourceText("a.ndjson", records)], asOf: Self.asOf)
    try Self.use(SmallCard(imageChange: "2026-05-04T10:00:00Z"), in: scenario)
    #expect(
      try scenario.table(
        "SELECT expected_points, min(created_at), count(*) FROM v_task GROUP BY 1 ORDER BY 1")
        == [
          ["280000", "2026-05-04T00:00:00.000000000Z", "10"],
          ["350000", "2026-05-04T10:00:00.000000000Z", "14"],
        ])
  }

  /// The figures of May: `2026-05-04 seedream/… matched 280000 280000 0 1`.
  private static func may(_ scenario: LedgerScenario) throws -> [String] {
    let day = try #require(CalendarDay("2026-05-31"))
    let period = try #require(ReportPeriod("2026-05", today: day))
    return try scenario.opened().reader(in: period, asOf: try moment(asOf)).lines().map { row in
      let amounts = [row.billed, row.expected, row.frozen].map {
        $0.map { "\($0.count)" } ?? "unknown"
      }
      return "\(row.day?.description ?? "undated") \(row.pricing.skuName) \(row.pricing.rate) "
        + "\(row.status.name) \(row.verdict.name) \(amounts.joined(separator: " ")) \(row.tasks)"
    }.sorted()
  }

  @Test(arguments: changes)
  func `a closed month keeps its figures, and a change taken back leaves no trace`(
    change: Change
  ) throws {
    for seed in UInt64(331)...332 {
      let scenario = try Self.imported(seed: seed)
      let day = try #require(CalendarDay("2026-05-31"))
      try scenario.opened(.readWrite).close(monthOf: day, at: try moment(Self.asOf))
      let figures = try Self.may(scenario)
      let content = try LedgerContent.rows(scenario)
      try Self.use(change.card, in: scenario)
      #expect(try Self.may(scenario) == figures, "seed \(seed)")
      try Self.use(SmallCard(), in: scenario)
      #expect(try Self.may(scenario) == figures, "seed \(seed), back")
      #expect(try scenario.table("SELECT * FROM adjustment") == [], "seed \(seed)")
      #expect(try LedgerContent.rows(scenario) == content, "seed \(seed), back")
      #expect(try scenario.table("SELECT * FROM v_daily_cost WHERE tasks = 0") == [])
    }
  }

  @Test(arguments: [UInt64(341), 342])
  func `through all cards a closed month keeps its figures, and reopened takes the last`(
    seed: UInt64
  ) throws {
    let scenario = try Self.imported(seed: seed)
    let day = try #require(CalendarDay("2026-05-31"))
    try scenario.opened(.readWrite).close(monthOf: day, at: try moment(Self.asOf))
    let figures = try Self.may(scenario)
    for change in Self.changes {
      try Self.use(change.card, in: scenario)
      #expect(try Self.may(scenario) == figures, "seed \(seed), \(change.testDescription)")
    }
    try scenario.opened(.readWrite).reopen(
      monthOf: day, at: try moment(Self.asOf), reason: "the cards are settled")
    let last = try #require(Self.changes.last)
    let fresh = try Self.imported(seed: seed, card: last.card)
    #expect(try LedgerContent.rows(scenario) == LedgerContent.rows(fresh), "seed \(seed)")
  }
}
