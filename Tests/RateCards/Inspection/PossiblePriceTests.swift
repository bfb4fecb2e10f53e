import Domain
import RateCards
import Testing

/// The prices that an amount may come from if only model, task type and time are known.
@Suite struct PossiblePriceTests {
  private static func prices(_ sources: CardSource..., at day: String) throws -> [PossiblePrice] {
    var prices = PossiblePrices(try RateCard(reading: sources))
    return prices.prices(model: "studio", taskType: "poster", at: try moment(day))
  }

  @Test(arguments: [
    ("2026-07-31", ["8 USD per image"]), ("2026-08-01", ["8 USD per image", "6 USD per image"]),
    ("2026-08-24", ["8 USD per image", "6 USD per image"]), ("2026-08-25", ["6 USD per image"]),
  ])
  func `in the span of an unknown change both prices are possible, outside it one`(
    day: String, expected: [String]
  ) throws {
    let card = TestCard.source(
      TestCard.poster("prices: [{ usd: 8 }, { usd: 6, from: [2026-08-01, 2026-08-25] }]"))
    #expect(try Self.prices(card, at: day).map(\.priceText) == expected)
  }

  @Test func `a price of an upper card replaces the one of the same conditions below`() throws {
    let cards = [("own", 2), ("lower", 3)].map { name, usd in
      TestCard.source(TestCard.poster("usd: \(usd)"), name: name, file: "\(name).yaml")
    }
    #expect(
      try Self.prices(cards[0], cards[1], at: "2026-08-01").map(\.priceText)
        == ["2 USD per image"])
  }

  @Test(
    arguments: [
      (70_000_000, "7 images at 1 USD per image (studio/poster)"),
      (75_000_000, "7.5 images at 1 USD per image (studio/poster)"), (72_500_000, nil),
    ] as [(Int64, String?)])
  func `half a unit explains an amount where the card has steps of a half`(
    points: Int64, explanation: String?
  ) throws {
    let card = TestCard.source(
      TestCard.poster(
        """
        usd: 1
        quantity:
          - { when: { videos: ">= 1" }, unknown: [seconds, seconds + 7.7], step: 0.5 }
          - seconds
        """))
    let prices = try Self.prices(card, at: "2026-08-01")
    #expect(prices.map { $0.explanation(of: Points(points)) } == [explanation])
  }
}
