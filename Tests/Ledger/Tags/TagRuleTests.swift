import Domain
import Ledger
import TestSupport
import Testing

/// Rules assign tags; for each key the first match wins.
@Suite struct TagRuleTests {
  private static let film = TagScenario.rule(["project": "film"]) {
    $0.models = [TextPattern("seedance")]
  }
  private static let ads = TagScenario.rule(["project": "ads"]) {
    $0.sources = [TextPattern("*/ads/*")]
  }

  private static var video: TaskText {
    TagScenario.task(2) {
      ($0.model, $0.taskType, $0.input) = ("seedance", "seedance-2", #"{"duration":5}"#)
      $0.consume = 5_000_000
    }
  }

  @Test func `a rule on the model tags its tasks, and others stay without`() throws {
    var scenario = try TagScenario()
    scenario.rules = TagRules([Self.film])
    try scenario.importing(TagScenario.task(1).envelope, Self.video.envelope)
    #expect(
      try scenario.rows()
        == ["2026-05-04 matched 1 project=film", "2026-05-04 matched 1"])
    #expect(try scenario.isConsistent())
    #expect(
      try scenario.ledger.table("SELECT day, tags, model, tasks, billed_points FROM v_tagged_cost")
        == [["2026-05-04", #"{"project":"film"}"#, "seedance", "1", "5000000"]])
  }

  @Test(arguments: [[0, 1], [1, 0]])
  func `of two rules for one key the first in the file decides`(order: [Int]) throws {
    var scenario = try TagScenario()
    scenario.rules = TagRules(order.map { [Self.film, Self.ads][$0] })
    try scenario.importing(Self.video.envelope, from: "log/ads/may.ndjson")
    let project = order == [0, 1] ? "film" : "ads"
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=\(project)"])
  }

  @Test func `rules for other keys add up`() throws {
    var scenario = try TagScenario()
    let team = TagScenario.rule(["team": "blue"]) { $0.taskTypes = [TextPattern("seedance-*")] }
    scenario.rules = TagRules([Self.ads, team])
    try scenario.importing(Self.video.envelope, from: "log/ads/may.ndjson")
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=ads, team=blue"])
  }

  @Test func `the tags of an import win over rules, and those of a task over both`() throws {
    var scenario = try TagScenario()
    scenario.rules = TagRules([Self.film])
    try scenario.importing(Self.video.envelope, tags: ["project": "web", "team": "red"])
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=web, team=red"])
    try scenario.tagging([(2, "project=own")])
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=own, team=red"])
    try scenario.tagging([(2, "project=")])
    #expect(try scenario.rows() == ["2026-05-04 matched 1 project=web, team=red"])
  }

  @Test func `the API key of a task is that of the history, also when it comes later`() throws {
    var scenario = try TagScenario()
    scenario.rules = TagRules([
      TagScenario.rule(["project": "shop"]) { $0.apiKeyIDs = [TextPattern("7")] }
    ])
    try scenario.importing(TagScenario.task(1).envelope, TagScenario.task(3).envelope)
    #expect(try scenario.rows() == ["2026-05-04 matched 2"])
    try scenario.importing(HistoryText.page { $0.taskID = taskID(1) }, from: "page.json")
    #expect(
      try scenario.rows() == ["2026-05-04 matched 1 project=shop", "2026-05-04 matched 1"])
    #expect(try scenario.isConsistent())
  }

  @Test func `other rules tag all tasks again, and the same rules change nothing`() throws {
    var scenario = try TagScenario()
    scenario.rules = TagRules([Self.film])
    try scenario.importing(TagScenario.task(1).envelope, Self.video.envelope)
    let store = { try scenario.ledger.opened(.readWrite) }
    #expect(
      try !store().useTagRules(scenario.rules, asOf: try moment(LedgerScenario.now)))
    let other = TagRules([TagScenario.rule(["team": "all"]) { $0.models = [TextPattern("*")] }])
    #expect(try store().useTagRules(other, asOf: try moment(LedgerScenario.now)))
    #expect(
      try scenario.rows() == ["2026-05-04 matched 1 team=all", "2026-05-04 matched 1 team=all"])
    #expect(try store().useTagRules(.none, asOf: try moment(LedgerScenario.now)))
    #expect(try scenario.rows() == ["2026-05-04 matched 1", "2026-05-04 matched 1"])
    #expect(try scenario.ledger.table("SELECT * FROM tag_rollup") == [])
    #expect(try scenario.isConsistent())
  }
}
