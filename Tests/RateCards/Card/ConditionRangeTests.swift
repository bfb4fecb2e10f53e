import Domain
import RateCards
import Testing

@Suite struct ConditionRangeTests {
  private static func between(_ lower: Interval, _ upper: Interval) -> Condition.Test {
    guard let interval = Interval(from: lower, to: upper) else {
      preconditionFailure("\(lower) and \(upper) are no range")
    }
    return .within(interval)
  }

  private static let range = Condition(
    field: "pixels",
    test: between(.above(ExactDecimal(10)), .atMost(ExactDecimal(20))))

  @Test(arguments: [(10, false), (11, true), (20, true), (21, false)])
  func `a range holds between its bounds`(_ pixels: Int64, _ holds: Bool) {
    let found = Self.range.match(.number(ExactDecimal(pixels)))
    #expect(found == (holds ? ">10 and <=20" : nil))
  }

  @Test(arguments: [
    (Condition.Test.within(.atMost(ExactDecimal(10))), true),
    (.within(.below(ExactDecimal(11))), false),
    (.within(.above(ExactDecimal(20))), true), (.within(.atLeast(ExactDecimal(20))), false),
    (between(.above(ExactDecimal(20)), .atMost(ExactDecimal(30))), true),
    (between(.atLeast(ExactDecimal(20)), .atMost(ExactDecimal(30))), false),
    (.oneOf(["10", "21"]), true), (.oneOf(["10", "15"]), false),
  ])
  func `ranges exclude each other if no number is in both`(
    _ test: Condition.Test, _ excludes: Bool
  ) {
    let other = Condition(field: "pixels", test: test)
    #expect(Self.range.excludes(other) == excludes)
    #expect(other.excludes(Self.range) == excludes)
  }

  @Test func `a range without a number in it is objected to`() throws {
    let card = try TestCard.card(
      TestCard.poster("prices:\n  - { when: { pixels: \"> 20 and <= 20\" }, usd: 1 }"))
    let today = try #require(CalendarDay("2026-06-30"))
    let errors = CardLint(card: card, today: today).issues.filter { $0.severity == .error }
    #expect(errors.map(\.message) == ["no request can meet its conditions; mend or remove it"])
  }

  @Test func `a range is priced, and named as the card writes it`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { when: { pixels: \"> 10 and <= 20\" }, usd: 1 }"))
    let charge = try pricer.poster(["pixels": 15])
    #expect(charge.expected == Points(10_000_000))
    #expect(charge.sku.description == "studio/poster pixels>10 and <=20")
    #expect(try pricer.poster(["pixels": 21]).expected == nil)
  }

  @Test(arguments: ["> 10 and > 20", "> 10 and big", "<= 20 and size"])
  func `two bounds on one side are refused`(_ text: String) {
    let refusal = TestCard.refusal(
      of: TestCard.poster("prices:\n  - { when: { pixels: \"\(text)\" }, usd: 1 }"))
    #expect(refusal?.contains("prices[1].when.pixels: expected a ") == true)
  }

  @Test func `a word with and in it stays a word`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { when: { size: black and white }, usd: 1 }"))
    #expect(try pricer.poster(["size": "black and white"]).expected == Points(10_000_000))
  }
}
