import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct HistoryEntryTests {
  /// A page with one row.
  private static func page(
    id: Int = 41, account: String = "acc-1", status: String = "completed", usage: String = "280000",
    updatedAt: String = "2026-05-04T10:00:09Z"
  ) -> String {
    let row =
      #"{"id":\#(id),"task_id":"\#(TaskText().taskID)","account_id":"\#(account)","api_key_id":"key-7","task_model":"seedream","action":"seedream-5-lite","status":"\#(status)","service_mode":"public","usage_type":"llm","usage":\#(usage),"created_at":"2026-05-04T10:00:00Z","updated_at":"\#(updatedAt)"}"#
    return #"{"code":200,"data":{"page":1,"size":1,"total":1,"data":[\#(row)]}}"#
  }

  private static let states = "SELECT account, entry_id, status, usage FROM history_entry"

  @Test func `an entry keeps every column and its place`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing("", Self.page(usage: "280000.50"))
    #expect(
      try scenario.table(
        """
        SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode,
          usage_type, usage, created_at, updated_at, source_id, line
        FROM history_entry
        """) == [
          [
            "acc-1", "41", "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "key-7", "seedream",
            "seedream-5-lite", "completed", "public", "llm", "280000.5", "1777888800000000000",
            "1777888809000000000", "1", "2",
          ]
        ])
  }

  @Test func `an entry is new, then unchanged, then changed by a later update`() throws {
    let scenario = try LedgerScenario()
    let first = try scenario.importing(Self.page(status: "pending", usage: "0"))
    #expect(first.historyEntries.text == "1 new, 0 changed, 0 unchanged")
    let same = try scenario.importing(Self.page(status: "pending", usage: "0"), from: "b.json")
    #expect(same.historyEntries.text == "0 new, 0 changed, 1 unchanged")
    let later = Self.page(updatedAt: "2026-05-04T10:00:10Z")
    let changed = try scenario.importing(later, from: "c.json")
    #expect(changed.historyEntries.text == "0 new, 1 changed, 0 unchanged")
    #expect(try scenario.table(Self.states) == [["acc-1", "41", "completed", "280000"]])
  }

  @Test func `the later update wins in any order, and of one moment the greater content`() throws {
    let pages = [
      Self.page(status: "pending", usage: "0", updatedAt: "2026-05-04T10:00:01Z"),
      Self.page(status: "completed", usage: "280000", updatedAt: "2026-05-04T10:00:09Z"),
      Self.page(status: "failed", usage: "0", updatedAt: "2026-05-04T10:00:09Z"),
    ]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let scenario = try LedgerScenario()
      for index in order { try scenario.importing(pages[index], from: "\(index).json") }
      #expect(try scenario.table(Self.states) == [["acc-1", "41", "failed", "0"]])
    }
  }

  @Test func `the same number in two accounts is two entries`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(Self.page(), Self.page(account: "acc-2"))
    #expect(summary.historyEntries.text == "2 new, 0 changed, 0 unchanged")
  }

  @Test func `history rows are no tasks, and tasks no history rows`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.page(), TaskText.task { $0.taskID = taskID(2) }.envelope)
    let counts = try scenario.opened().counts()
    #expect(counts.historyEntries == 1)
    #expect(counts.tasks == 1)
  }

  @Test func `an unreadable row is quarantined, and the others of its page stay`() throws {
    let scenario = try LedgerScenario()
    let page =
      #"{"page":1,"size":2,"total":2,"data":[{"task_id":"","usage":1},{"id":"42","usage":2}]}"#
    let summary = try scenario.importing(page)
    #expect(summary.historyEntries.new == 1)
    #expect(summary.newlyQuarantined == 1)
    let record = try #require(try scenario.opened().quarantined().first)
    #expect(record.reason == "history row 1: id: expected a number or a text, found nothing")
    #expect(record.skeleton == "{task_id: text, usage: number}")
    #expect(try scenario.table(Self.states) == [["", "42", "", "2"]])
  }
}
