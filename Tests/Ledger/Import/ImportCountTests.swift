import Intake
import Ledger
import TestSupport
import Testing

@Suite struct ImportCountTests {
  private static var pending: TaskText {
    TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("pending", "null", "")
    }
  }

  @Test func `a task is new at first, changed by a later state, unchanged by what is known`() throws
  {
    let scenario = try LedgerScenario()
    let pending = Self.pending.envelope
    let completed = TaskText().envelope
    #expect(try scenario.importing(pending).tasks.text == "1 new, 0 changed, 0 unchanged")
    #expect(try scenario.importing(completed).tasks.text == "0 new, 1 changed, 0 unchanged")
    #expect(try scenario.importing(completed).tasks.text == "0 new, 0 changed, 1 unchanged")
    #expect(try scenario.importing(pending).tasks.text == "0 new, 0 changed, 1 unchanged")
  }

  @Test func `observations of one source count one by one`() throws {
    let scenario = try LedgerScenario()
    let other = TaskText.task { $0.taskID = taskID(2) }
    let summary = try scenario.importing(
      Self.pending.envelope, TaskText().envelope, other.bare, TaskText().bare)
    #expect(summary.tasks.text == "2 new, 1 changed, 1 unchanged")
    #expect(summary.tasks.total == 4)
  }

  @Test func `observations of two sources count as those of one`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing([
      SourceText("a.json", [Self.pending.envelope]), SourceText("b.json", [TaskText().envelope]),
    ])
    #expect(summary.tasks.text == "1 new, 1 changed, 0 unchanged")
    #expect(summary.sources == 2)
  }

  @Test func `the counts do not depend on where a batch ends`() throws {
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.readWrite)
    let session = try LedgerScenario.session(ledger)
    let item = try #require(LedgerScenario.items(of: TaskText().envelope).first)
    for count in [1, 8000, 192] {
      let items = [IntakeItem](repeating: item, count: count)
      try session.write(RecordBatch(items, from: "a.ndjson"))
    }
    #expect(try session.finish().tasks.text == "1 new, 0 changed, 8192 unchanged")
    #expect(try ledger.check().isClean)
  }

  @Test func `the content of a ledger is counted`() throws {
    let scenario = try LedgerScenario()
    let history = #"{"page":1,"size":1,"total":1,"data":[{"id":1,"task_id":"","usage":280000}]}"#
    try scenario.importing(
      TaskText().envelope, history, #"{"equivalent_in_usd":12.5,"name":"studio"}"#,
      BrokenAnswer.text())
    try scenario.importing(TaskText.task { $0.taskID = taskID(2) }.envelope, from: "b.ndjson")
    let counts = try scenario.opened().counts()
    #expect(counts.tasks == 2)
    #expect(counts.historyEntries == 1)
    #expect(counts.balanceSnapshots == 1)
    #expect(counts.quarantined == 1)
    #expect(counts.sources == 2)
  }

  @Test func `a new ledger holds nothing`() throws {
    let scenario = try LedgerScenario()
    let counts = try scenario.opened(.readWrite).counts()
    #expect(counts.tasks == 0)
    #expect(counts.sources == 0)
  }
}
