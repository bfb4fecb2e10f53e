import Foundation
import TestSupport
import Testing

@Suite struct ReportCommandTests {
  private static let names = [
    "daily.csv", "findings.csv", "models.csv", "month-2026-05-course.svg",
    "month-2026-05-days.svg", "month-2026-05-models.svg", "month-2026-05.html",
    "month-2026-05.md", "skus.csv", "summary.md",
  ]

  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func filled() throws -> Tool { try Tool(prepared.get()) }

  /// Two days, two models, one failure.
  private static func preparing() throws -> Tool {
    let tool = try Tool()
    let tasks = [
      TaskText(),
      TaskText.task {
        $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
        $0.createdAt = "2026-05-05T23:59:59.999999999Z"
        ($0.model, $0.taskType) = ("sora2", "sora2-video")
        $0.input = #"{"duration":4}"#
        $0.output = #"{"video":"https://media.example/1.mp4"}"#
        $0.consume = 3_200_000
      },
      TaskText.task {
        $0.taskID = "9b1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f72"
        ($0.status, $0.output, $0.consume, $0.errorCode) = ("failed", "null", 0, 10_000)
      },
    ]
    try tool.run("import", "-", input: tasks.map(\.envelope).joined(separator: "\n"))
    return tool
  }

  @Test func `the daily report starts with coverage and ends with the total`() throws {
    let result = try Self.filled().run("report")
    let found = result.output.replacing(/fingerprint [0-9a-f]{16}\n/, with: "fingerprint …\n")
    #expect(
      found
        == """
        Cost per day, all days
        Checked 3 of 3 tasks (100.0 %), 0.348 of 0.348 USD (100.0 %)
        priced with the rate card built-in, fingerprint …

        day         tasks  checked  running  billed USD  expected USD  variance USD  unchecked USD  \
        unsettled USD  commitment USD
        2026-05-04      2        2        0       0.028         0.028          0.00           0.00  \
                 0.00            0.00
        2026-05-05      1        1        0       0.320         0.320          0.00           0.00  \
                 0.00            0.00
        total           3        3        0       0.348         0.348          0.00           0.00  \
                 0.00            0.00

        """)
  }

  @Test(arguments: [
    (["--period", "2026-05-05"], "0.32 of 0.32 USD"),
    (["--until", "2026-05-04"], "0.028 of 0.028 USD"),
    (["--since", "2026-05-06"], "0.00 of 0.00 USD"),
    (["--period", "last-month"], "0.348 of 0.348 USD"),
  ])
  func `a period is of whole days, both inclusive`(flags: [String], billed: String) throws {
    let tool = try Self.filled()
    let result =
      try flags.count == 2 ? tool.run("report", "model", flags[0], flags[1]) : tool.run("report")
    #expect(result.output.contains(billed))
  }

  @Test func `a file's extension chooses its format`() throws {
    let tool = try Self.filled()
    #expect(try tool.run("report", "model", "-o", "models.md").status == 0)
    let text = try tool.folder.text(of: "models.md")
    #expect(text.hasPrefix("## Cost per model, all days\n\nChecked "))
    #expect(text.contains("| sora2 | sora2-video | 1 |"))
  }

  @Test func `a folder receives the nightly set, the same bytes each time`() throws {
    let tool = try Self.filled()
    #expect(try tool.run("report", "-o", "reports").status == 0)
    let first = try Self.names.map { try tool.folder.text(of: "reports/\($0)") }
    try tool.run("report", "-o", "reports")
    let second = try Self.names.map { try tool.folder.text(of: "reports/\($0)") }
    #expect(first == second)
    let files = try FileManager.default.contentsOfDirectory(atPath: tool.folder.path("reports"))
    #expect(files.sorted() == Self.names)
  }

  @Test func `a file that cannot be written ends with 73 and leaves nothing behind`() throws {
    let tool = try Self.filled()
    try tool.folder.write("", to: "occupied")
    let result = try tool.run("report", "-o", "occupied/daily.csv")
    #expect(result.status == 73)
    #expect(result.errors.contains("occupied/daily.csv: cannot be written"))
    #expect(!tool.folder.names.contains { $0.hasSuffix(".part") })
  }

  @Test func `tasks can be grouped by a field of their SKU`() throws {
    let result = try Self.filled().run("report", "--by", "model,size", "-f", "csv")
    #expect(result.output.hasPrefix("model,size,tasks,checked_tasks,"))
    #expect(result.output.contains("\nseedream,2K,2,2,0,280000,0.0280000,"))
    #expect(result.output.contains("\nsora2,,1,1,0,3200000,0.3200000,"))
    #expect(result.errors.hasPrefix("Checked "))
  }

  @Test(arguments: [
    ["report", "--period", "soon"], ["report", "--since", "2026-13-01"],
    ["report", "--since", "2026-05-02", "--until", "2026-05-01"],
    ["report", "--period", "2026-05", "--since", "2026-05-01"], ["report", "yearly"],
    ["report", "--format", "xml"], ["import"], ["reports"],
  ])
  func `a wrong call ends with 64`(arguments: [String]) throws {
    let tool = try Self.filled()
    let extra = Array(arguments.dropFirst())
    let result =
      switch extra.count {
      case 0: try tool.run(arguments[0], asOf: nil)
      case 1: try tool.run(arguments[0], extra[0])
      case 2: try tool.run(arguments[0], extra[0], extra[1])
      default: try tool.run(arguments[0], extra[0], extra[1], extra[2], extra[3])
      }
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
  }
}
