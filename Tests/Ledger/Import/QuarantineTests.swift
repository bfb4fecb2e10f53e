import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct QuarantineTests {
  private static let errorAnswer = #"{"code":500,"message":"internal error"}"#

  @Test func `a record keeps its source, place and reason, its digest, and what it is made of`()
    throws
  {
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
    #expect(record.skeleton == "{code: 500, message: text}")
    #expect(
      record.sha256 == "1cb8d6ed503144f8c15bab0ee9cf7d92a5f0d6554437badca41106aa18c31863")
  }

  @Test func `the same record elsewhere is counted there, but is not news`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.errorAnswer)
    let again = try scenario.importing("", Self.errorAnswer, Self.errorAnswer, from: "b.ndjson")
    #expect(again.quarantined == 2)
    #expect(again.newlyQuarantined == 0)
    #expect(
      try scenario.opened().quarantined().map { "\($0.source):\($0.line)" } == [
        "a.ndjson:1", "b.ndjson:2", "b.ndjson:3",
      ])
  }

  @Test func `other texts are other records`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      Self.errorAnswer, #"{"code":500,"message":"internal error "}"#, #"{"code":501}"#)
    #expect(summary.newlyQuarantined == 3)
  }

  @Test func `what has no text is identified by its place`() throws {
    let scenario = try LedgerScenario()
    let unclosed = "[\(TaskText().bare)\n"
    #expect(try scenario.importing(unclosed).newlyQuarantined == 1)
    #expect(try scenario.importing(unclosed).newlyQuarantined == 0)
    #expect(try scenario.importing(unclosed, from: "b.ndjson").newlyQuarantined == 1)
    let records = try scenario.opened().quarantined()
    #expect(records.map(\.source) == ["a.ndjson", "b.ndjson"])
    #expect(records.map(\.skeleton) == ["", ""])
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
    #expect(
      records.map(\.skeleton) == ["{code: 502}", "{code: 501}", "{code: 503}", "{code: 500}"])
  }

  @Test func `unreadable records do not keep readable ones from the ledger`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      "{\"task_id\":\"cut o", "garbage", TaskText().envelope, "{\"a\" 1}")
    #expect(summary.tasks.new == 1)
    #expect(summary.quarantined == 3)
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["matched"]])
  }

  @Test(arguments: [1, 20, 21, 22, 500])
  func `every line counts, and the places of the first 20 are kept individually`(count: Int) throws
  {
    let scenario = try LedgerScenario()
    let lines = (1...count).map { "worker | line \($0)" }
    let summary = try scenario.importing([SourceText("app.log", lines)])
    #expect(summary.quarantined == count)
    #expect(summary.newlyQuarantined == count)
    let records = try scenario.opened().quarantined()
    #expect(records.count == min(count, 21))
    #expect(records.reduce(0) { $0 + $1.records } == count)
    #expect(records.map(\.line) == Array(1...min(count, 21)))
    #expect(try scenario.opened().counts().quarantined == count)
    #expect(try scenario.importing([SourceText("app.log", lines)]).newlyQuarantined == 0)
  }

  @Test func `the rows of a source are bounded, however many reasons it gives`() throws {
    let scenario = try LedgerScenario()
    let lines = (500..<900).map { #"{"code":\#($0)}"# }
    try scenario.importing([SourceText("app.log", lines)])
    let records = try scenario.opened().quarantined()
    #expect(records.count == 50 + 21)
    #expect(records.reduce(0) { $0 + $1.records } == 400)
  }

  @Test func `what is dismissed is in no count, and stays so when seen again`() throws {
    let scenario = try LedgerScenario()
    let lines = (1...30).map { "line \($0)" }
    try scenario.importing([SourceText("app.log", lines)])
    let ledger = try scenario.opened(.readWrite)
    try ledger.dismiss(try ledger.quarantined().filter { $0.line != 3 })
    #expect(try ledger.counts().quarantined == 1)
    #expect(try ledger.quarantined().filter { !$0.isDismissed }.map(\.line) == [3])
    let again = try LedgerScenario.importing(
      [SourceText("app.log", lines), SourceText("b.log", lines)], into: ledger)
    #expect(again.quarantined == 2)
    #expect(again.newlyQuarantined == 0)
    #expect(again.dismissed == 58)
    #expect(try ledger.counts().quarantined == 2)
  }

  @Test func `of records that are counted together later ones are news`() throws {
    let scenario = try LedgerScenario()
    let lines = (1...40).map { "line \($0)" }
    try scenario.importing([SourceText("app.log", Array(lines.prefix(30)))])
    let ledger = try scenario.opened(.readWrite)
    try ledger.dismiss(try ledger.quarantined())
    let again = try LedgerScenario.importing([SourceText("b.log", lines)], into: ledger)
    #expect(again.quarantined == 10)
    #expect(again.newlyQuarantined == 10)
    #expect(again.dismissed == 30)
  }
}
