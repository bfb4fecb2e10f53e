import Domain
import RateCards
import Testing

/// base → multiplier → markup → × quantity → + surcharges → minimum → one rounding.
@Suite struct PipelineOrderTests {
  /// Seven points a poster, × 1.5, +10 %, × 3 posters are 34.65; two extra frames add 0.8.
  private static func card(minimum: String) -> String {
    TestCard.poster(
      """
      quantity: posters
      usd: 0.0000007
      times: 1.5
      markup: 10%
      surcharges:
        - { unit: frame, usd: 0.00000004, quantity: frames, beyond: 1 }
      minimum: \(minimum)
      """)
  }

  private static let order: [String: Value] = ["posters": 3, "frames": 3]

  private static func line(_ step: ProofStep) -> String {
    "\(step.operation): \(step.detail) -> \(step.result)"
  }

  @Test func `every other order of the steps would give another amount`() throws {
    // 36 where the frames come before the markup, before the factor, or behind a rounding, and
    // where the minimum of 35 points comes before the frames; 37 where each poster is rounded.
    let charge = try TestCard.pricer(Self.card(minimum: "0.0000035")).poster(Self.order)
    #expect(charge.expected == Points(35))
  }

  @Test func `the proof names the steps in order with the result of each`() throws {
    let charge = try TestCard.pricer(Self.card(minimum: "0.0000035")).poster(Self.order)
    var pipeline = PricePipeline(try #require(charge.formula))
    _ = try pipeline.price(charge.quantities)
    #expect(
      pipeline.steps.map(Self.line) == [
        "base: 0.0000007 USD per image -> 0.0000007 USD",
        "multiplier: × 1.5 -> 0.00000105 USD",
        "markup: +10 % -> 0.000001155 USD",
        "quantity: × 3 images -> 0.000003465 USD",
        "surcharge: + 2 × 0.00000004 USD per frame -> 0.000003545 USD",
        "rounding: 35.45 points, half up to whole points -> 35 points = 0.0000035 USD",
      ])
  }

  @Test func `the minimum applies before the rounding`() throws {
    let charge = try TestCard.pricer(Self.card(minimum: "0.00000364")).poster(Self.order)
    #expect(charge.expected == Points(36))
    var pipeline = PricePipeline(try #require(charge.formula))
    _ = try pipeline.price(charge.quantities)
    #expect(
      pipeline.steps.suffix(2).map(Self.line) == [
        "minimum: at least 0.00000364 USD per task -> 0.00000364 USD",
        "rounding: 36.4 points, half up to whole points -> 36 points = 0.0000036 USD",
      ])
  }

  @Test func `a minimum that is reached changes nothing`() throws {
    let charge = try TestCard.pricer(Self.card(minimum: "0.000003545")).poster(Self.order)
    #expect(charge.expected == Points(35))
  }

  @Test func `markups apply one after the other, the base entry first`() throws {
    let pricer = try TestCard.pricer(
      """
      - model: studio
        task_type: poster
        unit: image
        usd: 1
        markup: 25%
      - model: studio
        task_type: banner
        like: poster
        markup: -10%
      """)
    let charge = try pricer.charge("studio", "banner")
    #expect(charge.expected == Points(11_250_000))
    #expect(charge.formula?.markups == [ExactDecimal(25), ExactDecimal(-10)])
    #expect(try pricer.poster().expected == Points(12_500_000))
  }

  static let started: [(Int64, Int64)] = [(0, 0), (1, 2), (5, 2), (6, 4), (10, 4), (11, 6)]

  @Test(arguments: PipelineOrderTests.started)
  func `every started lot is billed in full if the card says so`(
    _ seconds: Int64, _ usd: Int64
  ) throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("per: 5\nstarted: true\nquantity: seconds\nusd: 2"))
    let charge = try pricer.poster(["seconds": .number(seconds)])
    #expect(charge.expected == Points(usd * Points.perUSD))
  }

  @Test func `a surcharge in the unit of the measure counts its own quantity`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        quantity: outputs
        usd: 1
        surcharges:
          - { unit: image, usd: 0.5, quantity: references, beyond: 1 }
        """))
    let charge = try pricer.poster(["references": 1], outputs: 4)
    #expect(charge.expected == Points(40_000_000), "one reference is free, whatever the images")
  }

  @Test func `a surcharge of unknown quantity leaves the price unknown`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        usd: 1
        surcharges:
          - { unit: frame, usd: 0.5, quantity: { unknown: any } }
        """))
    #expect(try pricer.poster().expected == nil)
  }
}
