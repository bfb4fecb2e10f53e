import Ledger
import TestSupport
import Testing

@Suite struct QuarantineTests {
  private static let errorAnswer = #"{"code":500,"message":"internal error"}"#

  @Test func `a record keeps its source, place, reason and text`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(TaskText().envelope, Self.errorAnswer, from: "log.ndjson")
    #expect(summary.quarantined == 1)
    #expect(summary.newlyQuarantined == 1)
    let records = try scenario.opened().quarantined()
    let record = try #require(records.first)
    #expect(records.count == 1)
    #expect(record.source == "log.ndjson")
    #expect(record.line == 2)
    #expect(record.byteOffset == 643)
    #expect(record.reason == "an error answer with code 500, no task")
    #expect(record.text == Self.errorAnswer)
  }

  @Test func `the same record elsewhere is known already`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.errorAnswer)
    let again = try scenario.importing("", Self.errorAnswer, Self.errorAnswer, from: "b.ndjson")
    #expect(again.quarantined == 2)
    #expect(again.newlyQuarantined == 0)
    #expect(try scenario.opened().quarantined().map(\.source) == ["a.ndjson"])
  }

  @Test func `other texts are other records`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      Self.errorAnswer, #"{"code":500,"message":"internal error "}"#, #"{"code":501}"#)
    #expect(summary.newlyQuarantined == 3)
  }

  @Test func `what has no text is known by its place`() throws {
    let scenario = try LedgerScenario()
    let unclosed = "[\(TaskText().bare)"
    #expect(try scenario.importing(unclosed).newlyQuarantined == 1)
    #expect(try scenario.importing(unclosed).newlyQuarantined == 0)
    #expect(try scenario.importing(unclosed, from: "b.ndjson").newlyQuarantined == 1)
    let records = try scenario.opened().quarantined()
    #expect(records.map(\.source) == ["a.ndjson", "b.ndjson"])
    #expect(records.map(\.text) == ["", ""])
    #expect(
      records.map(\.reason)
        == Array(repeating: "expected ']', found the end of the input", count: 2))
  }

  @Test func `records are listed by source and place`() throws {
    let scenario = try LedgerScenario()
    let answers = (500...503).map { #"{"code":\#($0)}"# }
    try scenario.importing(answers[3], answers[0], from: "b.ndjson")
    try scenario.importing(answers[2], answers[1], from: "a.ndjson")
    let records = try scenario.opened().quarantined()
    #expect(
      records.map { "\($0.source):\($0.line)" } == [
        "a.ndjson:1", "a.ndjson:2", "b.ndjson:1", "b.ndjson:2",
      ])
    #expect(records.map(\.text) == [answers[2], answers[1], answers[3], answers[0]])
  }

  @Test func `records that cannot be read do not keep those that can from the ledger`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      "{\"task_id\":\"cut o", "garbage", TaskText().envelope, "{\"a\" 1}")
    #expect(summary.tasks.new == 1)
    #expect(summary.quarantined > 0)
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["matched"]])
  }
}
