import Foundation
import GRDB
import TestSupport
import Testing

/// A key is enough for a full proof: the tasks that the history names are asked for.
@Suite struct TaskFetchTests {
  private static let content = [
    """
    SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
      output_count, error_code, billed_points, expected_points, variance_points, verdict, settled,
      sku, rate, unpriced_reason, alternatives
    FROM v_task ORDER BY task_id
    """,
    "SELECT * FROM v_daily_cost ORDER BY 1, 2, 3, 4, 5",
    "SELECT kind, task_id, day, count, billed_points, variance_points, detail FROM v_finding ORDER BY 1, 2, 3, 7",
    "SELECT entry_id, comparison, task_day FROM history_entry ORDER BY entry_id",
  ]

  /// What a ledger holds of tasks, whatever they were read from.
  static func content(of tool: Tool) throws -> [[String]] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(
      path: tool.folder.path("ledger.db"), configuration: configuration)
    return try database.read { database in
      try content.map { try Row.fetchAll(database, sql: $0).map(\.description) }
    }
  }

  /// A ledger with the account's side of a scenario, into which the answers were imported.
  static func imported(_ scenario: TaskScenario) throws -> Tool {
    let fetching = try FetchingTool(scenario.scenario)
    try fetching.fetch()
    try fetching.tool.folder.write(scenario.answers.joined(separator: "\n"), to: "tasks.ndjson")
    #expect(try fetching.tool.run("import", "tasks.ndjson").status == 0)
    return fetching.tool
  }

  @Test func `tasks that were asked for are reconciled as if their answers had been imported`()
    throws
  {
    let scenario = TaskScenario(230)
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks()
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        fetched 3 pages: 230 history rows (230 new, 0 changed), 1 balance snapshot (1 new), \
        3 running tasks
        asked for 230 tasks: 230 ended

        """)
    let imported = try Self.imported(scenario)
    #expect(try Self.content(of: fetching.tool) == Self.content(of: imported))
    let reconciled = try [fetching.tool, imported].map {
      try $0.run("reconcile", "-f", "csv").output
    }
    #expect(reconciled[0] == reconciled[1])
    #expect(reconciled[0].contains("overcharged"))
    #expect(try fetching.tool.run("doctor").status == 0)
    #expect(fetching.pendingNames.isEmpty)
  }

  @Test func `tasks are asked for once, the newest first, with the key in the header alone`() throws
  {
    let scenario = TaskScenario(40)
    let fetching = try FetchingTool(scenario.scenario)
    let one = ["PILEDGER_FETCH_TASKS_AT_ONCE": "1"]
    _ = try fetching.fetchTasks(environment: one)
    #expect(try fetching.askedIDs == scenario.ids.reversed())
    let again = try fetching.fetchTasks()
    #expect(again.status == 0)
    #expect(try fetching.askedIDs.count == 40)
    #expect(try fetching.standIn.requests.allSatisfy { $0.hasKey && !$0.isKeyElsewhere })
  }

  @Test func `at most as many tasks as wanted are asked for, and the next run continues`() throws {
    let scenario = TaskScenario(25)
    let fetching = try FetchingTool(scenario.scenario)
    let first = try fetching.fetchTasks("--max", "10")
    #expect(first.output.hasSuffix("asked for 10 tasks: 10 ended, 15 more are due\n"))
    #expect(Set(try fetching.askedIDs) == Set(scenario.ids.suffix(10)))
    let second = try fetching.fetchTasks()
    #expect(second.output.hasSuffix("asked for 15 tasks: 15 ended\n"))
    #expect(try fetching.askedIDs.sorted() == scenario.ids.sorted())
  }

  @Test func `a dry run says how many tasks it would ask for, and asks for none`() throws {
    let fetching = try FetchingTool(TaskScenario(25).scenario)
    #expect(
      try fetching.fetchTasks("--dry-run").output.hasSuffix(
        "\nwould then ask for the tasks that the history shows\n"))
    try fetching.fetch()
    #expect(
      try fetching.fetchTasks("--dry-run", "--max", "10").output.hasSuffix(
        "\nwould then ask for 10 tasks, with 15 more due, and those that the history brings\n"))
    #expect(try fetching.askedIDs == [])
  }

  @Test func `neither prompts nor secrets nor the key are in the archive, the ledger or a message`()
    throws
  {
    let fetching = try FetchingTool(TaskScenario(12).scenario)
    let result = try fetching.fetchTasks("--verbose")
    #expect(fetching.archiveNames.count { $0.contains("-task-") } == 12)
    for text in TaskScenario.texts + [StandInScenario.key] {
      #expect(!(result.output + result.errors).contains(text))
      #expect(try FetchKeyTests.files(with: text, in: fetching.tool.folder) == [])
    }
  }

  @Test func `JSON tells programs what came of the tasks`() throws {
    var scenario = TaskScenario(9)
    scenario.forget(scenario.ids.prefix(2))
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks("--json", "--max", "8")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let accounts = try #require(object["data"] as? [[String: Any]])
    #expect(
      accounts.first?["tasks"] as? [String: Int] == [
        "planned": 8, "ended": 7, "running": 0, "gone": 1, "failed": 0, "not_asked": 0,
        "postponed": 1, "known": 0, "refused": 0,
      ])
  }

  @Test func `the archive alone makes the same ledger again`() throws {
    let scenario = TaskScenario(30)
    let fetching = try FetchingTool(scenario.scenario)
    _ = try fetching.fetchTasks()
    let before = try Self.content(of: fetching.tool)
    try fetching.tool.run("import", "--db", "again.db", "ledger.archive")
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
      try? FileManager.default.removeItem(atPath: fetching.tool.folder.path(name))
    }
    try FileManager.default.moveItem(
      atPath: fetching.tool.folder.path("again.db"),
      toPath: fetching.tool.folder.path("ledger.db"))
    #expect(try Self.content(of: fetching.tool) == before)
  }

  @Test func `ids of any list are asked for, but for those whose end is known`() throws {
    var scenario = TaskScenario(20)
    let ids = scenario.ids
    scenario.scenario.rows = []
    let fetching = try FetchingTool(scenario.scenario)
    try fetching.tool.folder.write(
      "id,task_id\n" + ids.prefix(5).map { "1,\($0)\n" }.joined() + "2,\(ids[0])\n", to: "ids.csv")
    let first = try fetching.fetchTasks("--ids", "ids.csv")
    #expect(first.errors == "5 task ids in ids.csv (1 more than once)\n")
    #expect(first.output.hasSuffix("asked for 5 tasks: 5 ended\n"))
    let second = try fetching.tool.run(
      "fetch", "--ids", "-", input: ids.prefix(8).joined(separator: "\n"),
      environment: fetching.fast)
    #expect(second.output.hasSuffix("asked for 3 tasks: 3 ended, 5 known before\n"))
    #expect(try Set(fetching.askedIDs) == Set(ids.prefix(8)))
    #expect(try fetching.askedIDs.count == 8)
    let third = try fetching.fetchTasks("--ids", "ids.csv", "--tasks", "all")
    #expect(third.output.hasSuffix("asked for 5 tasks: 5 ended\n"))
    try fetching.tool.folder.write("nothing", to: "none.txt")
    #expect(try fetching.fetchTasks("--ids", "none.txt").status == 66)
  }

  @Test func `all asks for tasks whose end is known too, once a month`() throws {
    let scenario = TaskScenario(6)
    let fetching = try FetchingTool(scenario.scenario)
    try fetching.fetch()
    let folder = fetching.tool.folder
    try folder.write(scenario.answers.prefix(4).joined(separator: "\n"), to: "tasks.ndjson")
    try fetching.tool.run("import", "tasks.ndjson")
    let before = try Self.content(of: fetching.tool)[0].prefix(4)
    #expect(try fetching.fetchTasks().output.hasSuffix("asked for 2 tasks: 2 ended\n"))
    #expect(
      try fetching.fetchTasks("--tasks", "all").output.hasSuffix("asked for 4 tasks: 4 ended\n"))
    #expect(try fetching.askedIDs.sorted() == scenario.ids.sorted())
    // What a log said and what the provider says now are the same.
    #expect(try Self.content(of: fetching.tool)[0].prefix(4) == before)
    _ = try fetching.fetchTasks("--tasks", "all")
    #expect(try fetching.askedIDs.count == 6)
  }

  @Test func `answers that a killed run left are imported first, even without the provider`() throws
  {
    let scenario = TaskScenario(7)
    let fetching = try FetchingTool(scenario.scenario)
    _ = try fetching.fetchTasks()
    let before = try Self.content(of: fetching.tool)
    let archive = fetching.tool.folder.path("ledger.archive")
    for name in fetching.archiveNames where name.contains("-task-") || name.contains("-history-") {
      let pending = "\(archive)/pending/\(URL(filePath: name).lastPathComponent)"
      try FileManager.default.moveItem(atPath: "\(archive)/\(name)", toPath: pending)
    }
    for name in fetching.tool.folder.names where name.hasPrefix("ledger.db") {
      try FileManager.default.removeItem(atPath: fetching.tool.folder.path(name))
    }
    let unreachable = try fetching.fetchTasks(
      environment: [
        "PILEDGER_BASE_URL": "http://127.0.0.1:1", "PILEDGER_FETCH_ATTEMPTS": "1",
      ])
    #expect(unreachable.status == 69)
    #expect(try Self.content(of: fetching.tool) == before)
    #expect(fetching.pendingNames.isEmpty)
    _ = try fetching.fetchTasks()
    #expect(try fetching.askedIDs.count == 7)
  }

  @Test func `an id leads to no other call, and what can be no id is not asked for`() throws {
    var scenario = TaskScenario(4)
    let names = ["../../account/info", "a b?c=d", "..", "x\u{7F}y"]
    for (index, name) in names.enumerated() {
      let old = scenario.scenario.rows[index].taskID
      scenario.scenario.rows[index].taskID = name
      scenario.scenario.tasks[name] = scenario.scenario.tasks.removeValue(forKey: old)?
        .replacing(old, with: name)
    }
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks()
    #expect(result.output.hasSuffix("asked for 2 tasks: 2 ended, 2 that can't be asked for\n"))
    #expect(
      try Set(fetching.askedIDs) == ["..%2F..%2Faccount%2Finfo", "a%20b%3Fc%3Dd"])
    #expect(
      try fetching.rows("SELECT task_id FROM v_task WHERE unpriced_reason = '' ORDER BY 1") == [
        "../../account/info", "a b?c=d",
      ])
  }

  @Test func `completions of language models have no task, and are not asked for`() throws {
    var scenario = TaskScenario(3)
    scenario.scenario.rows[0].taskID = "chatcmpl-0123456789"
    (scenario.scenario.rows[1].model, scenario.scenario.rows[1].action) =
      ("gpt-4o", "chat_completion")
    let fetching = try FetchingTool(scenario.scenario)
    _ = try fetching.fetchTasks("--tasks", "all")
    #expect(try fetching.askedIDs == [scenario.ids[2]])
  }

  @Test func `open tasks are asked for once they can no longer be running, once a day`() throws {
    var scenario = TaskScenario(2)
    let ids = scenario.ids
    scenario.scenario.rows = []
    let fetching = try FetchingTool(scenario.scenario)
    let started = [FetchingTool.now - 3 * 86_400, FetchingTool.now - 1800]
    let pending = zip(ids, started).map { id, seconds in
      TaskText.task {
        ($0.taskID, $0.status, $0.output) = (id, "pending", "null")
        $0.createdAt = TaskScenario.time(seconds)
        ($0.startedAt, $0.endedAt) = ("", "")
      }.bare
    }
    try fetching.tool.folder.write(pending.joined(separator: "\n"), to: "open.ndjson")
    try fetching.tool.run("import", "open.ndjson")
    #expect(
      try fetching.fetchTasks("--tasks", "missing").output.contains("asked for") == false)
    let result = try fetching.fetchTasks()
    #expect(result.output.hasSuffix("asked for 1 task: 1 ended\n"))
    #expect(try fetching.askedIDs == [ids[0]])
    #expect(
      try fetching.rows("SELECT status FROM v_task ORDER BY created_at") == [
        "completed", "pending",
      ])
  }
}
