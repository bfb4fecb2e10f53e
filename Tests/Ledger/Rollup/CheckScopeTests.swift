import Domain
import Ledger
import TestSupport
import Testing

/// The quick check compares the days that were written to since the last one with their tasks.
@Suite struct CheckScopeTests {
  private static func task(_ number: Int, day: Int) -> String {
    TaskText.task {
      ($0.taskID, $0.createdAt, $0.startedAt) = (taskID(number), "2026-05-0\(day)T10:00:00Z", "")
    }.envelope
  }

  private static let uncheckedDays = """
    SELECT date(day * 86400, 'unixepoch') FROM unchecked_day ORDER BY day
    """

  private static func noteChecked(_ scenario: LedgerScenario) throws {
    try scenario.opened(.readWrite).noteChecked()
    #expect(try scenario.table(uncheckedDays) == [])
  }

  @Test func `an import leaves the days that it wrote to unchecked`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.task(1, day: 4), Self.task(2, day: 6))
    #expect(try scenario.table(Self.uncheckedDays) == [["2026-05-04"], ["2026-05-06"]])
    try Self.noteChecked(scenario)
    try scenario.importing(Self.task(1, day: 4), Self.task(3, day: 5), from: "b.ndjson")
    #expect(try scenario.table(Self.uncheckedDays) == [["2026-05-05"]])
  }

  @Test func `a task that moves to another day leaves both days unchecked`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.task(1, day: 4))
    try Self.noteChecked(scenario)
    try scenario.importing(Self.task(1, day: 3), from: "b.ndjson")
    #expect(try scenario.table(Self.uncheckedDays) == [["2026-05-03"], ["2026-05-04"]])
  }

  @Test(arguments: [
    ("UPDATE rollup SET tasks = tasks + 1", "the rollup has 2 tasks, the tasks come to 1"),
    ("DELETE FROM rollup", "the rollup has 0 tasks, the tasks come to 1"),
    ("DELETE FROM task", "the rollup has 1 tasks, the tasks come to 0"),
  ])
  func `damage is found on unchecked days by both checks, on checked ones by the full one`(
    damage: String, difference: String
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.task(1, day: 4))
    try scenario.execute(damage)
    for scope in [CheckScope.uncheckedDays, .everything] {
      let check = try scenario.opened().check(scope: scope)
      #expect(!check.isClean)
      #expect(check.rollupDifferences.contains { $0.hasSuffix(difference) })
    }
    try Self.noteChecked(scenario)
    #expect(try scenario.opened().check(scope: .uncheckedDays).isClean)
    #expect(try !scenario.opened().check().isClean)
  }

  @Test func `a rebuilt rollup equals the tasks again, waits included`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", Deliveries(seed: 501).records)])
    let content = try LedgerContent.rows(scenario)
    try scenario.execute(
      """
      UPDATE rollup SET tasks = tasks + 1 WHERE day % 2 = 0;
      DELETE FROM rollup WHERE day % 2 = 1;
      UPDATE outcome SET waits = 7, wait_seconds = 70;
      """)
    #expect(try !scenario.opened().check().isClean)
    try scenario.opened(.readWrite).rebuildRollup(asOf: try moment(LedgerScenario.now))
    #expect(try scenario.opened().check().isClean)
    #expect(try LedgerContent.rows(scenario) == content)
  }

  @Test func `what a new card or a reopening writes to a closed month is checked too`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.task(1, day: 4))
    let day = try #require(CalendarDay("2026-05-31"))
    let asOf = try moment("2026-06-10T00:00:00Z")
    try scenario.opened(.readWrite).close(monthOf: day, at: asOf)
    try Self.noteChecked(scenario)
    try scenario.opened(.readWrite).usePricer(SmallCard(imageUSD: "0.03").pricer, asOf: asOf)
    #expect(try scenario.table(Self.uncheckedDays) == [["2026-05-04"]])
    #expect(try scenario.opened().check(scope: .uncheckedDays).isClean)
    try Self.noteChecked(scenario)
    try scenario.opened(.readWrite).reopen(monthOf: day, at: asOf, reason: "an invoice")
    #expect(try scenario.table(Self.uncheckedDays) == [["2026-05-04"]])
    #expect(try scenario.opened().check(scope: .uncheckedDays).isClean)
  }
}
