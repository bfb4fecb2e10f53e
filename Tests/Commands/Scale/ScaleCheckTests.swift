import TestSupport
import Testing

/// A sample of tasks is compared with the usage lines of the same answers.
@Suite struct ScaleCheckTests {
  private static func tasks(_ count: Int) -> String {
    (1...count).map { number in
      TaskText.task {
        $0.taskID = "00000000-0000-4000-8000-00000000000\(number)"
        $0.createdAt = "2026-05-06T0\(number):00:00Z"
        $0.endedAt = "2026-05-06T0\(number):00:12Z"
        $0.usageType = "point"
      }.envelope + "\n"
    }.joined()
  }

  @Test func `lines that count all tasks are said to, also of days that the sample lacks`() throws {
    let tool = try Tool()
    try tool.folder.write(Self.tasks(5), to: "tasks.ndjson")
    let other = UsageLineText.images.replacing("2026-05-06", with: "2026-05-07")
    try tool.folder.write("\(UsageLineText.images)\n\(other)\n", to: "lines.ndjson")
    let result = try tool.run(
      ["scale", "check", "--tasks", "tasks.ndjson", "--lines", "lines.ndjson"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors == "the lines count all 5 tasks of 1 day as the tasks themselves do\n")
  }

  @Test func `a task more than the lines count is listed`() throws {
    let tool = try Tool()
    try tool.folder.write(Self.tasks(6), to: "tasks.ndjson")
    try tool.folder.write(UsageLineText.images + "\n", to: "lines.ndjson")
    let result = try tool.run(
      ["scale", "check", "--tasks", "tasks.ndjson", "--lines", "lines.ndjson", "-f", "csv"])
    #expect(result.status == 10, "\(result.errors)")
    let rows = result.output.split(separator: "\n")
    #expect(rows.count == 2)
    #expect(rows.last?.hasPrefix("2026-05-06,,seedream/seedream-5-lite size=2K,completed,") == true)
    #expect(rows.last?.hasSuffix(",6,5") == true, "\(result.output)")
  }
  /// Where answers tell no account, none is compared.
  @Test(arguments: [("4711", "5822", 10), ("4711", "4711", 0), ("", "5822", 0)])
  func `tasks of another account than the lines say are listed`(
    told: String, ofLines: String, status: Int
  ) throws {
    let tool = try Tool()
    let account = told.isEmpty ? "" : #""account_id":\#(told),"#
    let tasks = Self.tasks(5).replacing(#""meta":{"#, with: #""meta":{\#(account)"#)
    try tool.folder.write(tasks, to: "tasks.ndjson")
    let line = UsageLineText.images.replacing(
      #""account":null"#, with: #""account":"\#(ofLines)""#)
    try tool.folder.write(line + "\n", to: "lines.ndjson")
    let result = try tool.run(
      ["scale", "check", "--tasks", "tasks.ndjson", "--lines", "lines.ndjson", "-f", "csv"])
    #expect(Int(result.status) == status, "\(result.output)\(result.errors)")
    #expect(result.output.split(separator: "\n").count == (status == 0 ? 1 : 3))
  }
}
