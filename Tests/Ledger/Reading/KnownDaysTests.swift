import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// How far a ledger knows what tasks cost: what imports, nights and fetches say about days without
/// any.
@Suite struct KnownDaysOfLedgerTests {
  private static func task(_ number: Int, on day: String) -> String {
    TaskText.task {
      ($0.taskID, $0.createdAt) = (taskID(number), "\(day)T10:00:00Z")
      ($0.startedAt, $0.endedAt) = ("", "\(day)T10:00:09Z")
    }.envelope
  }

  /// Tasks of the second and the fifth of May, imported at some moment.
  private static func scenario(importedAt moment: String) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing(
      task(1, on: "2026-05-02"), task(2, on: "2026-05-05"), asOf: moment)
    return scenario
  }

  private static func known(_ scenario: LedgerScenario, asOf: String) throws -> String? {
    try scenario.opened().knownDays(asOf: moment(asOf)).days.map { "\($0)" }
  }

  private static func cover(_ scenario: LedgerScenario, through day: String) throws {
    try scenario.opened(.readWrite).cover(
      [.tasks], through: try #require(CalendarDay(day)), by: .night,
      at: moment("2026-06-09T00:00:00Z"))
  }

  @Test(arguments: [
    ("2026-06-01T00:00:00Z", Optional("2026-05-05T10:00:00Z")),
    ("2026-05-04T00:00:00Z", "2026-05-02T10:00:00Z"), ("2026-05-01T00:00:00Z", nil),
  ])
  func `the latest task is the last one created by the day of a moment`(
    asOf: String, createdAt: String?
  ) throws {
    let scenario = try Self.scenario(importedAt: "2026-05-06T00:00:00Z")
    let last = try scenario.opened().lastTaskAt(asOf: moment(asOf))
    #expect(last?.description == createdAt)
  }

  @Test(arguments: [
    ("2026-05-06T00:00:00Z", "2026-05-02...2026-05-05"),
    // The day of the import was not complete.
    ("2026-05-05T12:00:00Z", "2026-05-02...2026-05-02"),
    // Old files say nothing about the days since.
    ("2026-05-30T00:00:00Z", "2026-05-02...2026-05-05"),
  ])
  func `an import knows up to its last complete day with tasks`(
    importedAt: String, known: String
  ) throws {
    let scenario = try Self.scenario(importedAt: importedAt)
    #expect(try Self.known(scenario, asOf: LedgerScenario.now) == known)
    #expect(
      try scenario.opened().reader(asOf: moment(LedgerScenario.now)).spendHistory().lastKnownDay?
        .description
        == String(known.suffix(10)))
  }

  @Test(arguments: [
    ("2026-05-12T00:00:00Z", "2026-05-02...2026-05-11"),
    ("2026-05-09T12:00:00Z", "2026-05-02...2026-05-08"),
    ("2026-05-04T00:00:00Z", "2026-05-02...2026-05-03"),
    ("2026-06-01T00:00:00Z", "2026-05-02...2026-05-20"),
  ])
  func `a run that saw everything knows the days without tasks, as far as complete`(
    asOf: String, known: String
  ) throws {
    let scenario = try Self.scenario(importedAt: "2026-05-06T00:00:00Z")
    try Self.cover(scenario, through: "2026-05-20")
    try Self.cover(scenario, through: "2026-05-14")
    #expect(try Self.known(scenario, asOf: asOf) == known)
  }

  @Test func `a ledger without tasks knows nothing, whatever run covered it`() throws {
    let scenario = try LedgerScenario()
    try Self.cover(scenario, through: "2026-05-20")
    #expect(try Self.known(scenario, asOf: LedgerScenario.now) == nil)
  }

  @Test func `from a task on that only the history has, the days are not known`() throws {
    let scenario = try Self.scenario(importedAt: "2026-05-06T00:00:00Z")
    try Self.cover(scenario, through: "2026-05-20")
    let row = HistoryText.row {
      ($0.id, $0.taskID, $0.createdAt) = (9, taskID(9), "2026-05-11T08:00:00Z")
    }
    try scenario.importing(HistoryText.page([row]), asOf: "2026-05-21T00:00:00Z")
    #expect(try Self.known(scenario, asOf: LedgerScenario.now) == "2026-05-02...2026-05-10")
    // Its response makes it known, and the days after it.
    try scenario.importing(
      Self.task(9, on: "2026-05-11"), from: "b.ndjson", asOf: "2026-05-21T00:00:00Z")
    #expect(try Self.known(scenario, asOf: LedgerScenario.now) == "2026-05-02...2026-05-20")
  }

  @Test func `silence is reported as of its day, whatever tasks come later`() throws {
    let scenario = try LedgerScenario()
    let days = (1...20).map { "2026-05-\($0 < 10 ? "0" : "")\($0)" } + ["2026-05-28"]
    try scenario.importing([
      SourceText("a.ndjson", days.enumerated().map { Self.task($0, on: $1) })
    ])
    let stale = { (asOf: String) in
      try scenario.opened().staleFeeds(asOf: moment(asOf)).first?.lastDay.description
    }
    #expect(try stale("2026-05-22T00:00:00Z") == nil)
    #expect(try stale("2026-05-24T00:00:00Z") == "2026-05-20")
    #expect(try stale("2026-05-28T12:00:00Z") == nil)
    #expect(try stale("2026-05-29T00:00:00Z") == nil)
  }
}
