import Domain
import RateCards
import Testing

/// `round_price`: a list whose prices after multiplier and markup are rounded to some decimals.
@Suite struct ListPriceTests {
  private static func pricer(_ lines: String) throws -> Pricer {
    try TestCard.pricer(TestCard.poster("quantity: seconds\n" + lines))
  }

  @Test(arguments: [
    ("0.064", "10%", "0.70"), ("0.042", "10%", "0.46"), ("0.048", "10%", "0.53"),
    ("0.0635", "0%", "0.64"), ("0.0634999", "0%", "0.63"), ("0.08", "25%", "1.00"),
  ])
  func `the price of a lot is rounded half up before it is multiplied`(
    usd: String, markup: String, ten: String
  ) throws {
    let charge = try Self.pricer("usd: \(usd)\nmarkup: \(markup)\nround_price: 0.001")
      .poster(["seconds": 10])
    #expect(charge.expected?.usdText == ten)
  }

  @Test func `the proof shows the rounding as a step of its own, before what was agreed`() throws {
    let pricer = Pricer(
      card: try RateCard(reading: [
        TestCard.source(
          "agreements: [{ model: studio, percent: -10%, source: contract }]", name: "own"),
        TestCard.source(
          TestCard.poster("quantity: seconds\nusd: 0.064\nmarkup: 10%\nround_price: 0.001")),
      ]))
    let charge = try pricer.poster(["seconds": 4])
    var pipeline = PricePipeline(try #require(charge.formula))
    #expect(try pipeline.price(charge.quantities) == Points(2_520_000))
    #expect(
      pipeline.steps.map { "\($0.operation): \($0.detail) -> \($0.result)" }.prefix(4) == [
        "base: 0.064 USD per image -> 0.064 USD", "markup: +10 % -> 0.0704 USD",
        "list price: rounded to 0.001 USD -> 0.07 USD",
        "agreement: -10 % (contract, card.yaml:1) -> 0.063 USD",
      ])
  }

  @Test func `the price of several units is rounded as the lot that the list names`() throws {
    let charge = try Self.pricer("per: 5\nusd: 0.0333\nround_price: 0.01").poster(["seconds": 10])
    #expect(charge.expected == Points(600_000))
  }

  @Test func `prices of their own drop what they are like, and so its rounding`() throws {
    let pricer = try TestCard.pricer(
      """
      - { model: studio, task_type: poster, unit: image, usd: 0.0126, round_price: 0.01 }
      - { model: studio, task_type: flyer, like: poster }
      - { model: studio, task_type: banner, like: poster, usd: 0.0126 }
      """)
    #expect(try pricer.charge("studio", "flyer").expected == Points(100_000))
    #expect(try pricer.charge("studio", "banner").expected == Points(126_000))
  }
}
