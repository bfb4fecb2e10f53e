import Ledger
import TestSupport
import Testing

/// An ended state beats a running one; ties go to the later end, then the later delivery.
@Suite struct MergeRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let first: String
    let second: String
    /// `status`, `output_count`, `billed_points`, `settled` and `verdict` of `v_task`.
    let merged: [String]

    var testDescription: String { name }
  }

  private static var pending: TaskText {
    TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("pending", "null", "")
    }
  }
  private static let twoImages = #"{"image_urls":["https://i.example/1","https://i.example/2"]}"#
  private static let withoutUsage =
    #"{"created_at":"2026-05-04T10:00:00.123456789Z","ended_at":"2026-05-04T10:00:09.5Z"}"#

  static let cases = [
    Case(
      name: "an older webhook after a newer one changes nothing",
      first: TaskText().webhook(timestamp: 1_777_890_000),
      second: pending.webhook(timestamp: 1_777_880_000),
      merged: ["completed", "1", "280000", "1", "matched"]),
    Case(
      name: "an ended state beats a running one that was delivered later",
      first: TaskText().webhook(timestamp: 1_777_889_000),
      second: pending.webhook(timestamp: 1_777_990_000),
      merged: ["completed", "1", "280000", "1", "matched"]),
    Case(
      name: "of two ended states the later end wins",
      first: TaskText().envelope,
      second: TaskText.task {
        ($0.status, $0.output, $0.consume) = ("failed", "null", 0)
        $0.endedAt = "2026-05-04T10:00:20Z"
      }.envelope,
      merged: ["failed", "NULL", "0", "1", "refunded"]),
    Case(
      name: "of two equal ends the later delivery wins",
      first: TaskText().webhook(timestamp: 1_777_890_000),
      second: TaskText.task { $0.output = twoImages }.webhook(timestamp: 1_777_890_001),
      merged: ["completed", "2", "280000", "1", "undercharged"]),
    Case(
      name: "what was booked at creation stands for a completed task without usage",
      first: pending.envelope, second: TaskText.task { $0.meta = withoutUsage }.envelope,
      merged: ["completed", "1", "280000", "1", "matched"]),
    Case(
      name: "a failed task without usage may have been refunded since",
      first: pending.envelope,
      second: TaskText.task {
        ($0.status, $0.output, $0.meta) = ("failed", "null", withoutUsage)
      }.envelope,
      merged: ["failed", "NULL", "NULL", "1", "unmetered"]),
    Case(
      name: "a known status beats an unknown one of the same moment",
      first: TaskText.task { ($0.status, $0.endedAt, $0.consume) = ("queued", "", 0) }.envelope,
      second: TaskText.task { ($0.status, $0.endedAt, $0.consume) = ("staged", "", 0) }.envelope,
      merged: ["staged", "1", "NULL", "0", "provisional"]),
  ]

  @Test(arguments: Self.cases)
  func `the order of import does not matter`(_ example: Case) throws {
    for records in [[example.first, example.second], [example.second, example.first]] {
      let scenario = try LedgerScenario()
      for record in records { try scenario.importing(record) }
      #expect(
        try scenario.table(
          "SELECT status, output_count, billed_points, settled, verdict FROM v_task")
          == [example.merged])
    }
  }

  @Test func `the fuller request stays, whichever came first`() throws {
    let bare = TaskText.task { $0.input = "{}" }.envelope
    for records in [[TaskText().envelope, bare], [bare, TaskText().envelope]] {
      let scenario = try LedgerScenario()
      for record in records { try scenario.importing(record) }
      #expect(
        try scenario.table("SELECT request FROM v_task")
          == [[#"{"size":"2K","prompt.length":23}"#]])
    }
  }

  @Test func `a number and the same number as text make the same ledger in either order`() throws {
    let number = TaskText.task { $0.input = #"{"size":"2K","steps":20}"# }.envelope
    let text = TaskText.task { $0.input = #"{"size":"2K","steps":"20"}"# }.envelope
    let contents = try [[number, text], [text, number]].map { records in
      let scenario = try LedgerScenario()
      for record in records { try scenario.importing(record) }
      return try LedgerContent.rows(scenario)
    }
    #expect(contents[0] == contents[1])
  }

  @Test func `the place is that of the observation that gave the task its current state`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.pending.envelope, from: "created.json")
    #expect(try scenario.table("SELECT source FROM v_task") == [["created.json:1"]])
    try scenario.importing("", TaskText().envelope, from: "ended.json")
    #expect(try scenario.table("SELECT source FROM v_task") == [["ended.json:2"]])
    try scenario.importing(Self.pending.envelope, from: "late.json")
    #expect(try scenario.table("SELECT source FROM v_task") == [["ended.json:2"]])
  }
}
