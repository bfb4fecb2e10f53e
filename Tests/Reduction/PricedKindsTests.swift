import Domain
import RateCards
import Testing

@testable import Reduction

@Suite struct PricedKindsTests {
  private static func kinds(_ rates: String, penalties: String = "") throws -> PricedKinds {
    try PricedKinds(card: SmallCard.card(rates: rates, penalties: penalties))
  }

  @Test func `a name that the card spells out has what its prices read, and when they change`()
    throws
  {
    let kinds = try Self.kinds(
      """
        - { model: Kling, task_type: video, unit: second, quantity: [duration],
            prices: [{ usd: 0.1, until: 2026-03-01 }, { usd: 0.2, from: 2026-03-01 }] }
      """)
    let kind = try #require(kinds.kinds.first)
    #expect((kind.model, kind.taskType) == ("kling", "video"))
    let rule = kinds.rules[kind.rule]
    #expect(rule.fieldNames == ["duration", "duration.only"])
    #expect(rule.boundaries == [1_772_323_200_000_000_000])
  }

  @Test func `a name without a price reads nothing`() throws {
    let kinds = try Self.kinds("  - { model: kling, task_type: video, unit: image, usd: 0.1 }")
    #expect(kinds.rules[0].fieldNames.isEmpty)
    #expect(kinds.patternKinds.isEmpty)
  }

  @Test func `a name that two patterns match reads what both read`() throws {
    let kinds = try Self.kinds(
      """
        - { model: "kling*", task_type: video, unit: second, quantity: [duration], usd: 0.1 }
        - { model: "*-2", task_type: "*", unit: second, quantity: [seconds], usd: 0.1 }
      """)
    #expect(kinds.patternKinds.map(\.patterns.count) == [2, 1, 1])
    let both = try #require(kinds.patternKinds.first)
    #expect(
      kinds.rules[both.rule].fieldNames
        == ["duration", "duration.only", "seconds", "seconds.only"])
  }

  @Test func `patterns that overlap in too many ways are refused`() throws {
    let rates = (1...11).map { number in
      "  - { model: \"*\(number)*\", task_type: video, unit: image, usd: 0.1 }"
    }
    let refused = #expect(throws: ReductionError.self) {
      try Self.kinds(rates.joined(separator: "\n"))
    }
    #expect(
      refused?.description
        == "too many patterns of models and task types in the rate card overlap")
  }

  @Test func `a rule that refunds everything counts no task`() throws {
    let kinds = try Self.kinds(
      "  - { model: kling, task_type: video, unit: image, usd: 0.1 }",
      penalties: """
        penalties:
          - { model: "*", task_type: "*", percent_of_price: [{ from_violation: 1, percent: 0% }] }
          - { model: kling, task_type: "*", error_code: 7,
              percent_of_price: [{ from_violation: 1, percent: 50% }] }
        """)
    #expect(kinds.penalties.map(\.errorCode) == [7])
  }
}
