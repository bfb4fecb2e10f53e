import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// What time alone changes: an awaited refund is due, a running task is stuck.
@Suite struct VerdictShiftTests {
  private static var failed: TaskText {
    TaskText.task {
      ($0.status, $0.output) = ("failed", "null")
    }
  }
  private static var running: TaskText {
    TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
  }

  private static func verdicts(_ scenario: LedgerScenario, asOf: String) throws -> [Verdict] {
    try scenario.opened().reader(asOf: try moment(asOf)).lines().map(\.verdict)
  }

  @Test(arguments: [
    ("2026-05-04T10:00:09.5Z", Verdict.refundAwaited),
    ("2026-05-05T10:00:09.499999999Z", Verdict.refundAwaited),
    ("2026-05-05T10:00:09.5Z", Verdict.refundDue),
    ("2027-01-01T00:00:00Z", Verdict.refundDue),
  ])
  func `a refund is awaited for 24 hours from the end and then due`(
    asOf: String, verdict: Verdict
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.failed.envelope, asOf: "2026-05-04T12:00:00Z")
    #expect(try Self.verdicts(scenario, asOf: asOf) == [verdict])
    let task = try scenario.opened().reader(asOf: try moment(asOf)).explained(
      TaskID(Self.failed.taskID))
    #expect(task?.line.verdict == verdict)
  }

  @Test(arguments: [
    ("2026-05-04T10:00:01Z", Verdict.provisional),
    ("2026-05-05T10:00:00.123456788Z", Verdict.provisional),
    ("2026-05-05T10:00:00.123456789Z", Verdict.stuck),
  ])
  func `a task with frozen points is stuck 24 hours after its creation`(
    asOf: String, verdict: Verdict
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.running.envelope, asOf: "2026-05-04T12:00:00Z")
    #expect(try Self.verdicts(scenario, asOf: asOf) == [verdict])
  }

  @Test func `a task without frozen points is never stuck`() throws {
    let scenario = try LedgerScenario()
    var task = Self.running
    task.frozen = 0
    try scenario.importing(task.envelope, asOf: "2026-05-04T12:00:00Z")
    #expect(try Self.verdicts(scenario, asOf: "2027-01-01T00:00:00Z") == [.provisional])
  }

  @Test(arguments: [
    ("2026-05-06T02:00:00Z", Verdict.provisional),
    ("2026-05-06T02:00:00.123456789Z", Verdict.stuck),
  ])
  func `if similar tasks take four hours a task is stuck after forty`(
    asOf: String, verdict: Verdict
  ) throws {
    let scenario = try LedgerScenario()
    let ended = TaskText.task {
      $0.taskID = taskID(2)
      ($0.createdAt, $0.endedAt) = ("2026-05-01T00:00:00Z", "2026-05-01T04:00:00Z")
    }
    try scenario.importing(ended.envelope, Self.running.envelope, asOf: "2026-05-05T12:00:00Z")
    #expect(try Self.verdicts(scenario, asOf: asOf) == [.matched, verdict])
  }

  @Test func `advancing writes the verdicts, and an earlier moment reverts them`() throws {
    let scenario = try LedgerScenario()
    let other = TaskText.task { $0.taskID = taskID(2) }
    var running = Self.running
    running.taskID = taskID(3)
    let early = try moment("2026-05-04T12:00:00Z")
    try scenario.importing(
      Self.failed.envelope, other.envelope, running.envelope, asOf: "2026-05-04T12:00:00Z")
    let first = try LedgerContent.rows(scenario)
    let ledger = try scenario.opened(.readWrite)
    let sql = "SELECT verdict FROM v_task ORDER BY task_id"
    #expect(try scenario.table(sql) == [["matched"], ["provisional"], ["refund_awaited"]])
    try ledger.advance(asOf: try moment("2026-05-06T12:00:00Z"))
    #expect(try scenario.table(sql) == [["matched"], ["stuck"], ["refund_due"]])
    try ledger.advance(asOf: early)
    #expect(try LedgerContent.rows(scenario) == first)
    #expect(try ledger.check().isClean)
  }

  @Test func `an import judges the tasks of earlier imports for its own moment`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.failed.envelope, asOf: "2026-05-04T12:00:00Z")
    let other = TaskText.task { $0.taskID = taskID(2) }
    try scenario.importing(other.envelope, from: "b.ndjson", asOf: "2026-05-06T12:00:00Z")
    #expect(
      try scenario.table("SELECT verdict FROM v_task ORDER BY verdict")
        == [["matched"], ["refund_due"]])
  }

  @Test(arguments: [UInt64(51), 52, 53, 54])
  func `rows at a moment are those that advancing to it would store`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    let sources = [SourceText("a.ndjson", Deliveries(seed: seed).records)]
    try scenario.importing(sources, asOf: "2026-05-08T12:00:00Z")
    let ledger = try scenario.opened(.readWrite)
    let moments = ["2026-05-10T00:00:00Z", "2026-05-08T10:00:00.5Z", "2026-08-01T00:00:00Z"]
    for asOf in try moments.map(moment) {
      let before = try scenario.dump()
      let shown = try ledger.reader(asOf: asOf).lines()
      #expect(try scenario.dump() == before)
      try ledger.advance(asOf: asOf)
      let stored = try ledger.reader(asOf: asOf).lines()
      #expect(shown.map { "\($0)" }.sorted() == stored.map { "\($0)" }.sorted())
      #expect(try ledger.check().isClean)
    }
  }

  @Test func `the rows at a moment come in a fixed order`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      [SourceText("a.ndjson", Deliveries(seed: 55).records)], asOf: "2026-05-08T12:00:00Z")
    let asOf = try moment("2026-08-01T00:00:00Z")
    #expect(
      try scenario.opened().reader(asOf: asOf).lines()
        == scenario.opened().reader(asOf: asOf).lines())
  }
}
