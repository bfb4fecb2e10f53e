import TestSupport
import Testing

@Suite struct AccountReportTests {
  private static let running = TaskText.task { task in
    (task.status, task.output, task.endedAt) = ("processing", "null", "")
    (task.usageType, task.frozen, task.consume) = ("point", 500_000, 0)
  }

  @Test func `stuck tasks are a list that support can work with`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: Self.running.envelope)
    let result = try tool.run("report", "stuck", "-f", "csv")
    #expect(result.status == 0)
    #expect(
      result.output
        == "task_id,account,model,task_type,status,created_at,waiting_hours,commitment_points,"
        + "commitment_usd\n\(TaskText().taskID),,seedream,seedream-5-lite,processing,"
        + "2026-05-04T10:00:00.123456789Z,661,500000,0.0500000\n")
    let later = try tool.run("report", "stuck", "-f", "csv", "--since", "2026-05-05")
    #expect(!later.output.contains(TaskText().taskID))
    #expect(try tool.run("report", "stuck", "-f", "markdown").output.contains("| **0.05** |"))
  }

  @Test func `spend per key shows what has no known response`() throws {
    let tool = try Tool()
    let rows = [
      HistoryText(), HistoryText.row { ($0.id, $0.taskID) = (42, "t-2") },
      HistoryText.row { ($0.id, $0.taskID, $0.apiKeyID) = (43, "t-3", "8") },
    ]
    try tool.run("import", "-", input: TaskText().envelope + "\n" + HistoryText.page(rows))
    let result = try tool.run("report", "keys", "-f", "csv")
    #expect(
      result.output.split(separator: "\n").dropFirst().map(String.init) == [
        "7,,2,1,0,560000,560000,0.0560000,280000,0.0280000,280000,0.0280000,280000,0.0280000",
        "8,,1,1,0,280000,280000,0.0280000,280000,0.0280000,0,0.0000000,0,0.0000000",
      ])
    #expect(result.errors.contains("history: usage is in points in 1 of 1 tasks known to both"))
  }

  @Test func `unlogged spend ends reconcile with 10, by key and day`() throws {
    let tool = try Tool()
    let row = HistoryText.row { ($0.id, $0.taskID) = (42, "t-2") }
    try tool.run(
      "import", "-",
      input: TaskText().envelope + "\n" + HistoryText.page([HistoryText(), row]))
    let result = try tool.run("reconcile", "-f", "csv")
    #expect(result.status == 10)
    #expect(
      result.output.contains(
        "\nonly_in_history,seedream,1,2026-05-04,2026-05-04,,,280000,0.0280000,,,,,,,,,,,qsolyupm,API key 7"
      ))
    #expect(try tool.run("reconcile", "--until", "2026-05-03").status == 0)
    #expect(try tool.run("reconcile", "--dry-run").status == 10)
    try tool.run("report", "-o", "nightly")
    #expect(try tool.folder.text(of: "nightly/findings.csv").contains("\nonly_in_history,"))
    #expect(try tool.run("report", "keys", "--by", "day").status == 64)
  }

  /// A ledger with tasks known to both sides, of these usages, and with one of usage 1.5 that only the
  /// history shows.
  private static func tool(usages: [String: Int]) throws -> Tool {
    let tool = try Tool()
    let known = usages.sorted { $0.key < $1.key }.enumerated().map { index, task in
      (
        TaskText.task { ($0.taskID, $0.consume) = ("t-\(index)", task.value) }.envelope,
        HistoryText.row { ($0.id, $0.taskID, $0.usage) = (index, "t-\(index)", task.key) }
      )
    }
    let alone = HistoryText.row { ($0.id, $0.taskID, $0.usage) = (42, "t-42", "1.5") }
    try tool.run(
      "import", "-",
      input: (known.map(\.0) + [HistoryText.page(known.map(\.1) + [alone])])
        .joined(separator: "\n"))
    return tool
  }

  @Test func `a unit other than points that two amounts prove is named, and converted`() throws {
    let tool = try Self.tool(usages: ["0.028": 280_000, "0.042": 420_000])
    let result = try tool.run("reconcile")
    #expect(result.output.contains("history: usage is not in points: 1 of its units is 10000000"))
    #expect(!result.output.contains("in the provider's units"))
    let keys = try tool.run("report", "keys", "-f", "csv")
    #expect(
      keys.output.contains(
        "\n7,,3,1,0,1.57,15700000,1.5700000,15000000,1.5000000,700000,"), "\(keys.output)")
    let report = try tool.run("report", "--by", "model", "-f", "csv", "-q").output
    #expect(report.contains("1.5700000"), "\(report)")
  }

  @Test func `by one amount no unit is proved, and no cost is claimed`() throws {
    let tool = try Self.tool(usages: ["0.028": 280_000])
    let result = try tool.run("reconcile")
    #expect(
      result.output.contains(
        "the most common ratio holds in 1 of 1 tasks known to both, with one amount alone;"))
    #expect(result.output.contains("API key 7: usage 1.5 in the provider's units"))
    #expect(result.output.contains("\n1 task of the account history is in no total: "))
    let keys = try tool.run("report", "keys", "-f", "csv")
    #expect(keys.output.contains("\n7,,2,1,0,1.528,,,,,280000,"))
  }

  @Test func `a backup says where it is, and cannot be written where there is no folder`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let path = tool.folder.path("backup.db")
    #expect(try tool.run("backup", path).output == "backed up to \(path)\n")
    #expect(try tool.run("report", "--db", path).status == 0)
    #expect(try tool.run("backup", tool.folder.path("no/backup.db")).status == 73)
    #expect(try tool.run("backup", path, "--db", tool.folder.path("none.db")).status == 66)
  }
}
