import Domain
import RateCards
import Testing

/// Changes that are known only to lie between two moments: `from: [earliest, latest]`.
@Suite struct UncertainChangeTests {
  private static let prices = TestCard.poster(
    """
    prices:
      - { usd: 8, seen: [2026-05-01, 2026-08-01] }
      - { usd: 6, from: [2026-08-01, 2026-08-25], seen: [2026-08-25, 2026-09-22] }
    """)

  /// What explains an amount in whole USD at a moment, and what says so.
  private static func explanation(
    _ card: String, usd: Int64, created: String, _ fields: [String: Value] = [:]
  ) throws -> (usd: String, text: String?) {
    let charge = try TestCard.pricer(card).poster(fields, created: created)
    let explaining = charge.explaining(Points(usd * 10_000_000))
    return (
      explaining.expected?.usdText ?? explaining.unpricedReason ?? "",
      explaining.formula?.uncertainChange?.text
    )
  }

  private static let earlier =
    "the price changed at an unknown moment between 2026-08-01 and 2026-08-25; "
    + "this is the earlier price"
  private static let later =
    "the price changed at an unknown moment between 2026-08-01 and 2026-08-25; "
    + "this is the later price"

  @Test(
    arguments: [
      ("2026-07-31T23:59:59.999999999Z", 6, "8.00", nil),
      ("2026-08-01T00:00:00Z", 8, "8.00", earlier),
      ("2026-08-01T00:00:00Z", 6, "6.00", later),
      ("2026-08-24T23:59:59.999999999Z", 6, "6.00", later),
      ("2026-08-24T23:59:59.999999999Z", 7, "8.00", earlier),
      ("2026-08-25T00:00:00Z", 8, "6.00", nil),
    ] as [(String, Int64, String, String?)])
  func `between the two moments a bill is explained by whichever price it equals`(
    created: String, usd: Int64, found: String, text: String?
  ) throws {
    let explanation = try Self.explanation(Self.prices, usd: usd, created: created)
    #expect(explanation.usd == found)
    #expect(explanation.text == text)
  }

  @Test func `markups, defaults and quantities change at unknown moments too`() throws {
    let markup = TestCard.poster(
      """
      usd: 4
      markup: [{ percent: 25%, until: 2026-08-01 }, { percent: 50%, from: [2026-07-01, 2026-08-01] }]
      """)
    #expect(try Self.explanation(markup, usd: 5, created: "2026-07-15T00:00:00Z").usd == "5.00")
    #expect(try Self.explanation(markup, usd: 6, created: "2026-07-15T00:00:00Z").usd == "6.00")
    let standard = TestCard.poster(
      """
      defaults: { size: [{ value: A3, until: 2026-08-01 }, { value: A4, from: [2026-07-01, 2026-08-01] }] }
      prices: [{ when: { size: A3 }, usd: 2 }, { when: { size: A4 }, usd: 1 }]
      """)
    #expect(try Self.explanation(standard, usd: 2, created: "2026-07-15T00:00:00Z").usd == "2.00")
    #expect(try Self.explanation(standard, usd: 1, created: "2026-07-15T00:00:00Z").usd == "1.00")
    #expect(
      try Self.explanation(standard, usd: 1, created: "2026-07-15T00:00:00Z", ["size": "A3"]).usd
        == "2.00", "what was sent is no default")
    let quantity = TestCard.poster(
      """
      quantity: [{ value: sheets / 2, from: [2026-07-01, 2026-08-01] }, sheets]
      usd: 1
      """)
    let sheets: [String: Value] = ["sheets": 4]
    #expect(
      try Self.explanation(quantity, usd: 4, created: "2026-07-15T00:00:00Z", sheets).usd == "4.00")
    #expect(
      try Self.explanation(quantity, usd: 2, created: "2026-07-15T00:00:00Z", sheets).usd == "2.00")
    #expect(
      try Self.explanation(quantity, usd: 2, created: "2026-06-30T00:00:00Z", sheets).usd == "4.00")
  }

  @Test
  func `prices may change at every moment of such a span, so that tasks in it are priced apart`()
    throws
  {
    let boundaries = try TestCard.pricer(Self.prices)
      .dependencies(model: "studio", taskType: "poster").boundaries
    #expect(
      boundaries.map(\.dayOrMomentText) == ["2026-08-01", "2026-08-25"])
  }

  @Test func `within the span neither price is proved`() throws {
    let charge = try TestCard.pricer(Self.prices).poster(created: "2026-08-10")
    let proof = try #require(charge.formula?.proof)
    #expect(proof.uncertainChange?.isAfter == false)
    let after = try TestCard.pricer(Self.prices).poster(created: "2026-08-25")
    #expect(after.formula?.proof.uncertainChange == nil)
    #expect(after.formula?.proof.days.contains(try #require(CalendarDay("2026-08-25"))) == true)
    #expect(after.formula?.period == "from between 2026-08-01 and 2026-08-25")
  }

  @Test(arguments: [
    ("[2026-08-25, 2026-08-01]", "expected the earlier moment first"),
    ("[2026-08-01]", "expected a moment, or the two between which it starts"),
    ("[2026-08-01, soon]", "expected a day or an RFC 3339 time, found \"soon\""),
  ])
  func `a span that is none is refused`(_ text: String, _ reason: String) throws {
    let refusal = try #require(TestCard.refusal(of: TestCard.poster("usd: 1\nfrom: \(text)")))
    #expect(refusal.hasSuffix(reason))
  }
}
