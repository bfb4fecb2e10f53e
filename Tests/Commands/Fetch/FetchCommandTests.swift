import Foundation
import TestSupport
import Testing

@Suite struct FetchCommandTests {
  @Test func `a first fetch brings every page of the history, the balance and the running tasks`()
    throws
  {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(250)))
    let result = try fetching.fetch()
    #expect(
      result.output == """
        fetched 3 pages: 250 history rows (250 new, 0 changed), \
        1 balance snapshot (1 new), 3 running tasks

        """)
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
    #expect(try fetching.historyIDs() == Array(1...250))
    #expect(try fetching.rows("SELECT balance_usd FROM balance_snapshot") == ["12.5"])
    #expect(try fetching.standIn.historyPages == [1, 2, 3])
  }

  @Test func `each request carries the key in its header and nowhere else`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(1)))
    try fetching.fetch()
    let requests = try fetching.standIn.requests
    #expect(
      requests.map(\.path) == [
        "/account/info", "/account/active_tasks", "/api/open/tasks/histories",
      ])
    #expect(requests.allSatisfy { $0.hasKey && !$0.isKeyElsewhere })
    #expect(
      requests.last?.query
        == ["page": "1", "page_size": "100", "end_time": "\(FetchingTool.now + 1)"])
  }

  @Test func `the next fetch starts 7 days before the end of the last complete one`() throws {
    let old = StandInScenario.Row(id: 1, createdSeconds: FetchingTool.now - 30 * 86_400)
    let fetching = try FetchingTool(StandInScenario(rows: [old] + FetchingTool.rows(3, firstID: 2)))
    try fetching.fetch()
    let result = try fetching.fetch()
    #expect(
      result.output == """
        fetched 1 page: 3 history rows (0 new, 0 changed), \
        1 balance snapshot (0 new), 3 running tasks

        """)
    let starts = try fetching.standIn.requests.map { $0.query["start_time"] }
    #expect(starts == [nil, nil, nil, nil, nil, "\(FetchingTool.now - 7 * 86_400)"])
    #expect(try fetching.historyIDs() == [1, 2, 3, 4])
  }

  @Test func `a first fetch since a day reads it in parts of 30 days`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    let result = try fetching.tool.run(
      "fetch", "--tasks", "none", "--since", "2026-04-22",
      environment: fetching.environment)
    #expect(result.status == 0)
    let requests = try fetching.standIn.requests.filter { $0.query["page"] != nil }
    let start = FetchingTool.now - 40 * 86_400
    #expect(
      requests.map { $0.query["start_time"] } == ["\(start)", "\(start + 30 * 86_400)"])
    #expect(requests.last?.query["end_time"] == "\(FetchingTool.now + 1)")
  }

  @Test func `a row that has changed since is updated in the ledger`() throws {
    var row = FetchingTool.rows(1)[0]
    row.status = "processing"
    let before = try FetchingTool(StandInScenario(rows: [row]))
    try before.fetch()
    (row.status, row.createdSeconds) = ("finished", row.createdSeconds + 1)
    let after = try FetchingTool(StandInScenario(rows: [row]), tool: before.tool)
    let result = try after.fetch()
    #expect(result.output.contains("1 history row (0 new, 1 changed)"))
    #expect(try after.rows("SELECT status FROM history_entry") == ["finished"])
  }

  @Test func `a row that comes on two pages and in two passes counts once`() throws {
    let faults = [
      StandInScenario.Fault(.repeatedRows(5), page: 1), StandInScenario.Fault(.emptyPage, page: 2),
    ]
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(250), faults: faults))
    let result = try fetching.fetch()
    #expect(result.output.hasPrefix("fetched 6 pages: 250 history rows (250 new, 0 changed), "))
  }

  @Test func `JSON reports what was received to programs`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    let result = try fetching.tool.run(
      "fetch", "--json", "--tasks", "none", environment: fetching.environment)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "piledger.fetch/2")
    let accounts = try #require(object["data"] as? [[String: Any]])
    let data = try #require(accounts.first)
    #expect(accounts.count == 1)
    #expect(data["account"] as? String == "12")
    #expect(data["complete_until"] as? String == "2026-06-01T00:00:00Z")
    #expect((data["gaps"] as? [String])?.isEmpty == true)
    #expect(data["new_history_entries"] as? Int == 2)
    #expect(data["changed_history_entries"] as? Int == 0)
    let running = try #require(data["running_tasks"] as? [[String: Any]])
    #expect(running.map { $0["provider"] as? String } == ["kling", "midjourney"])
  }

  @Test func `the columns of a fetch do not depend on what it brought`() throws {
    let headers = try [["--tasks", "none"], ["--tasks", "missing"]].map { tasks in
      let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
      let call = ["fetch", "-f", "csv"] + tasks
      let result = try fetching.tool.run(call, environment: fetching.environment)
      return try #require(result.output.split(separator: "\n").first)
    }
    #expect(headers.first == headers.last)
    #expect(headers.first?.contains(",tasks_planned,tasks_ended,") == true, "\(headers)")
  }

  @Test func `a dry run says what would be requested, and requests and writes nothing`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    let dryRun = {
      try fetching.tool.run(
        "fetch", "--dry-run", "--tasks", "none", environment: fetching.environment
      ).output
    }
    let calls =
      "would request account info, running tasks and the history from \(fetching.standIn.baseURL)"
    #expect(try dryRun() == "\(calls): the beginning to 2026-06-01T00:00:00Z\n")
    #expect(!fetching.tool.folder.names.contains { $0.hasPrefix("ledger") })
    try fetching.fetch()
    #expect(try dryRun() == "\(calls): 2026-05-25T00:00:00Z to 2026-06-01T00:00:00Z\n")
    #expect(try fetching.standIn.requests.count == 3)
  }

  @Test func `a quiet fetch writes nothing, and neither does one without news`() throws {
    let fetching = try FetchingTool(StandInScenario())
    let result = try fetching.tool.run("fetch", "--quiet", environment: fetching.environment)
    #expect(result.output.isEmpty)
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
  }
}
