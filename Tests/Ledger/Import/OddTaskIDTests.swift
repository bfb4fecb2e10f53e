import Domain
import Intake
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct OddTaskIDTests {
  private static let ids = [
    "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "ffffffff-ffff-4fff-bfff-ffffffffffff",
    "00000000-0000-0000-0000-000000000000", "80000000-0000-4000-8000-000000000001",
    // No UUID in use: kept as text.
    "7f3a0c1e-52d4-fb6f-9a11-0e6d8c2b4f70", "JOB-7",
    "7f3a0c1e52d44b6f9a110e6d8c2b4f70", "task_42", "job-7", "it's; DROP TABLE task; --",
    "タスク-😀-\u{301}", "%d:%s", String(repeating: "x", count: 1000),
  ]

  @Test(arguments: Self.ids)
  func `an id comes back as it was`(id: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.taskID = id }.envelope)
    #expect(try scenario.table("SELECT task_id, verdict FROM v_task") == [[id, "matched"]])
    let task = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).explained(
      TaskID(id))
    #expect(task?.record.id.text == id)
    let again = try scenario.importing(TaskText.task { $0.taskID = id }.bare, from: "b.ndjson")
    #expect(again.tasks.text == "0 new, 0 changed, 1 unchanged")
  }

  @Test func `all of them live in one ledger`() throws {
    let scenario = try LedgerScenario()
    let records = Self.ids.map { id in TaskText.task { $0.taskID = id }.envelope }
    let summary = try scenario.importing([SourceText("a.ndjson", records)])
    #expect(summary.tasks.new == 13)
    #expect(Set(try scenario.table("SELECT task_id FROM v_task").map { $0[0] }) == Set(Self.ids))
  }

  @Test func `an odd id is found again when its penalties are replayed and when it is repriced`()
    throws
  {
    let scenario = try LedgerScenario()
    let rejected = TaskText.task {
      ($0.taskID, $0.model, $0.taskType) = ("odd id", "seedance", "seedance-2")
      ($0.input, $0.output) = (#"{"duration":5}"#, "null")
      ($0.status, $0.errorCode, $0.consume) = ("failed", 10_003, 50_000)
    }
    try scenario.importing(rejected.envelope)
    let sql = "SELECT task_id, verdict FROM v_task"
    #expect(try scenario.table(sql) == [["odd id", "penalty"]])
    let pricer = try SmallCard(secondUSD: "0.20").pricer
    try scenario.opened(.readWrite).usePricer(pricer, asOf: try moment(LedgerScenario.now))
    #expect(try scenario.table(sql) == [["odd id", "undercharged"]])
  }

  @Test func `two texts with one fingerprint are never taken for one task`() throws {
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.readWrite)
    let session = try LedgerScenario.session(ledger)
    let item = try #require(LedgerScenario.items(of: TaskText().envelope).first)
    guard case .record(.task(var observation), let place) = item else {
      Issue.record("expected a task")
      return
    }
    #expect(throws: LedgerError.sameFingerprint("one", "other")) {
      for text in ["one", "other"] {
        observation.id = TaskID(high: 0xF000, low: 1, oddText: text)
        try session.write(
          RecordBatch([.record(.task(observation), place)], from: "a.ndjson"))
      }
      _ = try session.finish()
    }
  }
}
