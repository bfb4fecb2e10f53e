import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct UndatedTaskTests {
  private static var undated: TaskText {
    TaskText.task { $0.createdAt = "" }
  }

  private static func rows(_ scenario: LedgerScenario, in period: ReportPeriod) throws -> Int {
    try scenario.opened().reader(in: period, asOf: try moment(LedgerScenario.now)).lines()
      .map(\.tasks).reduce(0, +)
  }

  @Test(arguments: ["", "0001-01-01T00:00:00Z"])
  func `a task without a creation time is priced and belongs to no day`(time: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.createdAt = time }.envelope)
    #expect(
      try scenario.table("SELECT created_at, day, verdict, expected_points FROM v_task")
        == [["NULL", "NULL", "matched", "280000"]])
    #expect(try scenario.table("SELECT day, tasks FROM v_daily_cost") == [["NULL", "1"]])
    #expect(try scenario.opened().undatedTasks() == 1)
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `undated tasks are there when all days are requested, and in no period`() throws {
    let scenario = try LedgerScenario()
    let dated = TaskText.task { $0.taskID = taskID(2) }
    try scenario.importing(Self.undated.envelope, dated.envelope)
    let early = try #require(CalendarDay("1970-01-01"))
    let late = try #require(CalendarDay("2100-01-01"))
    #expect(try Self.rows(scenario, in: .all) == 2)
    #expect(try Self.rows(scenario, in: ReportPeriod(since: early, until: nil)) == 1)
    #expect(try Self.rows(scenario, in: ReportPeriod(since: nil, until: late)) == 1)
    #expect(try Self.rows(scenario, in: ReportPeriod(since: early, until: late)) == 1)
  }

  @Test func `the row of undated tasks has no day`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.undated.envelope)
    let rows = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).lines()
    #expect(rows.map(\.day) == [nil])
  }

  @Test func `a creation time that arrives later gives the task its day`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.undated.envelope)
    try scenario.importing(TaskText().envelope, from: "b.ndjson")
    #expect(try scenario.table("SELECT day FROM v_task") == [["2026-05-04"]])
    #expect(try scenario.opened().undatedTasks() == 0)
    #expect(try scenario.opened().check().isClean)
  }
}
