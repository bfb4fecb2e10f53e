import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// Two ended observations that disagree about the booked points: both are kept with their sources.
@Suite struct ConflictTests {
  private static func ended(_ consume: Int, at end: String = "2026-05-04T10:00:09.5Z") -> String {
    TaskText.task { ($0.consume, $0.endedAt) = (consume, end) }.envelope
  }

  private static func bookings(_ scenario: LedgerScenario) throws -> [String] {
    let task = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).explained(
      TaskID(TaskText().taskID))
    return try #require(task).bookings.map { "\($0.points.count) by \($0.source)" }
  }

  private static let figures = "SELECT verdict, billed_points, variance_points FROM v_task"

  @Test func `the verdict is a conflict, what the later observation booked is billed`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.ended(280_000))
    try scenario.importing(Self.ended(300_000, at: "2026-05-04T10:00:20Z"), from: "b.ndjson")
    #expect(try scenario.table(Self.figures) == [["conflict", "300000", "NULL"]])
    #expect(try Self.bookings(scenario) == ["280000 by a.ndjson:1", "300000 by b.ndjson:1"])
  }

  @Test func `an older observation that is imported later brings its own source`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.ended(300_000, at: "2026-05-04T10:00:20Z"))
    try scenario.importing(Self.ended(280_000), from: "b.ndjson")
    #expect(try scenario.table(Self.figures) == [["conflict", "300000", "NULL"]])
    #expect(try Self.bookings(scenario) == ["280000 by b.ndjson:1", "300000 by a.ndjson:1"])
  }

  @Test func `two lines of one file are two sources`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.ended(280_000), Self.ended(300_000, at: "2026-05-04T10:00:20Z"))
    #expect(try Self.bookings(scenario) == ["280000 by a.ndjson:1", "300000 by a.ndjson:2"])
  }

  @Test func `an amount keeps the source that booked it when another gave the state`() throws {
    let scenario = try LedgerScenario()
    let withoutUsage = TaskText.task {
      $0.meta =
        #"{"created_at":"2026-05-04T10:00:00.123456789Z","ended_at":"2026-05-04T10:00:20Z"}"#
    }
    try scenario.importing(Self.ended(280_000))
    try scenario.importing(withoutUsage.envelope, from: "b.ndjson")
    try scenario.importing(Self.ended(300_000, at: "2026-05-04T10:00:30Z"), from: "c.ndjson")
    #expect(try Self.bookings(scenario) == ["280000 by a.ndjson:1", "300000 by c.ndjson:1"])
  }

  @Test func `a third sighting leaves each amount the source of its first`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.ended(280_000))
    try scenario.importing(Self.ended(300_000, at: "2026-05-04T10:00:20Z"), from: "b.ndjson")
    try scenario.importing(Self.ended(280_000, at: "2026-05-04T10:00:30Z"), from: "c.ndjson")
    #expect(try scenario.table(Self.figures) == [["conflict", "280000", "NULL"]])
    #expect(try Self.bookings(scenario) == ["280000 by a.ndjson:1", "300000 by b.ndjson:1"])
    #expect(try scenario.table("SELECT source FROM v_task") == [["c.ndjson:1"]])
  }

  @Test func `an amount keeps the end of its latest sighting`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      Self.ended(280_000), Self.ended(300_000, at: "2026-05-04T10:00:20Z"),
      Self.ended(280_000, at: "2026-05-04T10:00:30Z"))
    let task = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).explained(
      TaskID(TaskText().taskID))
    let ends = try #require(task).bookings.map { $0.endedAt?.description }
    #expect(ends == ["2026-05-04T10:00:30Z", "2026-05-04T10:00:20Z"])
  }

  @Test func `a failed task that was refunded meanwhile is not a conflict`() throws {
    let scenario = try LedgerScenario()
    let failed = { (consume: Int, end: String) in
      TaskText.task {
        ($0.status, $0.output, $0.consume, $0.endedAt) = ("failed", "null", consume, end)
      }.envelope
    }
    try scenario.importing(failed(280_000, "2026-05-04T10:00:09.5Z"))
    try scenario.importing(failed(0, "2026-05-04T11:00:00Z"), from: "b.ndjson")
    #expect(try scenario.table(Self.figures) == [["refunded", "0", "0"]])
    #expect(try Self.bookings(scenario) == ["0 by b.ndjson:1", "280000 by a.ndjson:1"])
  }

  @Test func `one amount seen twice is not a conflict and not another booking`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.ended(280_000))
    try scenario.importing(Self.ended(280_000, at: "2026-05-04T10:00:20Z"), from: "b.ndjson")
    #expect(try scenario.table(Self.figures) == [["matched", "280000", "0"]])
    #expect(try Self.bookings(scenario) == [])
    #expect(try scenario.table("SELECT * FROM booking") == [])
  }
}
