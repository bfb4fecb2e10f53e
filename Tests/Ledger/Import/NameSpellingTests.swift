import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// Two spellings of a name, of an id or of a time are one, in whatever order they come.
@Suite struct NameSpellingTests {
  private static let sql = """
    SELECT task_id, model, task_type, sku, verdict, created_at FROM v_task ORDER BY task_id
    """

  private static func task(_ number: Int, _ change: (inout TaskText) -> Void) -> String {
    TaskText.task {
      $0.taskID = taskID(number)
      change(&$0)
    }.envelope
  }

  @Test func `tasks of other spellings are priced and share the row of the others`() throws {
    let records = [
      Self.task(1) { _ in }, Self.task(2) { $0.model = "Seedream" },
      Self.task(3) { ($0.model, $0.taskType) = (" SEEDREAM", "Seedream-5-Lite ") },
      Self.task(4) { $0.model = "Unknown-Model" }, Self.task(5) { $0.model = "unknown-model" },
    ]
    for records in [records, records.reversed()] {
      let scenario = try LedgerScenario()
      try scenario.importing([SourceText("a.ndjson", records)])
      let rows = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).lines()
      #expect(
        rows.map { "\($0.pricing.skuName) \($0.tasks)" }
          == ["seedream/seedream-5-lite size=2K 3", "unknown-model/seedream-5-lite 2"])
      #expect(
        Set(try scenario.table(Self.sql).map { $0[1] + "/" + $0[2] })
          == ["seedream/seedream-5-lite", "unknown-model/seedream-5-lite"])
    }
  }

  @Test func `two spellings of a UUID are one task, and any of them finds it`() throws {
    let upper = TaskText.task { $0.taskID = $0.taskID.uppercased() }
    for records in [[TaskText(), upper], [upper, TaskText()]] {
      let scenario = try LedgerScenario()
      let summary = try scenario.importing([SourceText("a.ndjson", records.map(\.envelope))])
      #expect(summary.tasks.text == "1 new, 0 changed, 1 unchanged")
      #expect(try scenario.table(Self.sql).map { $0[0] } == [TaskText().taskID])
      for spelling in [upper.taskID, "\(TaskText().taskID)\r", " \(upper.taskID) "] {
        let task = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).explained(
          TaskID(spelling))
        #expect(task?.record.id == TaskID(TaskText().taskID))
      }
    }
  }

  @Test func `a history entry finds its task by either spelling of the id`() throws {
    let scenario = try LedgerScenario()
    let row =
      #"{"id":1,"task_id":"\#(TaskText().taskID.uppercased())","account_id":"a","api_key_id":"7","task_model":"Seedream","action":"x","status":" Completed","service_mode":"public","usage_type":"LLM","usage":280000,"created_at":"2026-05-04 10:00:00+00","updated_at":"2026-05-04 10:00:09"}"#
    try scenario.importing(
      TaskText().envelope, #"{"page":1,"size":1,"total":1,"data":[\#(row)]}"#)
    #expect(try scenario.table("SELECT comparison FROM history_entry") == [["1"]])
    #expect(try scenario.table("SELECT kind FROM v_history_finding") == [])
  }

  @Test func `the times of a database are those of the provider`() throws {
    let times = [
      "2026-05-04T10:00:00Z", "2026-05-04 10:00:00", "2026-05-04 10:00:00+00",
      "2026-05-04 12:00:00.000000+02:00", "2026-05-04T10:00:00.000+0000",
    ]
    let scenario = try LedgerScenario()
    let records = times.enumerated().map { number, time in
      Self.task(number) { $0.createdAt = time }
    }
    try scenario.importing([SourceText("a.ndjson", records)])
    #expect(
      try scenario.table(Self.sql).map { $0[5] }
        == Array(repeating: "2026-05-04T10:00:00.000000000Z", count: times.count))
  }
}
