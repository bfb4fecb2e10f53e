import Domain
import Foundation
import RateCards
import Testing

/// The frozen form of a rate, which the ledger keeps as the proof.
@Suite struct PriceFormulaTests {
  private static let card = TestCard.poster(
    """
    per: 1000
    started: true
    quantity: posters
    usd: 0.10
    times: 1.50
    markup: 12.5%
    surcharges:
      - { unit: frame, usd: 0.50, quantity: frames, beyond: 2 }
    minimum: 0.25
    round: up
    source: the studio's list
    checked: 2026-05-01
    certainty: medium
    seen: [2026-03-01, 2026-05-01]
    note: frames are of wood
    unconfirmed: { usd: 0.2, source: a friend, seen: 2026-06-01 }
    """)

  private static func formula() throws -> PriceFormula {
    try #require(
      try TestCard.pricer(card).poster(["posters": 1], created: "2026-04-01").formula)
  }

  @Test func `a formula holds everything that proves the price`() throws {
    let formula = try Self.formula()
    #expect(formula.rate == "studio/poster")
    #expect(formula.card == "own card")
    #expect(formula.place == "card.yaml:7")
    #expect(formula.period == "without limit")
    #expect(formula.source == "the studio's list")
    #expect(formula.checked == "2026-05-01")
    #expect(formula.certainty == "medium")
    #expect(formula.seen == "2026-03-01 to 2026-05-01")
    #expect(formula.notes == ["frames are of wood", "the price is of medium certainty"])
    #expect(formula.multiplier == ExactDecimal("1.5"))
    #expect(formula.markups == [ExactDecimal("12.5")])
    #expect(formula.minimum == ExactDecimal("0.25"))
    #expect(formula.rounding == .up)
  }

  @Test func `its lines, surcharges and alternatives hold exact decimals`() throws {
    let formula = try Self.formula()
    let line = try #require(formula.lines.first)
    #expect(formula.lines.count == 1)
    #expect([line.measure, line.unit] == ["image", "image"])
    #expect([line.per, line.usd] == [ExactDecimal(1000), ExactDecimal("0.1")])
    #expect(line.isPerStarted)
    #expect(line.priceText == "0.1 USD per started 1000 images")
    let surcharge = try #require(formula.surcharges.first)
    #expect(surcharge.unit == "frame")
    #expect([surcharge.usd, surcharge.beyond] == [ExactDecimal("0.5"), ExactDecimal(2)])
    let other = try #require(formula.alternatives.first)
    #expect(other.lines.map(\.usd) == [ExactDecimal("0.2")])
    #expect(other.multiplier == nil)
    #expect(other.markups == [ExactDecimal("12.5")])
  }

  @Test func `a formula is the same after it was written as JSON and read`() throws {
    let formula = try Self.formula()
    let stored = try JSONEncoder().encode(formula)
    let read = try JSONDecoder().decode(PriceFormula.self, from: stored)
    #expect(read == formula)
    var pipeline = PricePipeline(read)
    let quantities = BilledQuantities(entries: [
      BilledQuantities.Entry(name: "image", value: Ratio(1001)),
      BilledQuantities.Entry(name: "frame", value: Ratio(3)),
    ])
    #expect(try pipeline.price(quantities) == Points(8_375_000), "2 × 0.16875 + 0.5 USD")
  }

  @Test(arguments: [
    (#""usd":"0.1""#, #""usd":"a dime""#), (#""per":"1000""#, #""per":"""#),
    (#""minimum":"0.25""#, #""minimum":"0,25""#),
    (#""markups":["12.5"]"#, #""markups":["12.5 %"]"#),
    (#""rounding":"up""#, #""rounding":"upwards""#),
  ])
  func
    `a stored formula with a text that is no number or no rounding is an error, not another price`(
      right: String, wrong: String
    ) throws
  {
    let stored = String(decoding: try JSONEncoder().encode(Self.formula()), as: UTF8.self)
    #expect(stored.contains(right))
    let broken = Data(stored.replacing(right, with: wrong).utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(PriceFormula.self, from: broken)
    }
  }
}
