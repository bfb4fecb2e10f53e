import Domain
import RateCards
import Testing

/// What is known about a task when it is priced.
@Suite struct FactsTests {
  private static let request = Request(
    model: "studio", taskType: "poster",
    fields: [
      Request.Field("width", .number(ExactDecimal(4))), Request.Field("height", .word("2.5")),
      Request.Field("outputs", .number(ExactDecimal(99))),
      Request.Field("colour", .flag(false)),
    ])

  private static func facts(outputs: Int?) -> Facts {
    Facts(
      request: request, outputCount: outputs,
      defaults: ["width": .number(ExactDecimal(1)), "depth": .number(ExactDecimal(3))],
      derived: [
        "area": [.field("width"), .field("height")],
        "volume": [.field("width"), .field("height"), .field("depth")],
        "gap": [.field("width"), .field("length")],
      ])
  }

  @Test func `a given field beats its default`() {
    let facts = Self.facts(outputs: nil)
    #expect(facts["width"] == .number(ExactDecimal(4)))
    #expect(facts["depth"] == .number(ExactDecimal(3)))
    #expect(facts["length"] == nil)
  }

  @Test func `the number of results is the response's, not a field of that name`() {
    #expect(Self.facts(outputs: 2)["outputs"] == .number(ExactDecimal(2)))
    #expect(Self.facts(outputs: nil)["outputs"] == nil)
  }

  @Test func `a derived field is the exact product of its fields`() {
    let facts = Self.facts(outputs: nil)
    #expect(facts["area"] == .number(ExactDecimal(10)))
    #expect(facts["volume"] == .number(ExactDecimal(30)))
    #expect(facts["gap"] == nil, "one of its fields is not known")
  }

  @Test func `a quantity is the first alternative that applies and is known`() {
    let rule = QuantityRule(alternatives: [
      QuantityRule.Alternative(
        conditions: [Condition(field: "colour", test: .oneOf(["true"]))],
        value: .product([.number(ExactDecimal(7))])),
      QuantityRule.Alternative(value: .product([.field("length")])),
      QuantityRule.Alternative(value: .product([.field("width"), .number(ExactDecimal(2))])),
      QuantityRule.Alternative(value: .unknown(least: nil, most: nil)),
    ])
    #expect(rule.quantity(in: Self.facts(outputs: nil)) == .known(Ratio(8)))
    #expect(rule.fieldNames == ["colour", "length", "width"])
  }

  @Test func `an unknown quantity has the bounds that its fields give`() {
    let rule = QuantityRule(alternatives: [
      QuantityRule.Alternative(
        value: .unknown(least: .field("depth"), most: .field("length")))
    ])
    #expect(
      rule.quantity(in: Self.facts(outputs: nil)) == .unknown(least: Ratio(3), most: nil))
  }

  @Test func `if no alternative is known the missing fields are named`() {
    let rule = QuantityRule(alternatives: [
      QuantityRule.Alternative(value: .product([.field("length"), .field("width")])),
      QuantityRule.Alternative(value: .product([.field("weight")])),
    ])
    #expect(rule.quantity(in: Self.facts(outputs: nil)) == .missing(["length", "weight"]))
  }
}
