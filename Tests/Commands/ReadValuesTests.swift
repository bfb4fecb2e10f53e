import TestSupport
import Testing

/// Values as found in logs and databases, from the import to the report.
@Suite struct ReadValuesTests {
  private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

  @Test func `ended tasks that do not say what was booked are all unmetered`() throws {
    let tool = try Tool()
    let usages = [
      #"{"type":"llm","frozen":0}"#, #"{"type":"llm","frozen":0,"consume":null}"#, "{}", "null",
      #"{"type":"llm","frozen":280000,"consume":""}"#,
    ]
    let tasks = usages.enumerated().map { number, usage in
      TaskText.task {
        $0.taskID = Self.id(number)
        $0.meta = #"{"created_at":"2026-05-04T10:00:00Z","usage":\#(usage)}"#
      }.envelope + "\n"
    }
    try tool.run("import", "-", input: tasks.joined())
    let verdicts = try tool.run(
      "query", "--sql", "SELECT verdict, count(*) AS tasks FROM v_task GROUP BY 1",
      "-f", "csv")
    #expect(verdicts.output == "verdict,tasks\nunmetered,5\n")
    let explained = try tool.run("explain", Self.id(0))
    #expect(
      explained.output.contains(" unknown: the answer does not say what was booked\n"))
  }

  @Test func `a bill in a Midjourney quota is named in every place, and never dollars`() throws {
    let tool = try Tool()
    let task = TaskText.task {
      ($0.model, $0.taskType) = ("midjourney", "imagine")
      $0.input = #"{"prompt":"x","process_mode":"relax"}"#
      ($0.usageType, $0.frozen, $0.consume) = ("mj", 14, 8)
    }
    try tool.run("import", "-", input: task.envelope)
    let explained = try tool.run("explain", task.taskID)
    #expect(explained.output.contains(" in a unit other than points\n"))
    let note = "booked 8 of a Midjourney quota (usage type mj), which is not money"
    #expect(explained.output.contains("note: \(note)\n"))
    #expect(explained.output.contains(" other unit\n"))
    let json = try tool.run("explain", task.taskID, "--json").output
    #expect(json.contains("\"\(note)\""))
    #expect(json.contains("\"billed_points\": null"))
    let named = "1 booked in a quota or unknown unit, not included"
    for kind in ["model", "daily", "sku", "month"] {
      let report = try tool.run("report", kind)
      #expect(report.output.contains(named), "\(kind)")
      #expect(!report.output.contains("0.0000008"), "\(kind)")
    }
    let reconciled = try tool.run("reconcile")
    #expect(reconciled.output.contains(named))
    #expect(reconciled.output.contains("other unit"))
    #expect(!reconciled.output.contains("0.0000008"))
    #expect(reconciled.status == 0)
  }

  @Test func `an id in uppercase, with a line end or spaces, explains its task`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    for spelling in [
      TaskText().taskID.uppercased(), "\(TaskText().taskID)\r", " \(TaskText().taskID)",
    ] {
      let result = try tool.run("explain", spelling)
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("task \(TaskText().taskID)\n"))
    }
  }

  @Test func `impossible amounts are set apart, and every report ends`() throws {
    let tool = try Tool()
    let tasks = (0..<3).map { number in
      TaskText.task { ($0.taskID, $0.consume) = (Self.id(number), 1_000_000_000_000_000) }.envelope
        + "\n"
    }
    let imported = try tool.run("import", "-", input: tasks.joined() + TaskText().envelope)
    #expect(imported.status == 65)
    for arguments in [["report"], ["reconcile"], ["forecast", "--by", "model"]] {
      // A forecast from one day is refused, which is a valid result too.
      #expect([0, 10, 66].contains(try tool.run(arguments).status), "\(arguments)")
    }
    let report = try tool.run("report", "-f", "csv", "-q")
    #expect(report.output.contains("0.028"))
  }
}
