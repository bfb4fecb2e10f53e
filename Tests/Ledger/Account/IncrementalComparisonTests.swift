import Domain
import Foundation
import Ledger
import TestSupport
import Testing
import Traffic

/// Comparing night by night gives the same result as comparing everything at once.
@Suite struct IncrementalComparisonTests {
  private static let tables = [
    "SELECT * FROM v_history_finding ORDER BY kind, task_id, day, api_key_id",
    "SELECT * FROM v_wallet ORDER BY closing_at",
    "SELECT * FROM stale_day", "SELECT * FROM stale_task",
  ]

  private static func state(_ scenario: LedgerScenario) throws -> [[[String]]] {
    try tables.map { try scenario.table($0) }
  }

  /// Tasks, history rows and snapshots of five days, with everything that can differ.
  private static func sources(seed: UInt64) -> [SourceText] {
    var random = SeededRandom(seed: seed)
    var sources: [SourceText] = []
    for number in 1...40 {
      let day = Int.random(in: 4...8, using: &random)
      let created = "2026-05-0\(day)T23:\(Int.random(in: 10...59, using: &random)):00Z"
      let task = TaskText.task { task in
        (task.taskID, task.createdAt) = (taskID(number), created)
        task.endedAt = "2026-05-\(padded(day + 1, to: 2))T00:30:00Z"
        task.usageType = number % 2 == 0 ? "llm" : "point"
        task.consume = Int.random(in: 0...3, using: &random) * 10
      }
      var records: [String] = []
      if number % 5 != 0 { records.append(task.envelope) }
      if number % 7 == 0 {
        let pending = TaskText.task { pending in
          (pending.taskID, pending.createdAt) = (taskID(number), created)
          (pending.status, pending.endedAt, pending.consume) = ("pending", "", 20)
        }
        records.append(pending.envelope)
      }
      if number % 6 != 0 {
        records.append(
          HistoryText.page { row in
            (row.id, row.taskID, row.createdAt) = (number, taskID(number), created)
            row.usage = String(number % 4 == 0 ? 10 : task.consume)
            row.apiKeyID = String(number % 3)
          })
      }
      sources.append(
        contentsOf: records.enumerated().map { SourceText("\(number)-\($0.offset).json", [$0.1]) })
    }
    for day in 4...9 {
      let balance = Int.random(in: 100...200, using: &random)
      sources.append(
        SourceText(
          "2026050\(day)T020000Z-account.json",
          [AccountText.answer { $0.balance = "0.0000\(balance)" }]))
    }
    return sources.shuffled(using: &random)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func `many imports in any order end up like one import`(seed: UInt64) throws {
    let sources = Self.sources(seed: seed)
    let whole = try LedgerScenario()
    try whole.importing(sources.sorted { $0.name < $1.name })
    let parts = try LedgerScenario()
    for start in stride(from: 0, to: sources.count, by: 9) {
      try parts.importing(Array(sources[start..<min(start + 9, sources.count)]))
    }
    #expect(try Self.state(parts) == Self.state(whole))
    #expect(try Self.state(whole)[0].count > 3)
    #expect(try Self.state(whole)[1].count == 5)
  }

  @Test func `a night without news changes nothing`() throws {
    let scenario = try LedgerScenario()
    let sources = Self.sources(seed: 9)
    try scenario.importing(sources)
    let first = try scenario.dump()
    try scenario.importing(sources)
    #expect(try scenario.dump() == first)
  }

  @Test func `a late response resolves unlogged spend`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(HistoryText.page())
    #expect(try scenario.table("SELECT kind FROM v_finding") == [["only_in_history"]])
    try scenario.importing(TaskText().envelope, from: "b.json")
    #expect(try scenario.table("SELECT kind FROM v_finding") == [])
  }

  @Test func `a row that now names another task is unlinked from the first one`() throws {
    let scenario = try LedgerScenario()
    let other = TaskText.task { $0.taskID = taskID(2) }
    try scenario.importing(
      TaskText().envelope, other.envelope, HistoryText.page { $0.usage = "5" },
      HistoryText.page {
        ($0.id, $0.taskID, $0.createdAt) = (42, taskID(2), "2026-05-04T10:00:01Z")
      })
    let kinds = "SELECT kind, task_id FROM v_finding"
    #expect(try scenario.table(kinds) == [["booked_differently", TaskText().taskID]])
    let moved = HistoryText.page {
      ($0.taskID, $0.usage, $0.updatedAt) = (taskID(2), "0", "2026-05-04T11:00:00Z")
    }
    try scenario.importing(moved, from: "b.json")
    #expect(try scenario.table(kinds) == [["only_in_responses", TaskText().taskID]])
  }

  @Test func `entries written before they were linked are linked once`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      TaskText().envelope, HistoryText.page { $0.usage = "5" },
      TaskText.task { $0.taskID = taskID(2) }.envelope,
      HistoryText.page { ($0.id, $0.taskID) = (42, taskID(2)) })
    let before = try Self.state(scenario)
    try scenario.execute(
      """
      DELETE FROM history_difference;
      UPDATE history_entry SET id_high = NULL, id_low = NULL, day = NULL, booked_at = NULL,
        usage_points = NULL, comparison = -1;
      """)
    try scenario.opened(.readWrite).advance(asOf: try moment(LedgerScenario.now))
    #expect(try Self.state(scenario) == before)
    #expect(before[0].count == 1)
  }
}
