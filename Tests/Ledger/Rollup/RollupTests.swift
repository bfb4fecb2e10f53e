import Ledger
import TestSupport
import Testing

@Suite struct RollupTests {
  private static let columns = """
    SELECT day, charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points,
      tasks, waits, wait_seconds
    FROM rollup JOIN outcome ON outcome.id = rollup.outcome_id ORDER BY day, verdict_id
    """

  private static func three() throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    let records = (1...3).map { number in TaskText.task { $0.taskID = taskID(number) }.envelope }
    try scenario.importing([SourceText("a.ndjson", records)])
    return scenario
  }

  @Test func `tasks that agree in everything share a row`() throws {
    let scenario = try Self.three()
    #expect(
      try scenario.table(Self.columns)
        == [["20577", "1", "4", "1", "280000", "280000", "0", "3", "3", "27"]])
  }

  @Test func `a task leaves its row when its state changes, and an empty row goes`() throws {
    let scenario = try LedgerScenario()
    let pending = TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("pending", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
    try scenario.importing(pending.envelope, asOf: "2026-05-04T11:00:00Z")
    #expect(
      try scenario.table(Self.columns)
        == [["20577", "1", "2", "11", "-1", "280000", "280000", "1", "0", "0"]])
    try scenario.importing(TaskText().envelope)
    #expect(
      try scenario.table(Self.columns)
        == [["20577", "1", "4", "1", "280000", "280000", "0", "1", "1", "9"]])
  }

  @Test(arguments: [UInt64(41), 42, 43, 44])
  func `after every import the rollup equals the tasks`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    var deliveries = Deliveries(seed: seed)
    for source in deliveries.rearranged() {
      try scenario.importing([source], asOf: "2026-05-09T12:00:00Z")
      let check = try scenario.opened().check()
      #expect(check.rollupDifferences == [])
      #expect(check.integrityErrors == [])
      #expect(check.danglingReferences == 0)
      #expect(check.isClean)
    }
  }

  @Test(arguments: [UInt64(45), 46])
  func `after time has passed and a card has changed the rollup equals the tasks`(
    seed: UInt64
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      [SourceText("a.ndjson", Deliveries(seed: seed).records)], asOf: "2026-05-08T12:00:00Z")
    let ledger = try scenario.opened(.readWrite)
    try ledger.advance(asOf: try moment("2026-07-01T00:00:00Z"))
    #expect(try ledger.check().isClean)
    let pricer = try SmallCard(imageUSD: "0.03", secondUSD: "0.06").pricer
    #expect(try ledger.usePricer(pricer, asOf: try moment("2026-07-01T00:00:00Z")))
    #expect(try ledger.check().isClean)
  }

  @Test func `a check says which rows differ, in words`() throws {
    let scenario = try Self.three()
    try scenario.execute("UPDATE rollup SET tasks = 4")
    let check = try scenario.opened().check()
    #expect(
      check.rollupDifferences == [
        "day 20577 outcome 1: the rollup has 4 tasks, the tasks come to 3"
      ])
    #expect(!check.isClean)
  }

  @Test func `a check says which waits differ, in words`() throws {
    let scenario = try Self.three()
    try scenario.execute("UPDATE outcome SET waits = 2")
    #expect(
      try scenario.opened().check().rollupDifferences == [
        "outcome 1: the rollup has 2 waits of 27 s, the tasks come to 3 of 27 s"
      ])
  }

  @Test func `a quick check compares the days that were written to since the last one`() throws {
    let scenario = try Self.three()
    let ledger = try scenario.opened(.readWrite)
    #expect(try ledger.check(scope: .uncheckedDays).isClean)
    try ledger.noteChecked()
    try scenario.execute("UPDATE rollup SET tasks = 4")
    #expect(try ledger.check(scope: .uncheckedDays).isClean)
    let later = [SourceText("b.ndjson", [TaskText.task { $0.taskID = taskID(4) }.envelope])]
    try LedgerScenario.importing(later, into: ledger)
    #expect(
      try ledger.check(scope: .uncheckedDays).rollupDifferences == [
        "day 20577 outcome 1: the rollup has 5 tasks, the tasks come to 4"
      ])
  }

  @Test func `a reference to nothing is found`() throws {
    let scenario = try Self.three()
    try scenario.execute("DELETE FROM source")
    let check = try scenario.opened().check()
    #expect(check.danglingReferences == 3)
    #expect(!check.isClean)
  }

  @Test func `a damaged rollup is rebuilt from the tasks`() throws {
    let scenario = try Self.three()
    let first = try scenario.dump()
    try scenario.execute(
      """
      UPDATE rollup SET tasks = 7; INSERT INTO rollup VALUES (1, 1, 1);
      UPDATE outcome SET waits = 9, wait_seconds = 1
      """)
    try scenario.opened(.readWrite).rebuildRollup(asOf: moment(LedgerScenario.now))
    #expect(try scenario.dump() == first)
    #expect(try scenario.opened().check().isClean)
  }

  @Test(arguments: [UInt64(47), 48])
  func `rebuilding a correct rollup changes nothing`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", Deliveries(seed: seed).records)])
    let first = try scenario.dump()
    try scenario.opened(.readWrite).rebuildRollup(asOf: moment(LedgerScenario.now))
    #expect(try scenario.dump() == first)
  }
}
