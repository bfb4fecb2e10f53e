import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// What the account history tells of tasks whose answers say less.
@Suite struct HistoryApplicationTests {
  static let figures = """
    SELECT task_id, status, verdict, billed_points, unchecked_points, variance_points
    FROM v_task ORDER BY task_id
    """
  private static let id = TaskText().taskID

  /// A task that both sides know, so that the unit is proved, with its row.
  static let proof = [
    TaskText.task { ($0.taskID, $0.createdAt) = (taskID(1), "2026-05-03T10:00:00Z") }.envelope,
    HistoryText.page {
      ($0.id, $0.taskID) = (1, taskID(1))
      ($0.createdAt, $0.updatedAt) = ("2026-05-03T10:00:00Z", "2026-05-03T10:00:09Z")
    },
  ]

  /// The answer to the create call of a task that books at its end.
  private static let created = TaskText.task {
    ($0.status, $0.output, $0.endedAt) = ("pending", "null", "")
    ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
  }

  private static func figures(
    of scenario: LedgerScenario, id: String = HistoryApplicationTests.id
  ) throws -> [[String]] {
    #expect(try scenario.opened().check().isClean)
    return try scenario.table(figures).filter { $0[0] == id }.map { Array($0.dropFirst()) }
  }

  private static func scenario(_ records: String...) throws -> LedgerScenario {
    let scenario = try LedgerScenario()
    try scenario.importing([SourceText("a.ndjson", proof + records)])
    return scenario
  }

  private static func row(_ change: (inout HistoryText) -> Void = { _ in }) -> String {
    HistoryText.page {
      $0.usageType = "point"
      change(&$0)
    }
  }

  @Test(arguments: [
    ("finished", "280000", ["completed", "matched", "280000", "NULL", "0"]),
    ("finished", "300000", ["completed", "overcharged", "300000", "NULL", "20000"]),
    ("failed", "0", ["failed", "refunded", "0", "NULL", "0"]),
    ("failed", "280000", ["failed", "refund_due", "280000", "NULL", "280000"]),
    ("finished", "null", ["completed", "unmetered", "NULL", "NULL", "NULL"]),
    ("finished", "0.5", ["completed", "unmetered", "NULL", "NULL", "NULL"]),
    ("processing", "0", ["pending", "stuck", "NULL", "NULL", "NULL"]),
    ("resting", "280000", ["pending", "matched", "280000", "NULL", "0"]),
    ("resting", "0", ["pending", "stuck", "NULL", "NULL", "NULL"]),
  ])
  func `a task that its answers left open ends as its row says`(
    status: String, usage: String, figures: [String]
  ) throws {
    let row = Self.row { ($0.status, $0.usage) = (status, usage) }
    #expect(try Self.figures(of: Self.scenario(Self.created.envelope, row)) == [figures])
    #expect(try Self.figures(of: Self.scenario(row, Self.created.envelope)) == [figures])
  }

  @Test func `a row without an answer is an unlogged task, billed and not checked`() throws {
    let scenario = try Self.scenario(Self.row { $0.apiKeyID = "8" })
    #expect(
      try Self.figures(of: scenario) == [["completed", "unlogged", "280000", "280000", "NULL"]])
    let totals = Totals(try scenario.opened().reader(asOf: moment(LedgerScenario.now)).lines())
    #expect((totals.tasks, totals.coveredTasks) == (2, 1))
    #expect((totals.billed, totals.unchecked) == (Points(560_000), Points(280_000)))
    #expect(totals.unpriced == .zero)
    #expect(try scenario.opened().historyFindings(in: .all).map(\.kind) == [.onlyInHistory])
  }

  @Test(arguments: [
    ("private", "finished", "0", "llm", ["completed", "own_account", "0", "NULL", "0"]),
    ("public", "failed", "0", "llm", ["failed", "refunded", "0", "NULL", "0"]),
    ("public", "failed", "280000", "llm", ["failed", "refund_due", "280000", "NULL", "280000"]),
    ("public", "finished", "0", "llm", ["completed", "unlogged", "0", "0", "NULL"]),
    ("public", "finished", "null", "llm", ["completed", "unmetered", "NULL", "NULL", "NULL"]),
    ("public", "finished", "8", "mj", ["completed", "other_unit", "NULL", "NULL", "NULL"]),
    ("public", "resting", "5", "llm", ["resting", "unlogged", "5", "5", "NULL"]),
  ])
  func `an unlogged task is judged as far as its row tells`(
    mode: String, status: String, usage: String, type: String, figures: [String]
  ) throws {
    let row = HistoryText.page {
      ($0.serviceMode, $0.status, $0.usage, $0.usageType) = (mode, status, usage, type)
    }
    #expect(try Self.figures(of: Self.scenario(row)) == [figures])
  }

  @Test func `a row without a task id is a task of its own, and is never asked for`() throws {
    let scenario = try Self.scenario(
      HistoryText.page {
        ($0.taskID, $0.model, $0.action) = ("", "gpt-4o", "chat_completion")
        $0.usage = "123"
      })
    #expect(
      try Self.figures(of: scenario, id: "history:acc-1/41") == [
        ["completed", "unlogged", "123", "123", "NULL"]
      ])
    let due = try scenario.opened().dueTasks(.all, asOf: moment(LedgerScenario.now))
    #expect(due.tasks.map(\.id.text) == [taskID(1)])
  }

  @Test func `a task's own ended answer wins, and a difference is booked differently`() throws {
    for order in [[0, 1], [1, 0]] {
      let scenario = try Self.scenario()
      let records = [TaskText().envelope, HistoryText.page { $0.usage = "300000" }]
      for index in order { try scenario.importing(records[index], from: "\(index).json") }
      #expect(try Self.figures(of: scenario) == [["completed", "matched", "280000", "NULL", "0"]])
      #expect(
        try scenario.opened().historyFindings(in: .all).map(\.kind) == [.bookedDifferently])
    }
  }

  @Test func `a task that the history ends is still asked for until an answer tells its end`()
    throws
  {
    let scenario = try Self.scenario(
      Self.created.envelope, Self.row(),
      HistoryText.page { ($0.id, $0.taskID) = (42, taskID(2)) })
    let now = try moment(LedgerScenario.now)
    let ledger = try scenario.opened()
    #expect(try ledger.dueTasks(.open, asOf: now).tasks.map(\.id.text) == [Self.id])
    #expect(try ledger.dueTasks(.missing, asOf: now).tasks.map(\.id.text) == [taskID(2)])
    let all = try ledger.dueTasks(.all, asOf: now).tasks.map(\.id.text)
    #expect(all.sorted() == [taskID(1), taskID(2), Self.id].sorted())
    let ids = [taskID(1), taskID(2), Self.id].map { TaskID($0) }
    #expect(try ledger.dueTasks(of: ids, asksAgain: false, asOf: now) == Array(ids.dropFirst()))
  }

  @Test func `an ended answer without usage takes the amount of the history`() throws {
    let bare = TaskText.task { $0.meta = #"{"created_at":"2026-05-04T10:00:00.123456789Z"}"# }
    let scenario = try Self.scenario(bare.envelope, HistoryText.page())
    #expect(try Self.figures(of: scenario) == [["completed", "matched", "280000", "NULL", "0"]])
  }

  @Test func `the history does not swallow the fuller request of an answer`() throws {
    let scenario = try Self.scenario(Self.row { $0.usage = "420000" })
    let poor = TaskText.task {
      ($0.status, $0.output, $0.endedAt, $0.input) = ("pending", "null", "", "{}")
      ($0.usageType, $0.consume) = ("point", 0)
    }
    let full = TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("pending", "null", "")
      $0.input = #"{"size":"3K"}"#
      ($0.usageType, $0.consume) = ("point", 0)
    }
    try scenario.importing(poor.envelope, from: "b.json")
    #expect(try Self.figures(of: scenario)[0][1] == "overcharged")
    try scenario.importing(full.envelope, from: "c.json")
    #expect(try Self.figures(of: scenario) == [["completed", "matched", "420000", "NULL", "0"]])
  }

  @Test func `what a row said is taken back when the row is deleted, changed or moved`() throws {
    let changes: [(String, [[String]])] = [
      (HistoryText.page { $0.deletedAt = #""2026-05-05T00:00:00Z""# }, []),
      (
        HistoryText.page { ($0.taskID, $0.updatedAt) = (taskID(9), "2026-05-04T11:00:00Z") }, []
      ),
      (
        HistoryText.page { ($0.usage, $0.updatedAt) = ("5", "2026-05-04T11:00:00Z") },
        [["completed", "unlogged", "5", "5", "NULL"]]
      ),
      (
        HistoryText.page { ($0.status, $0.updatedAt) = ("processing", "2026-05-04T11:00:00Z") },
        []
      ),
    ]
    for (change, figures) in changes {
      let scenario = try Self.scenario(HistoryText.page())
      #expect(try Self.figures(of: scenario).count == 1)
      try scenario.importing(change, from: "b.json")
      #expect(try Self.figures(of: scenario) == figures)
      try scenario.importing(HistoryText.page(), from: "c.json")
      #expect(try Self.figures(of: scenario) == figures)
      let open = try Self.scenario(Self.created.envelope, HistoryText.page(), change)
      let moved = try Self.figures(of: open)[0]
      #expect(moved[1] == (figures.isEmpty ? "stuck" : "undercharged"))
    }
  }

  @Test func `a deleted row is in no figure and no finding`() throws {
    let scenario = try Self.scenario(
      HistoryText.page { ($0.apiKeyID, $0.deletedAt) = ("9", #""2026-05-05T00:00:00Z""#) })
    let ledger = try scenario.opened()
    #expect(try ledger.historyFindings(in: .all) == [])
    #expect(try ledger.keySpend(in: .all).map(\.apiKeyID) == ["7"])
    #expect(try ledger.knownNames().apiKeyIDs == ["7"])
    #expect(try ledger.dueTasks(.missing, asOf: moment(LedgerScenario.now)).count == 0)
  }

  @Test func `while the unit is not proved nothing is counted, and then everything is`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(HistoryText.page())
    #expect(try scenario.table(Self.figures) == [])
    try scenario.importing([SourceText("b.ndjson", Self.proof)])
    #expect(try Self.figures(of: scenario).map { $0[1] } == ["unlogged"])
  }

  @Test func `the answer to a create call that books at once proves the unit`() throws {
    let scenario = try LedgerScenario()
    let created = TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("pending", "null", "")
    }
    try scenario.importing(
      created.envelope, HistoryText.page(),
      HistoryText.page { ($0.id, $0.taskID) = (42, taskID(2)) })
    #expect(try scenario.opened().historyUnit()?.outcome == .point)
    #expect(
      try scenario.table(Self.figures).map { $0[2] } == ["unlogged", "matched"])
    try scenario.importing("", from: "b.json")
    #expect(try scenario.opened().historyUnit()?.outcome == .point)
  }

  @Test func `another unit that is proved is converted, where that gives whole points`() throws {
    let scenario = try LedgerScenario()
    let tasks = [(2, 280_000), (3, 420_000)].map { number, consume in
      TaskText.task {
        ($0.taskID, $0.consume) = (taskID(number), consume)
        if consume == 420_000 { $0.input = #"{"size":"3K"}"# }
      }.envelope
    }
    let usages = [(2, "0.028"), (3, "0.042"), (4, "0.07"), (5, "0.00000001")]
    let rows = usages.map { number, usage in
      HistoryText.row { ($0.id, $0.taskID, $0.usage) = (number, taskID(number), usage) }
    }
    try scenario.importing([SourceText("a.ndjson", tasks + [HistoryText.page(rows)])])
    #expect(
      try scenario.table(Self.figures).map { [$0[2], $0[3]] } == [
        ["matched", "280000"], ["matched", "420000"], ["unlogged", "700000"],
        ["unmetered", "NULL"],
      ])
    #expect(
      try scenario.table("SELECT sum(usage_points) FROM history_entry WHERE comparison = 2")
        == [["700000"]])
  }

  @Test func `what the history brings after a close is an adjustment`() throws {
    let scenario = try Self.scenario(Self.created.envelope)
    let may = try #require(CalendarDay("2026-05-17"))
    try scenario.opened(.readWrite).close(monthOf: may, at: moment("2026-06-02T00:00:00Z"))
    let lines = {
      try scenario.table(
        "SELECT day, verdict, tasks FROM v_daily_cost WHERE tasks <> 0 ORDER BY 1, 2")
    }
    let closed = [["2026-05-03", "matched", "1"], ["2026-05-04", "stuck", "1"]]
    #expect(try lines() == closed)
    let later = "2026-06-10T12:00:00Z"
    let unlogged = HistoryText.page { ($0.id, $0.taskID) = (42, taskID(2)) }
    try scenario.importing(Self.row(), unlogged, from: "b.json", asOf: later)
    #expect(
      try lines() == closed + [
        ["2026-06-10", "matched", "1"], ["2026-06-10", "stuck", "-1"],
        ["2026-06-10", "unlogged", "1"],
      ])
    #expect(try scenario.opened().check().isClean)
    let deleted = HistoryText.page {
      ($0.id, $0.taskID, $0.deletedAt) = (42, taskID(2), #""2026-06-10T00:00:00Z""#)
    }
    try scenario.importing(deleted, from: "c.json", asOf: later)
    #expect(try lines().count == 4)
    #expect(try scenario.opened().check().isClean)
  }
}
