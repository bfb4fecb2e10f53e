import TestSupport
import Testing

@Suite struct TaskViewTests {
  private static func row(_ task: TaskText, asOf: String = LedgerScenario.now) throws -> [String] {
    let scenario = try LedgerScenario()
    try scenario.importing(task.envelope, asOf: asOf)
    return try #require(try scenario.table("SELECT * FROM v_task").first)
  }

  @Test func `a completed task has every column`() throws {
    let rate = "seedream/seedream-5-lite size=2K"
    let row = try Self.row(TaskText())
    #expect(
      row.prefix(10) == [
        "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "NULL", "seedream", "seedream-5-lite", "completed",
        "2026-05-04T10:00:00.123456789Z", "2026-05-04T10:00:09.500000000Z", "2026-05-04",
        #"{"image":"1"}"#, #"{"size":"2K","prompt.length":23}"#,
      ])
    #expect(
      row.dropFirst(10) == [
        "1", "NULL", "280000", "0.0280000", "0.028 as double", "0", "280000", "0.0280000",
        "0.028 as double", "0", "NULL", "NULL",
        "280000", "matched", "1", rate,
        rate,
        "a.ndjson:1", "",
        #"[[520000,"the unconfirmed 0.052 USD per image (a forum, medium certainty, seen 2026-04-01)"]]"#,
        "0", "20577",
      ])
  }

  @Test func `what is unknown is NULL`() throws {
    let row = try Self.row(
      TaskText.task {
        ($0.model, $0.taskType, $0.status) = ("aurora-9", "text2image", "pending")
        ($0.input, $0.output, $0.meta) = ("{}", "null", "{}")
      })
    #expect(
      row == [
        "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "NULL", "aurora-9", "text2image", "pending", "NULL",
        "NULL", "NULL", "{}", "{}", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL",
        "NULL", "NULL", "NULL", "NULL", "NULL", "provisional", "0", "aurora-9/text2image", "NULL",
        "a.ndjson:1",
        "no rate for model aurora-9",
        "[]", "0", "-1",
      ])
  }

  struct Figures: Sendable, CustomTestStringConvertible {
    let name: String
    let record: String
    /// `billed_points`, `frozen_points`, `expected_points`, `variance_points`, `verdict`, `settled`.
    let figures: [String]

    var testDescription: String { name }

    init(_ name: String, _ figures: [String], _ change: (inout TaskText) -> Void) {
      self.name = name
      self.figures = figures
      record = TaskText.task(change).envelope
    }
  }

  static let cases = [
    Figures("matched", ["280000", "0", "280000", "0", "matched", "1"]) { _ in },
    Figures("overcharged", ["300000", "0", "280000", "20000", "overcharged", "1"]) {
      $0.consume = 300_000
    },
    Figures("undercharged", ["1", "0", "280000", "-279999", "undercharged", "1"]) {
      $0.consume = 1
    },
    Figures("an ended task freezes nothing", ["280000", "0", "280000", "0", "matched", "1"]) {
      $0.frozen = 280_000
    },
    Figures("booked at creation", ["280000", "5", "280000", "0", "matched", "0"]) {
      ($0.status, $0.output, $0.endedAt, $0.frozen) = ("pending", "null", "", 5)
    },
    Figures("stuck", ["NULL", "280000", "NULL", "NULL", "stuck", "0"]) {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    },
    Figures("refunded", ["0", "0", "0", "0", "refunded", "1"]) {
      ($0.status, $0.output, $0.consume) = ("failed", "null", 0)
    },
    Figures("refund due", ["280000", "0", "0", "280000", "refund_due", "1"]) {
      ($0.status, $0.output) = ("cancelled", "null")
    },
    Figures("own account, booked", ["280000", "0", "0", "280000", "own_account", "1"]) {
      $0.isUsingPrivatePool = true
    },
    Figures("own account by service mode", ["0", "0", "0", "0", "own_account", "1"]) {
      ($0.serviceMode, $0.consume) = ("private", 0)
    },
    Figures("unpriced", ["280000", "0", "NULL", "NULL", "unpriced", "1"]) { $0.model = "aurora-9" },
    Figures("unmetered", ["NULL", "NULL", "NULL", "NULL", "unmetered", "1"]) {
      $0.meta = #"{"ended_at":"2026-05-04T10:00:09.5Z"}"#
    },
    Figures("consistent", ["9000000", "0", "9000000", "0", "consistent", "1"]) {
      ($0.model, $0.taskType, $0.consume) = ("seedance", "seedance-2", 9_000_000)
      $0.input = #"{"duration":5,"video_urls":["https://v.example/1.mp4"]}"#
    },
    Figures("inconsistent", ["9000001", "0", "NULL", "NULL", "inconsistent", "1"]) {
      ($0.model, $0.taskType, $0.consume) = ("seedance", "seedance-2", 9_000_001)
      $0.input = #"{"duration":5,"video_urls":["https://v.example/1.mp4"]}"#
    },
  ]

  @Test(arguments: Self.cases)
  func `money is in points, with its verdict`(_ example: Figures) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(example.record)
    #expect(
      try scenario.table(
        """
        SELECT billed_points, frozen_points, expected_points, variance_points, verdict, settled
        FROM v_task
        """) == [example.figures])
  }

  @Test(arguments: [
    (0, "0.0000000"), (1, "0.0000001"), (10_000_000, "1.0000000"),
    (98_765_432_101, "9876.5432101"),
  ])
  func `USD is next to the points as exact text`(points: Int, usd: String) throws {
    let row = try Self.row(TaskText.task { $0.consume = points })
    #expect(row[12] == String(points))
    #expect(row[13] == usd)
  }

  @Test func `the account of tasks that name one is shown`() throws {
    let usage = #"{"type":"llm","frozen":0,"consume":280000}"#
    let row = try Self.row(
      TaskText.task {
        $0.meta = #"{"account_name":"studio","ended_at":"2026-05-04T10:00:09Z","usage":\#(usage)}"#
      })
    #expect(row[1] == "studio")
  }

  @Test func `an error code is shown`() throws {
    let row = try Self.row(
      TaskText.task { ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_000) })
    #expect(row[11] == "10000")
  }
}
