import Domain
import RateCards
import Testing

@Suite struct ConditionTests {
  /// A condition as a card writes it, with a value and the spelling that it yields.
  struct Case: Sendable, CustomTestStringConvertible {
    let condition: Condition
    let value: Value?
    /// Nil if the value does not meet the condition.
    let found: String?

    init(_ test: Condition.Test, _ value: Value?, _ found: String?) {
      condition = Condition(field: "size", test: test)
      self.value = value
      self.found = found
    }

    var testDescription: String {
      "\(condition) for \(value.map { "\($0.field)" } ?? "nothing")"
    }
  }

  static let words: [Case] = [
    Case(.oneOf(["2K"]), "2K", "2K"),
    Case(.oneOf(["2K"]), "2k", "2K"),
    Case(.oneOf(["2K"]), "3K", nil),
    Case(.oneOf(["2K"]), 2, nil),
    Case(.oneOf(["2x"]), 2, nil),
    Case(.oneOf(["2K"]), " 2 k ", "2K"),
    Case(.oneOf(["768p"]), 768, "768p"),
    Case(.oneOf(["768p"]), "768", "768p"),
    Case(.oneOf(["768p"]), .decimal("768.0"), "768p"),
    Case(.oneOf(["1080p"]), "1080P", "1080p"),
    Case(.oneOf(["1080p"]), " 1080 p", "1080p"),
    Case(.oneOf(["1080"]), "1080p", "1080"),
    Case(.oneOf(["1080p"]), "1080i", nil),
    Case(.oneOf(["720p"]), 1080, nil),
    Case(.oneOf(["720p", "1080p"]), 1080, "1080p"),
    Case(.oneOf(["false"]), "FALSE", "false"),
    Case(.oneOf(["v2.3"]), "V2.3", "v2.3"),
    Case(.oneOf(["v2.3"]), "2.3", nil),
    Case(.oneOf(["2K"]), nil, nil),
    Case(.oneOf(["1K", "2K"]), "2K", "2K"),
    Case(.oneOf(["true"]), true, "true"),
    Case(.oneOf(["true"]), "True", "true"),
    Case(.oneOf(["true"]), false, nil),
    Case(.oneOf(["1"]), true, nil),
    Case(.oneOf(["16:9"]), "16:9", "16:9"),
    Case(.oneOf(["pro"]), "professional", nil),
    Case(.oneOf([]), "2K", nil),
  ]

  static let numbers: [Case] = [
    Case(.oneOf(["2.6"]), "2.6", "2.6"),
    Case(.oneOf(["2.6"]), .decimal("2.60"), "2.6"),
    Case(.oneOf(["2.60"]), "2.6", "2.60"),
    Case(.oneOf(["2.0"]), 2, "2.0"),
    Case(.oneOf(["2.1"]), "2.1-master", nil),
    Case(.oneOf(["2.1-master"]), "2.1", nil),
    Case(.oneOf(["5", "10"]), 10, "10"),
    Case(.oneOf(["8"]), "8s", "8"),
    Case(.oneOf(["8s"]), "8s", "8s"),
    Case(.oneOf(["8s"]), "8S", "8s"),
    Case(.oneOf(["8s"]), "8 s", "8s"),
    Case(.oneOf(["8"]), "8 Sec", "8"),
    Case(.oneOf(["8s"]), "8 seconds", "8s"),
    Case(.oneOf(["8s"]), 8, "8s"),
    Case(.oneOf(["8s"]), "8p", nil),
    Case(.oneOf(["8s"]), "8m", nil),
    Case(.oneOf(["8"]), "-8", nil),
    Case(.oneOf(["1000"]), .decimal("1e3"), "1000"),
    Case(.oneOf(["0.1"]), .decimal("0.10"), "0.1"),
    Case(.oneOf(["0.3"]), .decimal("0.30000000000000004"), nil),
  ]

  static let comparisons: [Case] = [
    Case(.within(.atMost(ExactDecimal(5))), 5, "<=5"),
    Case(.within(.atMost(ExactDecimal(5))), .decimal("5.00000000000000001"), nil),
    Case(.within(.below(ExactDecimal(5))), 5, nil),
    Case(.within(.below(ExactDecimal(5))), .decimal("4.99999999999999999"), "<5"),
    Case(.within(.atLeast(ExactDecimal(5))), 5, ">=5"),
    Case(.within(.atLeast(ExactDecimal(5))), 4, nil),
    Case(.within(.above(ExactDecimal(5))), 5, nil),
    Case(.within(.above(ExactDecimal(5))), 6, ">5"),
    Case(.within(.atMost(ExactDecimal(8))), "8s", "<=8"),
    Case(.within(.atMost(ExactDecimal(8))), "8", "<=8"),
    Case(.within(.atMost(ExactDecimal(8))), "8 S", "<=8"),
    Case(.within(.atMost(ExactDecimal(8))), "eight", nil),
    Case(.within(.atMost(ExactDecimal(8))), true, nil),
    Case(.within(.atMost(ExactDecimal(8))), nil, nil),
    Case(.within(.above(ExactDecimal(0))), .number(-1), nil),
  ]

  @Test(arguments: ConditionTests.words + ConditionTests.numbers + ConditionTests.comparisons)
  func `values are compared as numbers if both are, otherwise ignoring case`(_ item: Case) {
    #expect(item.condition.match(item.value?.field) == item.found)
  }

  @Test func `a condition reads as the card writes it`() {
    #expect(Condition(field: "size", test: .oneOf(["2K", "3K"])).description == "size=2K or 3K")
    #expect(
      Condition(field: "pixels", test: .within(.atMost(ExactDecimal(1_048_576)))).description
        == "pixels<=1048576")
    #expect(
      Condition(field: "pixels", test: .within(.above(ExactDecimal(5)))).description == "pixels>5")
  }

  @Test(arguments: [
    ("<= 5", "<=5"), ("<5", "<5"), (">=  5.50", ">=5.5"), ("> 5", ">5"), ("5", "5"),
  ])
  func `a comparison is written with its sign`(_ written: String, _ read: String) throws {
    let card = try TestCard.card(
      TestCard.poster("prices:\n  - { when: { size: \"\(written)\" }, usd: 1 }"))
    let rate = try #require(card.layers.first?.groups.first?.rates.first)
    #expect(rate.conditions.map(\.testText) == [read])
  }
}
