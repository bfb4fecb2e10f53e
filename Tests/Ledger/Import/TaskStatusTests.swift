import Ledger
import TestSupport
import Testing

@Suite struct TaskStatusTests {
  @Test(arguments: [
    ("staged", "staged", "0"), ("Pending", "pending", "0"), ("PROCESSING", "processing", "0"),
    ("Completed", "completed", "1"), ("success", "completed", "1"), ("finished", "completed", "1"),
    ("Failed", "failed", "1"), ("canceled", "cancelled", "1"),
  ])
  func `a known status has one spelling`(written: String, kept: String, settled: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.status = written }.envelope)
    #expect(try scenario.table("SELECT status, settled FROM v_task") == [[kept, settled]])
    #expect(try scenario.opened().unknownStatuses().isEmpty)
  }

  @Test(arguments: ["queued", "", "retrying!", "待機中"])
  func `an unknown status is kept in lowercase, and reported`(status: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.status = status.uppercased() }.envelope)
    #expect(try scenario.table("SELECT status, settled FROM v_task") == [[status, "0"]])
    let unknown = try scenario.opened().unknownStatuses()
    #expect(unknown.map(\.status) == [status])
    #expect(unknown.map(\.tasks) == [1])
    let again = try scenario.importing(TaskText.task { $0.status = status }.envelope)
    #expect(again.tasks.text == "0 new, 0 changed, 1 unchanged")
  }

  @Test func `unknown statuses are listed by name with their tasks`() throws {
    let scenario = try LedgerScenario()
    let statuses = ["retrying", "queued", "queued", "completed"]
    let records = statuses.enumerated().map { number, status in
      TaskText.task { ($0.taskID, $0.status) = (taskID(number), status) }.envelope
    }
    try scenario.importing([SourceText("a.ndjson", records)])
    let unknown = try scenario.opened().unknownStatuses()
    #expect(unknown.map(\.status) == ["queued", "retrying"])
    #expect(unknown.map(\.tasks) == [2, 1])
    #expect(
      try scenario.table("SELECT id, has_ended FROM status WHERE id >= 100 ORDER BY id")
        == [["100", "0"], ["101", "0"]])
  }

  @Test func `an unknown status that ends as a known one is no longer reported`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task { $0.status = "queued" }.envelope)
    try scenario.importing(TaskText().envelope, from: "b.ndjson")
    #expect(try scenario.opened().unknownStatuses().isEmpty)
  }
}
