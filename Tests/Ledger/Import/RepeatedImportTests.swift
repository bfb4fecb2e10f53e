import Intake
import Ledger
import TestSupport
import Testing

@Suite struct RepeatedImportTests {
  /// Every kind of record, with a conflict, a non-UUID id and an open task.
  private static let records = [
    TaskText().envelope,
    TaskText.task { $0.consume = 300_000 }.bare,
    TaskText.task { $0.taskID = "odd id" }.webhook(timestamp: 1_777_890_000),
    TaskText.task {
      $0.taskID = taskID(3)
      ($0.status, $0.output, $0.endedAt, $0.frozen, $0.consume) = (
        "pending", "null", "", 280_000, 0
      )
    }.envelope,
    #"{"page":1,"size":1,"total":1,"data":[{"id":1,"task_id":"","usage":280000}]}"#,
    #"{"equivalent_in_usd":12.5,"name":"studio"}"#,
    BrokenAnswer.text(),
    "{\"task_id\":",
  ]

  @Test func `the same import again changes no row of any table`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", Self.records)])
    let first = try scenario.dump()
    let again = try scenario.importing([SourceText("a.ndjson", Self.records)])
    #expect(try scenario.dump() == first)
    #expect(again.tasks.text == "0 new, 0 changed, 4 unchanged")
    #expect(again.historyEntries.text == "0 new, 0 changed, 1 unchanged")
    #expect(again.newBalanceSnapshots == 0)
    #expect(again.unchangedBalanceSnapshots == 1)
    #expect(again.quarantined == 1)
    #expect(again.newlyQuarantined == 0)
  }

  @Test func `the first import says what was new`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing([SourceText("a.ndjson", Self.records)])
    #expect(summary.tasks.text == "3 new, 1 changed, 0 unchanged")
    #expect(summary.historyEntries.text == "1 new, 0 changed, 0 unchanged")
    #expect(summary.newBalanceSnapshots == 1)
    // The incomplete record at the end waits for its rest.
    #expect(summary.quarantined == 1)
    #expect(summary.newlyQuarantined == 1)
    #expect(summary.waiting == 1)
    #expect(summary.sources == 1)
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `random deliveries imported again change nothing`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    var deliveries = Deliveries(seed: seed)
    let sources = deliveries.rearranged()
    try scenario.importing(sources)
    let first = try scenario.dump()
    let again = try scenario.importing(sources)
    #expect(try scenario.dump() == first)
    #expect(again.tasks.new == 0)
    #expect(again.tasks.changed == 0)
    #expect(again.newlyQuarantined == 0)
  }

  @Test func `a copy under another name adds its source and nothing else`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let first = try scenario.dump()
    try scenario.importing(TaskText().envelope, from: "copy.ndjson")
    var second = try scenario.dump()
    #expect(second["source"]?.map { $0[1] } == ["a.ndjson", "copy.ndjson"])
    second["source"] = first["source"]
    #expect(second == first)
  }

  @Test func `a source that has grown is another source, and its old records keep their place`()
    throws
  {
    let scenario = try LedgerScenario()
    let second = TaskText.task { $0.taskID = taskID(2) }
    try scenario.importing(TaskText().envelope)
    try scenario.importing(TaskText().envelope, second.envelope)
    #expect(
      try scenario.table("SELECT name, size_bytes > 1000 FROM source ORDER BY id")
        == [["a.ndjson", "0"], ["a.ndjson", "1"]])
    #expect(
      try scenario.table("SELECT line, source_id FROM task ORDER BY line")
        == [["1", "1"], ["2", "2"]])
  }

  @Test func `an interrupted import is finished by the next one, under the same source`()
    throws
  {
    let scenario = try LedgerScenario()
    do {
      let session = try LedgerScenario.session(try scenario.opened(.readWrite))
      let item = try #require(LedgerScenario.items(of: TaskText().envelope).first)
      try session.write(RecordBatch([item], from: "a.ndjson"))
    }
    #expect(
      try scenario.table("SELECT id, name, sha256, size_bytes FROM source")
        == [["1", "a.ndjson", "NULL", "NULL"]])
    try scenario.importing(TaskText().envelope)
    #expect(
      try scenario.table("SELECT id, name, length(sha256) FROM source") == [
        ["1", "a.ndjson", "64"]
      ])
  }
}
