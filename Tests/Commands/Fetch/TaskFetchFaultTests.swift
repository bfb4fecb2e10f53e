import Foundation
import TestSupport
import Testing
import Traffic

/// What goes wrong while tasks are asked for costs nothing, and is told.
@Suite struct TaskFetchFaultTests {
  /// The tasks that answers name.
  private static let answered =
    "SELECT count(*) - (SELECT count(*) FROM history_end WHERE answered_state_id IS NULL) FROM task"

  @Test(
    arguments: [
      (.status(401, retryAfter: nil), 77, "the key was refused (401)"),
      (
        .status(429, retryAfter: "900"), 69,
        "too many requests (429); it asks to wait 900 s"
      ),
    ] as [(StandInScenario.Misbehaviour, Int32, String)])
  func `a refused key and a long wait end the run, and the next one asks for the rest`(
    misbehaviour: StandInScenario.Misbehaviour, status: Int32, reason: String
  ) throws {
    var scenario = TaskScenario(60)
    scenario.scenario.faults = [StandInScenario.Fault(misbehaviour, on: .task)]
    let fetching = try FetchingTool(scenario.scenario)
    let first = try fetching.fetchTasks()
    #expect(first.status == status)
    #expect(first.errors.contains(": \(reason); "), "\(first.errors)")
    #expect(first.errors.hasSuffix(" tasks were not asked for\n"))
    let asked = try fetching.askedIDs
    #expect(asked.count <= 8)
    #expect(try fetching.rows(Self.answered) == ["\(asked.count - 1)"])
    #expect(try fetching.fetchTasks().status == 0)
    let all = try fetching.askedIDs
    // The one that was refused is the only one that was asked for twice.
    #expect(all.count == 61)
    #expect(Set(all).count == 60)
    #expect(
      try TaskFetchTests.content(of: fetching.tool)
        == TaskFetchTests.content(of: TaskFetchTests.imported(scenario)))
  }

  @Test(
    arguments: [
      .status(429, retryAfter: "0"), .status(503, retryAfter: nil), .envelopeCode(500), .webPage,
      .truncatedJSON, .cut, .cutBody,
    ] as [StandInScenario.Misbehaviour])
  func `what passes is waited for, whichever task it hits`(
    misbehaviour: StandInScenario.Misbehaviour
  ) throws {
    var scenario = TaskScenario(20)
    scenario.scenario.faults = [StandInScenario.Fault(misbehaviour, on: .task, times: 3)]
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("asked for 20 tasks: 20 ended\n"))
  }

  @Test func `a task without a usable answer is told, and the others come`() throws {
    var scenario = TaskScenario(10)
    let id = scenario.ids[4]
    scenario.scenario.tasks[id] = #"{"task_id":"another","status":"completed"}"#
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks(environment: ["PILEDGER_FETCH_ATTEMPTS": "2"])
    #expect(result.status == 13)
    #expect(
      result.errors
        == "piledger: 127.0.0.1: task \(id): expected the task asked for, found another one, after 2 attempts\n"
    )
    #expect(result.output.hasSuffix("asked for 10 tasks: 9 ended, 1 without a usable answer\n"))
  }

  @Test func `an open task that is gone keeps what is known of it, and explain says so`() throws {
    var scenario = TaskScenario(1)
    let id = scenario.ids[0]
    scenario.scenario.rows = []
    scenario.forget([id])
    let fetching = try FetchingTool(scenario.scenario)
    let pending = TaskText.task {
      ($0.taskID, $0.status, $0.output, $0.usageType) = (id, "processing", "null", "point")
      ($0.createdAt, $0.endedAt) = ("2026-05-20T00:00:00Z", "")
      ($0.frozen, $0.consume) = (280_000, 0)
    }.bare
    try fetching.tool.folder.write(pending, to: "open.ndjson")
    try fetching.tool.run("import", "open.ndjson")
    let result = try fetching.fetchTasks()
    #expect(result.output.hasSuffix("asked for 1 task: 0 ended, 1 gone at the provider\n"))
    let explained = try fetching.tool.run("explain", id).output
    #expect(explained.contains("verdict    stuck\n"), "\(explained)")
    #expect(
      explained.contains(
        "note: the provider no longer has the task (404, asked 2026-06-01), so its end will not be "
          + "known from it\n"), "\(explained)")
    _ = try fetching.fetchTasks(asOf: "2026-06-02T00:00:00Z")
    #expect(try fetching.askedIDs == [id])
  }

  @Test func `a refusal of one task does not end the run`() throws {
    var scenario = TaskScenario(20)
    scenario.scenario.faults = [StandInScenario.Fault(.status(403, retryAfter: nil), on: .task)]
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks()
    #expect(result.status == 13)
    #expect(result.errors.hasSuffix(": the key was refused (403)\n"))
    #expect(result.output.hasSuffix("asked for 20 tasks: 19 ended, 1 without a usable answer\n"))
  }

  @Test func `an answer that cannot be read is quarantined, and not asked for again at once`()
    throws
  {
    var scenario = TaskScenario(5)
    let id = scenario.ids[2]
    scenario.scenario.tasks[id] = scenario.scenario.tasks[id]?
      .replacing(#""consume":4000000"#, with: #""consume":-5"#)
    let fetching = try FetchingTool(scenario.scenario)
    let result = try fetching.fetchTasks()
    #expect(result.status == 65)
    #expect(result.errors.contains("meta.usage.consume: expected whole points of 0 or more"))
    #expect(try fetching.fetchTasks().status == 0)
    #expect(try fetching.askedIDs.count == 5)
    #expect(
      try fetching.tool.run("explain", id).output.contains(
        "note: its answer came and could not be read: see piledger quarantine\n"))
  }

  @Test(arguments: [404, 200])
  func `a task that the provider no longer has is remembered, and asked for after a month`(
    status: Int
  ) throws {
    var scenario = TaskScenario(10)
    scenario.scenario.notFoundStatus = status
    let lost = Array(scenario.ids.prefix(3))
    scenario.forget(lost)
    let fetching = try FetchingTool(scenario.scenario)
    let first = try fetching.fetchTasks()
    #expect(first.status == 0)
    #expect(
      first.output.hasSuffix(
        """
        asked for 10 tasks: 7 ended, 3 gone at the provider
        3 tasks are gone at the provider, 0.47 USD by the history

        """), "\(first.output)")
    _ = try fetching.fetchTasks()
    #expect(try fetching.askedIDs.count == 10)
    _ = try fetching.fetchTasks(asOf: "2026-06-30T23:59:59Z")
    #expect(try fetching.askedIDs.count == 10)
    _ = try fetching.fetchTasks(asOf: "2026-07-01T00:00:00Z")
    #expect(try Set(fetching.askedIDs.suffix(3)) == Set(lost))
    #expect(
      try fetching.rows("SELECT DISTINCT code FROM asked_task WHERE answer = 'gone'") == ["404"])
  }

  @Test func `what is gone is told wherever tasks of the history alone are told`() throws {
    var scenario = TaskScenario(10)
    scenario.forget(scenario.ids.prefix(3))
    let fetching = try FetchingTool(scenario.scenario)
    _ = try fetching.fetchTasks()
    let note =
      "only in the history: 3 tasks, not proved; 3 are consistent with a price of the card; "
      + "3 are gone at the provider, 0.47 USD by the history"
    let tool = fetching.tool
    #expect(try tool.run("reconcile").output.contains(note))
    #expect(
      try tool.run("doctor").output.contains(
        "asked      10 tasks: 7 ended, 3 gone; only in the history: 3 tasks are gone at the provider, 0.47 USD by the history\n"
      ))
    let explained = try tool.run("explain", scenario.ids[1])
    #expect(explained.status == 0)
    #expect(explained.output.contains("provider  gone (404, 2026-06-01)\n"))
    #expect(
      explained.output.contains(
        "consistent: 1 image at 0.042 USD per image (seedream/seedream-5-lite size=3K)\n"))
    #expect(explained.output.contains("note: no response is known for this task, so its price"))
    let report = try tool.run("report", "unlogged", "-f", "csv").output
    #expect(report.split(separator: "\n").count == 4)
    #expect(report.contains("\"gone (404, 2026-06-01)\",consistent,"))
    // None of them counts as checked.
    #expect(
      try fetching.rows("SELECT count(*) FROM v_task WHERE unchecked_points IS NULL") == ["7"])
  }

  @Test func `kills at any moment lose nothing, and next to nothing is asked for twice`() throws {
    var scenario = TaskScenario(420)
    scenario.scenario.taskMilliseconds = 2
    let fetching = try FetchingTool(scenario.scenario)
    try fetching.fetch()
    let seed: UInt64 = UInt64.random(in: 0...999)
    var random = SeededRandom(seed: seed)
    let kills = 5
    for run in 0..<kills {
      let process = try fetching.tool.start(
        ["fetch", "--as-of", "2026-06-01T00:00:00Z"], environment: fetching.fast)
      let microseconds = UInt32.random(in: 50_000...700_000, using: &random)
      usleep(microseconds)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      print("task fetch \(run) of seed \(seed): killed after \(microseconds) µs")
    }
    let result = try fetching.fetchTasks()
    #expect(result.status == 0, "seed \(seed): \(result.errors)")
    #expect(
      try TaskFetchTests.content(of: fetching.tool)
        == TaskFetchTests.content(of: TaskFetchTests.imported(scenario)), "seed \(seed)")
    #expect(try fetching.tool.run("doctor").status == 0)
    let asked = try fetching.askedIDs
    #expect(Set(asked) == Set(scenario.ids))
    // Lost with a kill is what four workers have under way and what waits to be written.
    let lost = kills * (4 + 8 + 4)
    #expect(asked.count <= 420 + lost, "seed \(seed)")
    #expect(fetching.pendingNames.isEmpty)
  }
}
