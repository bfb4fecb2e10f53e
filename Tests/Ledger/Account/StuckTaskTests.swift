import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct StuckTaskTests {
  private static func running(_ id: String, frozen: Int = 500_000) -> String {
    TaskText.task { task in
      (task.taskID, task.status, task.output, task.endedAt) = (id, "processing", "null", "")
      (task.usageType, task.frozen, task.consume) = ("point", frozen, 0)
    }.envelope
  }

  @Test(arguments: [("2026-05-05T10:00:00Z", 0), ("2026-05-05T10:00:01Z", 3)])
  func `tasks that have not ended for a day are listed with what is frozen for them`(
    asOf: String, count: Int
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      Self.running(taskID(1)), Self.running("job-7"), Self.running(taskID(2)),
      Self.running(taskID(3), frozen: 0), asOf: "2026-05-04T12:00:00Z")
    let stuck = try scenario.opened().reader(asOf: try moment(asOf)).stuckTasks()
    #expect(stuck.count == count)
    guard count > 0 else { return }
    #expect(Set(stuck.map(\.id.text)) == [taskID(1), taskID(2), "job-7"])
    #expect(stuck.allSatisfy { $0.line.frozen == Points(500_000) && $0.line.status == .processing })
  }

  @Test func `a task that ended is no longer stuck`() throws {
    let scenario = try LedgerScenario()
    let now = try moment(LedgerScenario.now)
    try scenario.importing(Self.running(TaskText().taskID))
    #expect(try scenario.opened().reader(asOf: now).stuckTasks().count == 1)
    try scenario.importing(TaskText().envelope, from: "b.json")
    #expect(try scenario.opened().reader(asOf: now).stuckTasks() == [])
  }
}
