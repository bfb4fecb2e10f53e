import Ledger
import Reconciliation
import TestSupport
import Testing

@Suite struct QuarantineTests {
  private static let legacyTask = #"{"task_id":"t","task_info":{"status":"success"}}"#

  @Test func `a record keeps its source, place and reason, its digest, and what it is made of`()
    throws
  {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(TaskText().envelope, Self.legacyTask, from: "log.ndjson")
    #expect(summary.quarantined == 1)
    #expect(summary.newlyQuarantined == 1)
    let records = try scenario.opened().quarantined()
    let record = try #require(records.first)
    #expect(records.count == 1)
    #expect(record.source == "log.ndjson")
    #expect(record.line == 2)
    #expect(record.byteOffset == 643)
    #expect(
      record.reason
        == "legacy shape: image toolkit v2 (task_info, task_result), whose credits have "
        + "another unit")
    #expect(record.skeleton == #"{task_id: text, task_info: {status: "success"}}"#)
    #expect(
      record.sha256 == "cda76296203187e553ed8003b3324c2fb01140180ac88f67c19e8c960ca3684e")
  }

  @Test func `the same record elsewhere is counted there, but is not news`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(Self.legacyTask)
    let again = try scenario.importing("", Self.legacyTask, Self.legacyTask, from: "b.ndjson")
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
      BrokenAnswer.text(1), BrokenAnswer.text(2), #"{"task_id":oops,"number":1 }"#)
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
    let answers = (0...3).map { #"{"task_id":"t","task_info":{"code":\#($0)}}"# }
    try scenario.importing(answers[3], answers[0], from: "b.ndjson")
    try scenario.importing(answers[2], answers[1], from: "a.ndjson")
    let records = try scenario.opened().quarantined()
    #expect(
      records.map { "\($0.source):\($0.line)" } == [
        "a.ndjson:1", "a.ndjson:2", "b.ndjson:1", "b.ndjson:2",
      ])
    #expect(
      records.map(\.skeleton)
        == [2, 1, 3, 0].map { "{task_id: text, task_info: {code: \($0)}}" })
  }

  @Test func `unreadable records do not keep readable ones from the ledger`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      "{\"task_id\":\"cut o", "garbage \(BrokenAnswer.text())", TaskText().envelope,
      "{\"task_id\":1 1}")
    #expect(summary.tasks.new == 1)
    #expect(summary.quarantined == 3)
    #expect(try scenario.table("SELECT verdict FROM v_task") == [["matched"]])
  }

  @Test(arguments: [1, 20, 21, 22, 500])
  func `every line counts, and the places of the first 20 are kept individually`(count: Int) throws
  {
    let scenario = try LedgerScenario()
    let lines = (1...count).map { BrokenAnswer.text($0) }
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
    let lines = (1...400).map { BrokenAnswer.beyondLimit(by: $0) }
    try scenario.importing([SourceText("app.log", lines)])
    let records = try scenario.opened().quarantined()
    #expect(records.count == 50 + 21)
    #expect(records.reduce(0) { $0 + $1.records } == 400)
  }

  @Test func `what is dismissed is in no count, and stays so when seen again`() throws {
    let scenario = try LedgerScenario()
    let lines = (1...30).map { BrokenAnswer.text($0) }
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
    let lines = (1...40).map { BrokenAnswer.text($0) }
    try scenario.importing([SourceText("app.log", Array(lines.prefix(30)))])
    let ledger = try scenario.opened(.readWrite)
    try ledger.dismiss(try ledger.quarantined())
    let again = try LedgerScenario.importing([SourceText("b.log", lines)], into: ledger)
    #expect(again.quarantined == 10)
    #expect(again.newlyQuarantined == 10)
    #expect(again.dismissed == 30)
  }
}
