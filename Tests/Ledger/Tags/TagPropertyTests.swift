import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing
import Traffic

/// In whatever order tasks, tags and rules come, tags follow the rules of precedence.
@Suite struct TagPropertyTests {
  private static let rules = TagRules([
    TagScenario.rule(["project": "source"]) { $0.sources = [TextPattern("s1")] },
    TagScenario.rule(["project": "model", "team": "m"]) { $0.models = [TextPattern("seed*")] },
  ])

  /// A task as reported at one time, on one of three days, or without its day.
  private static func observation(_ number: Int, _ random: inout SeededRandom) -> TaskText {
    TagScenario.task(number) { task in
      task.createdAt = "2026-05-0\(4 + number % 3)T10:00:00Z"
      if Bool.random(using: &random) {
        (task.status, task.output, task.endedAt) = ("processing", "null", "")
        (task.usageType, task.frozen, task.consume) = ("point", 280_000, 0)
        if Int.random(in: 0..<3, using: &random) == 0 { task.createdAt = "" }
      }
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `tags do not depend on the order of imports`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var scenario = try TagScenario()
    scenario.rules = Self.rules
    var expected: [Int: [[String: String]]] = [:]
    var known: Set<Int> = []
    for _ in 0..<14 {
      let number = Int.random(in: 1...5, using: &random)
      var tags = expected[number] ?? [[:], [:], ["project": "model", "team": "m"]]
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        let value = ["", "a", "b"][Int.random(in: 0..<3, using: &random)]
        try scenario.tagging([(number, "project=\(value)")])
        tags[0]["project"] = value.isEmpty ? nil : value
      case 1:
        let value = ["x", "y"][Int.random(in: 0..<2, using: &random)]
        try scenario.importing(
          Self.observation(number, &random).envelope, from: "i", tags: ["project": value])
        tags[1]["project"] = value
        known.insert(number)
      default:
        let source = ["s1", "s2"][Int.random(in: 0..<2, using: &random)]
        try scenario.importing(
          Self.observation(number, &random).envelope, from: source,
          ends: Bool.random(using: &random))
        if source == "s1" { tags[2]["project"] = "source" }
        known.insert(number)
      }
      expected[number] = tags
    }
    try scenario.ledger.opened(.readWrite).advance(asOf: try moment(LedgerScenario.now))
    let names = known.map { number in
      let tags = expected[number] ?? []
      return TagSet(tags.reversed().reduce(into: [:]) { $0.merge($1) { _, new in new } })
        .description
    }
    let rows = try scenario.ledger.opened().reader(
      asOf: try moment(LedgerScenario.now), dividedBy: .tags
    ).lines()
    let found = rows.flatMap { Array(repeating: $0.tags.description, count: $0.tasks) }
    #expect(found.sorted() == names.sorted(), "seed \(seed)")
    #expect(try scenario.isConsistent(), "seed \(seed)")
  }
}
