import Domain
import Ledger
import TestSupport
import Testing

/// Other figures stay right when tasks of a closed month change.
@Suite struct ClosedMonthFigureTests {
  /// A closed May with one task in some state.
  private static func closed(_ task: TaskText) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing(task.envelope)
    let day = try #require(CalendarDay("2026-05-04"))
    try scenario.opened(.readWrite).close(monthOf: day, at: try moment("2026-06-02T00:00:00Z"))
    return scenario
  }

  private static func importLater(_ task: TaskText, into scenario: LedgerScenario) throws {
    try scenario.importing(task.envelope, from: "b.ndjson", asOf: "2026-06-10T08:00:00Z")
  }

  @Test func `a task that is found later is counted among the tasks`() throws {
    let scenario = try Self.closed(TaskText())
    try Self.importLater(TaskText.task { $0.taskID = taskID(2) }, into: scenario)
    #expect(try scenario.table("SELECT count(*) FROM v_task") == [["2"]])
    #expect(try scenario.opened().counts().tasks == 2)
  }

  @Test func `an unknown status that ended later is no longer reported`() throws {
    let scenario = try Self.closed(TaskText.task { ($0.status, $0.endedAt) = ("queued", "") })
    #expect(try scenario.opened().unknownStatuses().map(\.status) == ["queued"])
    try Self.importLater(TaskText(), into: scenario)
    #expect(try scenario.opened().unknownStatuses().isEmpty)
  }

  @Test func `an unknown status that is found later is reported`() throws {
    let scenario = try Self.closed(TaskText())
    let queued = TaskText.task {
      ($0.taskID, $0.status, $0.endedAt) = (taskID(2), "queued", "")
    }
    try Self.importLater(queued, into: scenario)
    #expect(try scenario.opened().unknownStatuses().map(\.status) == ["queued"])
  }

  @Test func `rebuilding the rollup changes no figure of a closed month`() throws {
    let scenario = try Self.closed(TaskText.task { ($0.status, $0.endedAt) = ("queued", "") })
    try Self.importLater(TaskText(), into: scenario)
    let first = try scenario.dump()
    try scenario.opened(.readWrite).rebuildRollup(asOf: moment(LedgerScenario.now))
    #expect(try scenario.dump() == first)
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `the sums of all days of the daily costs are those of the tasks`() throws {
    let scenario = try Self.closed(TaskText.task { ($0.status, $0.endedAt) = ("queued", "") })
    try Self.importLater(TaskText.task { $0.consume = 300_000 }, into: scenario)
    #expect(
      try scenario.table(
        "SELECT sum(tasks), sum(billed_points), sum(expected_points) FROM v_daily_cost")
        == [["1", "300000", "280000"]])
    #expect(
      try scenario.table("SELECT day, status, tasks FROM v_daily_cost ORDER BY day, tasks") == [
        ["2026-05-04", "queued", "1"], ["2026-06-10", "queued", "-1"],
        ["2026-06-10", "completed", "1"],
      ])
  }

  @Test func `a reverted change leaves no adjustment`() throws {
    let scenario = try Self.closed(TaskText())
    let ledger = try scenario.opened(.readWrite)
    let asOf = try moment("2026-06-10T08:00:00Z")
    try ledger.usePricer(try SmallCard(imageUSD: "0.03").pricer, asOf: asOf)
    #expect(try scenario.table("SELECT count(*) FROM adjustment") == [["2"]])
    try ledger.usePricer(try SmallCard().pricer, asOf: asOf)
    #expect(try scenario.table("SELECT * FROM adjustment") == [])
  }

  @Test func `how long tasks of a SKU take follows from all of them, found later or not`() throws {
    let running = TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
    let scenario = try Self.closed(running)
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["stuck"]])
    let slow = TaskText.task {
      $0.taskID = taskID(2)
      ($0.createdAt, $0.endedAt) = ("2026-05-01T00:00:00Z", "2026-05-31T00:00:00Z")
    }
    try Self.importLater(slow, into: scenario)
    #expect(
      try scenario.table("SELECT verdict FROM v_task ORDER BY task_id")
        == [["matched"], ["provisional"]])
  }
}
