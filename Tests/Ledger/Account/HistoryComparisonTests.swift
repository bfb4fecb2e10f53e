import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// A task and its history row, of which each test changes one thing.
@Suite struct HistoryComparisonTests {
  private static let sql = """
    SELECT kind, task_id, day, api_key_id, model, count, billed_points, booked_points,
      price_points
    FROM v_history_finding ORDER BY kind, day, api_key_id
    """
  private static let id = TaskText().taskID

  /// The findings once another task, on which both sides agree, has verified the unit.
  private static func findings(
    tasks: [String], rows: [HistoryText], asOf: String = LedgerScenario.now
  ) throws -> [[String]] {
    let scenario = try LedgerScenario()
    let known = TaskText.task { $0.taskID = taskID(1) }.envelope
    let knownRow = HistoryText.row { ($0.id, $0.taskID) = (1, taskID(1)) }
    try scenario.importing(
      [SourceText("a.ndjson", tasks + [known, HistoryText.page(rows + [knownRow])])], asOf: asOf)
    return try scenario.table(sql)
  }

  @Test func `a task that both sides book the same is no finding`() throws {
    #expect(try Self.findings(tasks: [TaskText().envelope], rows: [HistoryText()]) == [])
  }

  @Test(arguments: ["280001", "279999", "0", "280000.5"])
  func `another amount in the history is booked differently, to the point`(usage: String) throws {
    let found = try Self.findings(
      tasks: [TaskText().envelope], rows: [.row { $0.usage = usage }])
    let booked = usage.contains(".") ? "NULL" : usage
    #expect(
      found == [
        [
          "booked_differently", Self.id, "2026-05-04", "7", "seedream", "1", "280000", booked,
          "280000",
        ]
      ])
  }

  @Test func `two rows of a task are added, so a booking and its correction agree`() throws {
    let rows = [
      HistoryText.row { $0.usage = "300000" },
      HistoryText.row { ($0.id, $0.usage) = (42, "-20000") },
    ]
    #expect(try Self.findings(tasks: [TaskText().envelope], rows: rows) == [])
    let twice = try Self.findings(
      tasks: [TaskText().envelope], rows: [HistoryText(), .row { $0.id = 42 }])
    #expect(twice.map { $0[7] } == ["560000"])
  }

  @Test func `a row of a running task, or without usage, is not compared`() throws {
    for row in [
      HistoryText.row { ($0.status, $0.usage) = ("processing", "0") },
      HistoryText.row { $0.usage = "null" },
    ] {
      #expect(try Self.findings(tasks: [TaskText().envelope], rows: [row]) == [])
    }
  }

  @Test func `unlogged spend is grouped by key and day, with count and cost`() throws {
    let rows = [
      HistoryText.row { $0.taskID = taskID(5) },
      HistoryText.row { ($0.id, $0.taskID, $0.usage) = (42, taskID(6), "20000") },
      HistoryText.row { ($0.id, $0.taskID, $0.apiKeyID) = (43, taskID(7), "8") },
      HistoryText.row { row in
        (row.id, row.taskID) = (44, "")
        (row.createdAt, row.updatedAt) = ("2026-05-05T10:00:00Z", "2026-05-05T10:00:00Z")
      },
    ]
    #expect(
      try Self.findings(tasks: [], rows: rows) == [
        ["only_in_history", "NULL", "2026-05-04", "7", "seedream", "2", "NULL", "300000", "NULL"],
        ["only_in_history", "NULL", "2026-05-04", "8", "seedream", "1", "NULL", "280000", "NULL"],
        ["only_in_history", "NULL", "2026-05-05", "7", "seedream", "1", "NULL", "280000", "NULL"],
      ])
  }

  @Test(arguments: [("0", "finished"), ("280000", "processing")])
  func `a row that cost nothing, or still runs, is no spend`(usage: String, status: String) throws {
    let row = HistoryText.row {
      ($0.taskID, $0.usage, $0.status) = (taskID(5), usage, status)
    }
    #expect(try Self.findings(tasks: [], rows: [row]) == [])
  }

  @Test(arguments: [("2026-05-05T09:59:59Z", 0), ("2026-05-05T10:00:00Z", 1)])
  func `a row whose response may be under way is expected after the delay`(
    asOf: String, count: Int
  ) throws {
    let row = HistoryText.row { $0.taskID = taskID(5) }
    #expect(try Self.findings(tasks: [], rows: [row], asOf: asOf).count == count)
  }

  @Test func `a billed task that the history's span contains and lacks is only in the responses`()
    throws
  {
    let later = HistoryText.row { row in
      (row.id, row.taskID) = (43, taskID(1))
      (row.usage, row.createdAt) = ("0", "2026-05-06T10:00:00Z")
    }
    let task = TaskText.task { $0.createdAt = "2026-05-05T10:00:00Z" }
    #expect(
      try Self.findings(tasks: [task.envelope], rows: [later]) == [
        [
          "only_in_responses", Self.id, "2026-05-05", "NULL", "seedream", "1", "280000", "NULL",
          "280000",
        ]
      ])
  }

  @Test(arguments: [
    "2026-05-04T09:59:59Z",  // before the history's first row
    "2026-05-07T10:00:00Z",  // after its last
  ])
  func `a task outside the history's span is not expected`(createdAt: String) throws {
    let later = HistoryText.row { row in
      (row.id, row.taskID) = (43, taskID(1))
      (row.usage, row.createdAt) = ("0", "2026-05-06T10:00:00Z")
    }
    let task = TaskText.task { $0.createdAt = createdAt }
    #expect(try Self.findings(tasks: [task.envelope], rows: [later]) == [])
  }

  @Test func `a failed task that cost nothing is not expected in the history`() throws {
    let task = TaskText.task { ($0.status, $0.output, $0.consume) = ("failed", "null", 0) }
    #expect(try Self.findings(tasks: [task.envelope], rows: []) == [])
  }

  @Test func `if usage is in another unit the cost is its whole points`() throws {
    let (finding, unit) = try Self.unlogged(usages: ["0.028", "0.042", "0.05"])
    #expect(unit == .other(pointsPerUnit: Ratio(10_000_000)))
    #expect(finding.booked == Points(500_000))
    #expect(finding.usage == nil)
  }

  @Test func `if its unit is not clear nothing is compared, and no cost is claimed`() throws {
    let (finding, unit) = try Self.unlogged(usages: ["0.028", "0.028", "0.05"])
    #expect(unit == .unclear)
    #expect(finding.booked == nil)
    #expect(finding.usage == Ratio(5, over: 100))
  }

  /// The one finding, about the last row, and the unit that tasks of 280,000 and 420,000 points show,
  /// or of 280,000 twice.
  private static func unlogged(
    usages: [String]
  ) throws -> (finding: HistoryFinding, unit: HistoryUnit.Outcome?) {
    let scenario = try LedgerScenario()
    let rows = usages.enumerated().map { number, usage in
      HistoryText.row { ($0.id, $0.taskID, $0.usage) = (number, taskID(number), usage) }
    }
    let tasks = usages.dropLast().enumerated().map { number, usage in
      TaskText.task {
        $0.taskID = taskID(number)
        if usage == "0.042" { ($0.input, $0.consume) = (#"{"size":"3K"}"#, 420_000) }
      }.envelope
    }
    try scenario.importing([SourceText("a.ndjson", tasks + [HistoryText.page(rows)])])
    let ledger = try scenario.opened()
    let findings = try ledger.historyFindings(in: .all)
    #expect(findings.map(\.kind) == [.onlyInHistory])
    return (try #require(findings.first), try ledger.historyUnit()?.outcome)
  }

  @Test func `a usage that cannot be read is quarantined, not taken for nothing`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      HistoryText.page([.row { $0.usage = #""12 credits""# }, .row { $0.id = 42 }]))
    #expect(summary.historyEntries.new == 1)
    #expect(
      try scenario.opened().quarantined().map(\.reason) == [
        #"history row 1: usage: expected a decimal number, found a text"#
      ])
  }
}
