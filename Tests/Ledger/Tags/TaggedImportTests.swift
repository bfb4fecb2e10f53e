import Domain
import Ledger
import TestSupport
import Testing

/// A task keeps its tags, whatever mentions it later.
@Suite struct TaggedImportTests {
  private static func running(_ number: Int) -> TaskText {
    TagScenario.task(number) {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
  }

  @Test func `the end of a task from another source does not take its tag away`() throws {
    let scenario = try TagScenario()
    try scenario.importing(Self.running(1).envelope, tags: ["project": "ads"])
    try scenario.importing(TagScenario.task(1).envelope, from: "b.ndjson")
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=ads"])
    #expect(try scenario.isConsistent())
  }

  @Test func `a task belongs to the source that a rule matches, whatever source comes later`()
    throws
  {
    var scenario = try TagScenario()
    scenario.rules = TagRules([
      TagScenario.rule(["project": "ads"]) { $0.sources = [TextPattern("ads/*")] }
    ])
    try scenario.importing(Self.running(1).envelope, from: "ads/1.ndjson")
    try scenario.importing(TagScenario.task(1).envelope, from: "ends/1.ndjson")
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=ads"])
    // And one whose first source was another.
    try scenario.importing(TagScenario.task(2).envelope, from: "ends/2.ndjson")
    try scenario.importing(TagScenario.task(2).envelope, from: "ads/2.ndjson")
    #expect(try scenario.rows() == ["2026-05-04 matched 2 project=ads"])
    #expect(try scenario.isConsistent())
  }

  @Test func `a rule on a source holds for tasks from before it, and for good`() throws {
    var scenario = try TagScenario()
    try scenario.importing(Self.running(1).envelope, from: "ads/1.ndjson")
    scenario.rules = TagRules([
      TagScenario.rule(["project": "ads"]) { $0.sources = [TextPattern("ads/*")] }
    ])
    try scenario.importing(TagScenario.task(1).envelope, from: "ends/1.ndjson")
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=ads"])
  }

  @Test func `importing the same again with the same tags changes nothing`() throws {
    let scenario = try TagScenario()
    for _ in 1...2 {
      try scenario.importing(TagScenario.task(1).envelope, tags: ["project": "ads"])
    }
    let before = try scenario.ledger.dump()
    try scenario.importing(TagScenario.task(1).envelope, tags: ["project": "ads"])
    #expect(try scenario.ledger.dump() == before)
  }

  @Test func `without tags an import leaves no trace of them`() throws {
    let scenario = try TagScenario()
    try scenario.importing(TagScenario.task(1).envelope)
    let tables = try scenario.ledger.dump()
    for name in ["tag_set", "given_tag", "told_source", "tag_rollup", "stale_tag_day"] {
      #expect(tables[name] == [])
    }
  }

  @Test func `a tag that comes before its task waits for it`() throws {
    let scenario = try TagScenario()
    try scenario.importing(TagScenario.task(1).envelope)
    try scenario.tagging([(2, "project=ads")])
    #expect(try scenario.rows() == ["2026-05-04 matched 1"])
    try scenario.importing(TagScenario.task(2).envelope, from: "b.ndjson")
    #expect(
      try scenario.rows() == ["2026-05-04 matched 1 project=ads", "2026-05-04 matched 1"])
    #expect(try scenario.isConsistent())
  }

  @Test func `a task that turns out to be of another day takes its tags along`() throws {
    let scenario = try TagScenario()
    let undated = Self.running(1)
    var text = undated
    text.createdAt = ""
    try scenario.importing(text.envelope, tags: ["project": "ads"])
    try scenario.tagging([(1, "team=blue")])
    #expect(try scenario.rows().allSatisfy { $0.hasPrefix("undated") })
    try scenario.importing(TagScenario.task(1).envelope, from: "b.ndjson")
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=ads, team=blue"])
    #expect(try scenario.isConsistent())
  }

  @Test func `tags of an interrupted import are counted by the next run`() throws {
    let scenario = try TagScenario()
    try scenario.importing(
      TagScenario.task(1).envelope, tags: ["project": "ads"], ends: false)
    #expect(try scenario.ledger.opened().uncountedTagDays() == 1)
    #expect(try scenario.ledger.opened().check().isClean)
    try scenario.ledger.opened(.readWrite).advance(asOf: try moment(LedgerScenario.now))
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=ads"])
    #expect(try scenario.ledger.opened().uncountedTagDays() == 0)
  }

  @Test func `a task that time alone changes keeps its tag in a report of a later moment`() throws {
    let scenario = try TagScenario()
    let failed = TagScenario.task(1) { ($0.status, $0.output) = ("failed", "null") }
    let other = TagScenario.task(2) { ($0.status, $0.output) = ("failed", "null") }
    let soon = "2026-05-04T12:00:00Z"
    try scenario.importing(failed.envelope, tags: ["project": "ads"], asOf: soon)
    try scenario.importing(other.envelope, from: "b.ndjson", asOf: soon)
    #expect(
      try scenario.rows(asOf: soon) == [
        "2026-05-04 refund_awaited 1 project=ads", "2026-05-04 refund_awaited 1",
      ])
    #expect(
      try scenario.rows() == [
        "2026-05-04 refund_due 1 project=ads", "2026-05-04 refund_due 1",
      ])
    #expect(try scenario.isConsistent())
  }

  @Test func `a check finds tagged tasks that do not equal the tasks`() throws {
    let scenario = try TagScenario()
    try scenario.importing(TagScenario.task(1).envelope, tags: ["project": "ads"])
    try scenario.ledger.execute("UPDATE tag_rollup SET tasks = 2")
    let check = try scenario.ledger.opened().check()
    #expect(check.tagDifferences.count == 1)
    #expect(check.tagDifferences.first?.contains(#"tags {"project":"ads"}"#) == true)
    #expect(!check.isClean)
  }
}
