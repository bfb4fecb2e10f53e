import Foundation
import TestSupport
import Testing

/// Accounts that log less than their tasks' ends: the history says what they spent.
@Suite struct HistoryOnlyTests {
  private static let spend = [
    "SELECT day || ' ' || sum(billed_points) FROM v_daily_cost GROUP BY day ORDER BY day",
    "SELECT model || ' ' || sum(billed_points) FROM v_daily_cost GROUP BY model ORDER BY model",
    "SELECT task_id || ' ' || status || ' ' || billed_points FROM v_task ORDER BY task_id",
  ]

  private static func spend(_ fetching: FetchingTool) throws -> [[String]] {
    try spend.map { try fetching.rows($0) }
  }

  private static func verdicts(_ fetching: FetchingTool) throws -> [String] {
    try fetching.rows("SELECT DISTINCT verdict FROM v_task ORDER BY verdict")
  }

  private static func truth(_ scenario: TaskScenario) throws -> [[String]] {
    try spend(FetchingTool(scenario.scenario, tool: TaskFetchTests.imported(scenario)))
  }

  @Test
  func `an account that logs only its create calls is told what it spent, and nothing is stuck`()
    throws
  {
    let scenario = TaskScenario(84)
    let truth = try Self.truth(scenario)
    let fetching = try FetchingTool(scenario.scenario)
    let creates = scenario.createAnswers.joined(separator: "\n")
    try fetching.tool.folder.write(creates, to: "creates.ndjson")
    #expect(try fetching.tool.run("import", "creates.ndjson").status == 0)
    #expect(try Self.verdicts(fetching).contains("stuck"))
    try fetching.fetch()
    #expect(try Self.spend(fetching) == truth)
    #expect(try !Self.verdicts(fetching).contains("stuck"))
    let reconciled = try fetching.tool.run("reconcile", "--json").output
    #expect(reconciled.contains("history: usage is in points in "))
    #expect(!reconciled.contains("stuck"))
    #expect(try fetching.tool.run("doctor").status == 0)
    // The tasks' own answers change nothing that was billed.
    _ = try fetching.fetchTasks()
    #expect(try fetching.askedIDs.sorted() == scenario.ids.sorted())
    #expect(try Self.spend(fetching) == truth)
    #expect(
      try TaskFetchTests.content(of: fetching.tool)
        == TaskFetchTests.content(of: TaskFetchTests.imported(scenario)))
  }

  /// The nights of an account that has only its key: 20 tasks of 0.028 USD on the first day, five more
  /// on each day after it, and a balance that falls by that.
  private static func nights(_ tool: Tool) throws -> FetchingTool {
    var scenario = StandInScenario()
    var balancePoints = 100_000_000
    var fetching = try FetchingTool(scenario, tool: tool)
    for night in 0..<4 {
      let start = FetchingTool.now - (4 - night) * FetchingTool.daySeconds
      let count = 20 + night * 5
      scenario.rows += StandInScenario.rows(
        count, fromSeconds: start + 60, firstID: scenario.rows.count + 1
      ).map {
        var row = $0
        row.action = "seedream-5-lite"
        return row
      }
      balancePoints -= count * 280_000
      scenario.balanceUSD = "\(balancePoints / 10_000_000).\(padded(balancePoints % 10_000_000))"
      for row in scenario.rows { scenario.tasks[row.taskID] = task(row) }
      fetching = try FetchingTool(scenario, tool: tool)
      let asOf = TaskScenario.time(start + FetchingTool.daySeconds)
      let result = try tool.run(
        "fetch", "--tasks", "none",
        environment: fetching.environment.merging([FetchingTool.clockVariable: asOf]) { $1 },
        asOf: nil)
      #expect(result.status == 0, "\(result.errors)")
    }
    return fetching
  }

  private static func padded(_ points: Int) -> String {
    String(repeating: "0", count: 7 - String(points).count) + String(points)
  }

  private static func task(_ row: StandInScenario.Row) -> String {
    TaskText.task {
      $0.taskID = row.taskID
      $0.createdAt = TaskScenario.time(row.createdSeconds)
      $0.startedAt = TaskScenario.time(row.createdSeconds)
      $0.endedAt = TaskScenario.time(row.createdSeconds + 9)
    }.bare
  }

  @Test
  func `an account that has only its key is told what it spends, once its balance proves the unit`()
    throws
  {
    let fetching = try Self.nights(try Tool())
    let billed = "SELECT CAST(sum(billed_points) AS TEXT) FROM v_daily_cost"
    #expect(try fetching.rows(billed) == [String(110 * 280_000)])
    #expect(try Self.verdicts(fetching) == ["unlogged"])
    let reconciled = try fetching.tool.run("reconcile", "--json").output
    #expect(reconciled.contains("history: usage is in points in 3 of 3 windows of the balance"))
    // 110 tasks in 4 days are 0.77 USD a day; 6.92 USD last 8.98 days.
    let wallet = try fetching.tool.run("wallet")
    #expect(wallet.status == 0, "\(wallet.output)\(wallet.errors)")
    #expect(wallet.output.contains("8.9 days"), "\(wallet.output)")
    let report = try fetching.tool.run("report", "--by", "model", "-f", "csv", "-q").output
    #expect(report.contains("3.0800000"), "\(report)")
    let before = try Self.spend(fetching)
    _ = try fetching.fetchTasks()
    #expect(try Self.verdicts(fetching) == ["matched"])
    #expect(try Self.spend(fetching) == before)
    #expect(try fetching.tool.run("doctor").status == 0)
  }

  @Test func `until then it is said that the history is in no total`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(3)))
    try fetching.fetch()
    #expect(try fetching.rows("SELECT task_id FROM v_task") == [])
    let sentence = "3 tasks of the account history are in no total: the unit of its usage"
    for command in ["report", "reconcile", "wallet"] {
      let result = try fetching.tool.run(command)
      #expect((result.output + result.errors).contains(sentence), "\(result.output)")
    }
    // Nothing is known to be spent, so it is not known how long the balance lasts.
    let wallet = try fetching.tool.run("wallet").output
    let runway = wallet.split(separator: "\n").first { $0.hasPrefix("runway ") }
    #expect(runway?.hasSuffix(" unknown") == true, "\(wallet)")
  }
}
