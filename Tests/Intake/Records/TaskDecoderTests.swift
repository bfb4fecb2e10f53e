import Domain
import Intake
import TestSupport
import Testing

@Suite struct TaskDecoderTests {
  @Test func `a task is read with everything that can affect its price`() throws {
    let observation = try task(TaskText().bare)
    let expected = Observation(
      id: TaskID("7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"),
      request: Request(
        model: "seedream", taskType: "seedream-5-lite",
        fields: [
          Request.Field("prompt.length", .number(ExactDecimal(23))),
          Request.Field("size", .word("2K")),
        ]),
      status: .completed,
      usage: Usage(type: "llm", frozen: .zero, consume: Points(280_000)),
      createdAt: Instant(nanoseconds: 1_777_888_800_123_456_789),
      startedAt: Instant(seconds: 1_777_888_801),
      endedAt: Instant(nanoseconds: 1_777_888_809_500_000_000),
      outputCount: 1)
    #expect(observation == expected)
  }

  @Test func `an envelope, a webhook body and a bare task give the same`() throws {
    let bare = try task(TaskText().bare)
    #expect(try task(TaskText().envelope) == bare)
    var delivered = bare
    delivered.deliveredAt = Instant(seconds: 1_777_888_812)
    #expect(try task(TaskText().webhook(timestamp: 1_777_888_812)) == delivered)
  }

  @Test(
    arguments: [
      ("0", nil), ("-5", nil), ("null", nil), (#""1777888812""#, 1_777_888_812),
      ("1777888812.0", 1_777_888_812), ("9189999999", 9_189_999_999),
      ("1777888812000", 1_777_888_812),
    ] as [(String, Int64?)])
  func `the time of a delivery is in Unix seconds, or clearly in milliseconds`(
    timestamp: String, seconds: Int64?
  ) throws {
    let observation = try task(#"{"timestamp":\#(timestamp),"data":\#(TaskText().bare)}"#)
    #expect(observation.deliveredAt == seconds.map { Instant(seconds: $0) })
  }

  @Test(
    arguments: [
      Replacement("task_id", #""""#, "task_id: expected a text, found an empty text"),
      Replacement("task_id", "7", "task_id: expected a text, found a number"),
      Replacement("model", #""""#, "model: expected a text, found an empty text"),
      Replacement("model", "null", "model: expected a text, found null"),
      Replacement("task_type", "[]", "task_type: expected a text, found an array"),
      Replacement("status", "null", "status: expected a text, found null"),
      Replacement("status", "3", "status: expected a text, found a number"),
    ])
  func `a task without its names is refused with the member's name`(replacement: Replacement) throws
  {
    let names = ["task_id", "model", "task_type", "status"].filter { $0 != replacement.member }
    let others = names.map { #""\#($0)":"x""# }.joined(separator: ",")
    let text = #"{\#(others),"\#(replacement.member)":\#(replacement.json)}"#
    #expect(try refusal(of: text) == replacement.reason)
  }

  struct Replacement: Sendable {
    let member: String
    let json: String
    let reason: String

    init(_ member: String, _ json: String, _ reason: String) {
      (self.member, self.json, self.reason) = (member, json, reason)
    }
  }

  @Test(arguments: ["model", "task_type", "status"])
  func `a member that is missing is named`(member: String) throws {
    let names = ["task_id", "model", "task_type", "status"].filter { $0 != member }
    let text = "{" + names.map { #""\#($0)":"x""# }.joined(separator: ",") + "}"
    #expect(try refusal(of: text) == "\(member): expected a text, found nothing")
  }

  @Test func `a name of more than 1,024 bytes is refused`() throws {
    let long = TaskText.task { $0.taskID = String(repeating: "x", count: 1_025) }
    #expect(
      try refusal(of: long.envelope) == "task_id: expected at most 1024 bytes, found 1025")
    let longest = TaskText.task { $0.taskID = String(repeating: "x", count: 1_024) }
    #expect(try task(longest.envelope).id.text.utf8.count == 1_024)
  }

  @Test(
    arguments: [
      ("9190000000", "timestamp: expected Unix seconds, found 9190000000"),
      ("99999999999", "timestamp: expected Unix seconds, found 99999999999"),
    ] as [(String, String)])
  func `a delivery at no Unix time is refused`(timestamp: String, reason: String) throws {
    let text = #"{"timestamp":\#(timestamp),"data":\#(TaskText().bare)}"#
    #expect(try refusal(of: text) == reason)
  }
}
