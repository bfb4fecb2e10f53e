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

  private static func product(_ names: String...) -> Expression {
    Expression(terms: [Expression.Term(factors: names.map { .field($0) })])
  }

  private static func facts(outputs: Int?) -> Facts {
    Facts(
      request: request, outputCount: outputs,
      defaults: [
        "width": [FieldDefault(.number(ExactDecimal(1)))],
        "depth": [FieldDefault(.number(ExactDecimal(3)))],
      ],
      derived: [
        "area": [product("width", "height")],
        "volume": [product("width", "height", "depth")],
        "gap": [product("width", "length")],
        "edge": [product("length"), product("depth")],
        "colour": [product("tint"), product("colour")],
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

  @Test func `a derived field is the first alternative that is known, even a word or a flag`() {
    let facts = Self.facts(outputs: nil)
    #expect(facts["edge"] == nil, "a default is no value that a field is derived from alone")
    #expect(facts["colour"] == .flag(false))
  }

  @Test func `a list of one element means the element`() {
    let request = Request(
      model: "studio", taskType: "poster",
      fields: [
        Request.Field("size.count", .number(ExactDecimal(1))),
        Request.Field("size.only", .word("A3")),
      ])
    let facts = Facts(request: request, outputCount: nil, defaults: [:], derived: [:])
    #expect(facts["size"] == .word("A3"))
  }

  @Test func `a default counts in its period and is told apart from what was sent`() throws {
    let march = try #require(Timestamp("2026-03-01T00:00:00Z")?.instant)
    let defaults = [
      "paper": [
        FieldDefault(.word("matt"), period: EffectivePeriod(from: nil, until: march)),
        FieldDefault(.word("gloss"), period: EffectivePeriod(from: march, until: nil)),
      ]
    ]
    let paper = { (created: Instant?) in
      Facts(
        request: Self.request, outputCount: nil, createdAt: created, defaults: defaults,
        derived: [:])
    }
    #expect(paper(march)["paper"] == .word("gloss"))
    #expect(paper(march.adding(seconds: -1))["paper"] == .word("matt"))
    #expect(paper(nil)["paper"] == nil, "which default held is unknown")
    #expect(paper(march).defaultValue(of: "paper") == .word("gloss"))
    #expect(paper(march).defaultValue(of: "width") == nil)
  }

  @Test func `a quantity is the first alternative that applies and is known`() {
    let rule = QuantityRule(alternatives: [
      QuantityRule.Alternative(
        conditions: [Condition(field: "colour", test: .oneOf(["true"]))],
        value: .known(Expression(number: ExactDecimal(7)))),
      QuantityRule.Alternative(value: .known(Self.product("length"))),
      QuantityRule.Alternative(
        value: .known(
          Expression(terms: [
            Expression.Term(factors: [.field("width"), .number(ExactDecimal(2))])
          ]))),
      QuantityRule.Alternative(value: .unknown(least: nil, most: nil, step: ExactDecimal(1))),
    ])
    #expect(rule.quantity(in: Self.facts(outputs: nil)) == .known(Ratio(8)))
    #expect(rule.fieldNames == ["colour", "length", "width"])
  }

  @Test func `an unknown quantity has the bounds that its fields give`() {
    let rule = QuantityRule(alternatives: [
      QuantityRule.Alternative(
        value: .unknown(
          least: Self.product("depth"), most: Self.product("length"), step: ExactDecimal(1)))
    ])
    #expect(
      rule.quantity(in: Self.facts(outputs: nil))
        == .unknown(least: Ratio(3), most: nil, step: ExactDecimal(1)))
  }

  @Test func `if no alternative is known the missing fields are named`() {
    let rule = QuantityRule(alternatives: [
      QuantityRule.Alternative(value: .known(Self.product("length", "width"))),
      QuantityRule.Alternative(value: .known(Self.product("weight"))),
    ])
    #expect(rule.quantity(in: Self.facts(outputs: nil)) == .missing(["length", "weight"]))
  }
}
