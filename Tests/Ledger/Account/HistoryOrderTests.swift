import Ledger
import TestSupport
import Testing
import Traffic

/// Answers and history rows make the same ledger in any order and any division.
@Suite struct HistoryOrderTests {
  private static let tables = [
    """
    SELECT account, entry_id, comparison, task_day, usage_points, is_open FROM history_entry
    ORDER BY 1, 2
    """,
    """
    SELECT ending.id_high, ending.id_low, told.status_id, told.consume_points, told.is_own_account,
      ending.created_at, ending.ended_at, answered.status_id, answered.consume_points,
      answered.frozen_points, ending.answered_created_at, ending.answered_ended_at,
      ending.answered_seen_at, ending.usage_ended_at, ending.usage_seen_at
    FROM history_end AS ending
    JOIN state AS told ON told.id = ending.state_id
    LEFT JOIN state AS answered ON answered.id = ending.answered_state_id
    ORDER BY 1, 2
    """,
    "SELECT * FROM v_history_finding ORDER BY kind, task_id, day, api_key_id, other_unit_type",
    "SELECT * FROM v_wallet ORDER BY closing_at",
    "SELECT name, value FROM setting WHERE name LIKE 'history_%' ORDER BY name",
  ]

  private static func content(_ scenario: LedgerScenario) throws -> [[[String]]] {
    try LedgerContent.rows(scenario) + tables.map { try scenario.table($0) }
  }

  /// Answers and rows about a few tasks, with everything that can differ.
  private struct Records {
    var random: SeededRandom
    private(set) var records: [String] = []

    init(seed: UInt64) {
      random = SeededRandom(seed: seed)
      for number in 1...14 {
        let kind = Int.random(in: 0..<4, using: &random)
        if kind != 0 { for _ in 0..<Int.random(in: 1...3, using: &random) { answer(number) } }
        if kind != 1 { for _ in 0..<Int.random(in: 1...3, using: &random) { row(number) } }
      }
      // With an even seed, tasks on which both sides agree prove the unit.
      for number in 21...(seed % 2 == 0 ? 28 : 21) {
        records.append(TaskText.task { $0.taskID = taskID(number) }.envelope)
        records.append(HistoryText.page { ($0.id, $0.taskID) = (number * 10, taskID(number)) })
      }
      for day in 4...7 {
        records.append(AccountText.answer { $0.balance = "1.\(day)" })
      }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
      values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func answer(_ number: Int) {
      var task = TaskText.task { $0.taskID = number == 3 ? "odd id" : taskID(number) }
      (task.createdAt, task.startedAt) = ("2026-05-04T10:00:0\(number % 10)Z", "")
      task.status = pick(["pending", "processing", "completed", "failed"])
      let hasEnded = ["completed", "failed"].contains(task.status)
      task.endedAt = hasEnded ? pick(["2026-05-04T11:00:00Z", "2026-05-05T00:00:00Z"]) : ""
      task.output = task.status == "completed" ? task.output : "null"
      task.usageType = pick(["llm", "point", "point", "mj"])
      (task.frozen, task.consume) = (pick([0, 280_000]), pick([0, 0, 280_000, 420_000]))
      task.input = pick([#"{"size":"2K"}"#, #"{"size":"3K"}"#, "{}"])
      if pick([0, 0, 0, 1]) == 1 { task.meta = #"{"created_at":"\(task.createdAt)"}"# }
      records.append(task.envelope)
    }

    private mutating func row(_ number: Int) {
      var row = HistoryText()
      (row.id, row.taskID) = (
        number * 10 + pick([0, 0, 0, 1]), taskID(pick([number, number, 15]))
      )
      if number == 3 { row.taskID = "odd id" }
      if number == 4 { row.taskID = "" }
      row.createdAt = pick(["2026-05-04T10:00:00Z", "2026-05-05T10:00:00Z"])
      row.updatedAt = pick(["2026-05-05T11:00:00Z", "2026-05-05T11:00:01Z"])
      row.status = pick(["processing", "finished", "finished", "failed", "resting"])
      row.usage = pick(["280000", "280000", "420000", "0", "0.5", "-5", "null"])
      row.usageType = pick(["llm", "point", "point", "mj"])
      row.serviceMode = pick(["public", "public", "private"])
      row.apiKeyID = pick(["7", "8"])
      if pick([0, 0, 0, 0, 1]) == 1 { row.deletedAt = #""2026-05-05T11:00:00.5Z""# }
      records.append(HistoryText.page([row]))
    }

    mutating func divided() -> [[SourceText]] {
      let ordered = records
      var runs: [[String]] = [[]]
      for record in ordered.shuffled(using: &random) {
        if pick([0, 0, 0, 0, 1]) == 1 { runs.append([]) }
        runs[runs.count - 1].append(record)
      }
      return runs.enumerated().map {
        [SourceText("20260601T020000Z-\($0.offset).json", $0.element)]
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8, 9, 12])
  func `answers and history give the same ledger in any order`(seed: UInt64) throws {
    var records = Records(seed: seed)
    let whole = try LedgerScenario()
    try whole.importing([SourceText("20260601T020000Z.json", records.records)])
    #expect(try whole.opened().check().isClean, "seed \(seed)")
    let expected = try Self.content(whole)
    for round in 0..<4 {
      let parts = try LedgerScenario()
      for run in records.divided() { try parts.importing(run) }
      for (index, table) in try Self.content(parts).enumerated() {
        #expect(table == expected[index], "seed \(seed), round \(round), table \(index)")
      }
      #expect(try parts.opened().check().isClean, "seed \(seed), round \(round)")
    }
  }

  /// The proof that the property is about something.
  @Test func `among them are tasks that only the history shows, or that it ends`() throws {
    var counts = [0, 0]
    for seed in 1...8 as ClosedRange<UInt64> {
      let scenario = try LedgerScenario()
      try scenario.importing([SourceText("a.json", Records(seed: seed).records)])
      let rows = try scenario.table(
        """
        SELECT count(*) - count(answered_state_id), count(answered_state_id) FROM history_end
        """)
      for (index, count) in rows[0].enumerated() { counts[index] += Int(count) ?? 0 }
    }
    #expect(counts[0] > 8 && counts[1] > 8)
  }
}
