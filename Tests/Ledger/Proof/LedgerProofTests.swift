import Domain
import GRDB
import Queries
import RateCards
import TestSupport
import Testing

@testable import Ledger

/// What doctor derives again from other data, and how each damage is named.
@Suite struct LedgerProofTests {
  /// An image, a failure that a penalty rule counts, a running task, an id that is no UUID, and a task
  /// whose answers disagree.
  private static let records: [String] = [
    TaskText.task { $0.taskID = taskID(1) }.envelope,
    TaskText.task { ($0.taskID, $0.consume) = (taskID(2), 300_000) }.envelope,
    TaskText.task {
      ($0.taskID, $0.status, $0.output, $0.errorCode) = (taskID(3), "failed", "{}", 10_000)
    }.envelope,
    TaskText.task {
      ($0.taskID, $0.status, $0.output, $0.endedAt) = (taskID(4), "processing", "{}", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }.envelope,
    TaskText.task { $0.taskID = "an odd id" }.envelope,
    TaskText.task { $0.taskID = taskID(5) }.envelope,
    TaskText.task { ($0.taskID, $0.consume) = (taskID(5), 290_000) }.envelope,
  ]

  private static func scenario() throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", records)])
    return scenario
  }

  private static func check(_ scenario: LedgerScenario) throws -> LedgerCheck {
    try scenario.opened().check(by: try SmallCard().pricer)
  }

  @Test(arguments: 601...640)
  func `a sound ledger is proved, whatever was delivered`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    let records = Deliveries(seed: seed).records
    let half = records.count / 2
    try scenario.importing([SourceText("a.ndjson", Array(records[..<half]))])
    try scenario.importing(
      [SourceText("b.ndjson", Array(records[half...]))], asOf: "2026-06-03T00:00:00Z")
    let check = try Self.check(scenario)
    #expect(check.all == [], "seed \(seed)")
    #expect(check.arePricesProved)
  }

  @Test(arguments: 641...650)
  func `a ledger is proved after another card has priced it, and days have passed`(
    seed: UInt64
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", Deliveries(seed: seed).records)])
    for card in [
      SmallCard(imageUSD: "0.03"), SmallCard(imageChange: "2026-05-05T00:00:00Z"),
      SmallCard(readsQuality: true), SmallCard(hasPenaltyRule: false),
    ] {
      let ledger = try scenario.opened(.readWrite)
      let pricer = try card.pricer
      let now = try moment("2026-06-10T00:00:00Z")
      try ledger.usePricer(pricer, asOf: now)
      try ledger.advance(asOf: now, by: pricer)
      let check = try ledger.check(by: pricer)
      #expect(check.all == [], "seed \(seed)")
      #expect(check.arePricesProved)
    }
  }

  @Test(arguments: [
    (
      "UPDATE outcome SET billed_points = billed_points + 100000 WHERE billed_points = 280000",
      "billed_points 380000, 280000 by what is stored of the tasks"
    ),
    (
      "UPDATE outcome SET frozen_points = 1 WHERE frozen_points = 280000",
      "frozen_points 1, 280000 by what is stored of the tasks"
    ),
    (
      "UPDATE state SET consume_points = 310000 WHERE consume_points = 300000",
      "billed_points 300000, 310000 by what is stored of the tasks"
    ),
    (
      "UPDATE outcome SET expected_points = 5 WHERE billed_points = 300000",
      "expected_points 5, 280000 by the rate card"
    ),
    (
      "UPDATE outcome SET verdict_id = 1 WHERE billed_points = 300000",
      "verdict matched, overcharged by the rate card"
    ),
    ("UPDATE charge SET expected_points = 7", "expected_points of charge 1 differs"),
    ("UPDATE sku SET name = 'x' WHERE id = 1", "SKU of charge 1 differs"),
    ("UPDATE outcome SET is_own_account = 1", "is_own_account 1, 0"),
    ("UPDATE outcome SET penalty_points = 3", "a penalty is said to be due"),
    ("UPDATE outcome SET is_overdue = 1", "their time is said to be up"),
    ("UPDATE task SET watch = 1 WHERE watch = 0", "watch 1 of the tasks, 0 by the verdict"),
    (
      "UPDATE request SET model = 'kling'",
      "priced as seedream/seedream-5-lite, requested kling/seedream-5-lite"
    ),
    (#"UPDATE request SET fields = replace(fields, '2K', '3K')"#, "priced by other fields"),
    ("UPDATE state SET output_count = 2 WHERE output_count = 1", "another number of results"),
    (
      "UPDATE task SET created_nanoseconds = created_nanoseconds + 86400000000000",
      "stored under a day on which they were not created"
    ),
    ("UPDATE task SET has_details = 1 WHERE has_details = 0", "said to have are missing"),
    ("DELETE FROM booking WHERE consume_points = 290000", "is_in_conflict 1, 0"),
  ])
  func `figures that do not follow from the tasks are found`(
    damage: String, words: String
  ) throws {
    let scenario = try Self.scenario()
    #expect(try Self.check(scenario).all == [])
    try scenario.execute(damage)
    let check = try Self.check(scenario)
    #expect(!check.isClean)
    #expect(check.figureDifferences.contains { $0.contains(words) }, "\(check.all)")
  }

  @Test func `a finding names the outcome, its tasks and one of them`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.records[0])
    try scenario.execute("UPDATE outcome SET billed_points = 380000")
    #expect(
      try Self.check(scenario).figureDifferences == [
        "outcome 1 of task \(taskID(1)) of 2026-05-04: billed_points 380000, 280000 by what is stored "
          + "of the tasks"
      ])
  }

  @Test func `without the card of the ledger, prices are not proved, and all else is`() throws {
    let scenario = try Self.scenario()
    try scenario.execute("UPDATE charge SET expected_points = 7")
    let check = try scenario.opened().check(by: try SmallCard(imageUSD: "0.03").pricer)
    #expect(check.all == [])
    #expect(!check.arePricesProved)
    try scenario.execute("UPDATE outcome SET billed_points = billed_points + 100000")
    #expect(try !scenario.opened().check().isClean)
  }

  @Test func `many differences are told by the first ones and their number`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([
      SourceText(
        "a.ndjson",
        (1...50).map { number in
          TaskText.task { ($0.taskID, $0.consume) = (taskID(number), 1000 * number) }.envelope
        })
    ])
    try scenario.execute("UPDATE outcome SET billed_points = billed_points + 1000000")
    let differences = try Self.check(scenario).figureDifferences
    #expect(differences.count == 21)
    #expect(differences.last == "and 30 more")
  }
}

/// Each task is there once, and the filter of task ids knows it.
@Suite struct TaskIDProofTests {
  private static func scenario() throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing([
      SourceText(
        "a.ndjson", (1...30).map { number in TaskText.task { $0.taskID = taskID(number) }.envelope }
      )
    ])
    return scenario
  }

  private static func differences(_ scenario: LedgerScenario) throws -> [String] {
    try scenario.opened().check().idDifferences
  }

  @Test func `zeroed blocks of the filter are found`() throws {
    let scenario = try Self.scenario()
    #expect(try Self.differences(scenario) == [])
    try scenario.execute("UPDATE id_filter SET bits = zeroblob(length(bits))")
    #expect(try Self.differences(scenario) == ["the filter of task ids is not as it was stored"])
  }

  @Test(arguments: ["DELETE FROM id_filter", "UPDATE id_filter SET bits = zeroblob(length(bits))"])
  func `an import that meets a damaged filter says so, and adds nothing`(damage: String) throws {
    let scenario = try Self.scenario()
    try scenario.execute(damage)
    let other = TaskText.task { ($0.taskID, $0.createdAt) = (taskID(1), "0001-01-01T00:00:00Z") }
    let error = #expect(throws: LedgerError.self) {
      try scenario.importing(other.envelope, from: "b.ndjson")
    }
    #expect(
      error
        == .damaged(path: scenario.path, reason: "its filter of task ids is not as it was stored"))
    #expect(try scenario.table("SELECT count(*) FROM task") == [["30"]])
  }

  @Test func `a day that the filter's levels do not reach is found`() throws {
    let scenario = try Self.scenario()
    let levels = try #require(
      try scenario.table("SELECT value FROM setting WHERE name = 'id_filter_levels'").first?.first)
    let parts = levels.split(separator: ":")
    try scenario.execute(
      "UPDATE setting SET value = '\(parts[0]):1:2:\(parts[3])' WHERE name = 'id_filter_levels'")
    let differences = try Self.differences(scenario)
    #expect(differences.last == "and 10 more")
    #expect(
      differences.first
        == "task \(taskID(1)) of 2026-05-04: the filter of task ids does not know it")
  }

  @Test func `a task that is there twice is named with its days`() throws {
    let scenario = try Self.scenario()
    try scenario.execute(
      """
      INSERT INTO task SELECT day + 1, id_high, id_low, request_id, varying_values, state_id,
        outcome_id, created_nanoseconds, ended_nanoseconds, seen_nanoseconds, watch, has_details,
        source_id, line
      FROM task WHERE id_low = (SELECT max(id_low) FROM task);
      DELETE FROM setting WHERE name = 'id_filter_levels';
      """)
    #expect(
      try Self.differences(scenario)
        == ["task \(taskID(30)) is there 2 times: 2026-05-04, 2026-05-05"])
  }

  @Test func `a text that is not that of its number is found`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.taskID = "an odd id" }.envelope)
    try scenario.execute("UPDATE odd_task_id SET task_id = 'an even id'")
    #expect(
      try Self.differences(scenario) == ["task an even id: its text is not that of its number"])
  }

  @Test func `details that a task does not count are found`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.taskID = "an odd id" }.envelope)
    try scenario.execute("UPDATE task SET has_details = 0")
    #expect(try Self.differences(scenario).contains { $0.hasSuffix("its details are not counted") })
  }
}
