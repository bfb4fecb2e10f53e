import Domain
import RateCards
import Testing

/// Percentages agreed with the provider on the prices of the cards below.
@Suite struct AgreementTests {
  private static func pricer(_ agreement: String) throws -> Pricer {
    try TestCard.pricer(overBuiltIn: "agreements:\n  - { \(agreement) }\n")
  }

  @Test func `a discount on a model's prices leaves those of others alone`() throws {
    let pricer = try Self.pricer(#"model: "Qubico/*", percent: -10%"#)
    #expect(try pricer.charge("Qubico/skyreels", "img2video").expected == Points(1_350_000))
    #expect(try pricer.charge("kling", "sound").expected == Points(700_000))
  }

  @Test func `a family is named in any case, a task type exactly or by its prefix`() throws {
    let family = try Self.pricer("family: seedream, percent: -20%")
    #expect(try family.charge("seedream", "seedream-5-lite").expected == Points(224_000))
    let type = try Self.pricer(#"task_type: "seedream-5-pro*", percent: 5%"#)
    #expect(try type.charge("seedream", "seedream-5-pro").expected == Points(714_000))
    #expect(try type.charge("seedream", "seedream-5-lite").expected == Points(280_000))
  }

  @Test func `an agreement comes after the markup and before the surcharges`() throws {
    let pricer = try Self.pricer("family: Seedream, percent: -20%, source: contract")
    let charge = try pricer.charge(
      "seedream", "seedream-5-pro-less-restriction", ["image_urls.count": 3])
    #expect(charge.expected == Points(740_000), "0.068 × 1.25 × 0.8 + 2 × 0.003 USD")
    var pipeline = PricePipeline(try #require(charge.formula))
    _ = try pipeline.price(charge.quantities)
    #expect(
      pipeline.steps.map(\.operation) == [
        "base", "markup", "agreement", "quantity", "surcharge", "rounding",
      ])
    #expect(pipeline.steps[2].detail == "-20 % (contract, own.yaml:2)")
  }

  @Test func `the price without the agreement is listed as an alternative`() throws {
    let charge = try Self.pricer("model: Qubico/skyreels, percent: -10%")
      .charge("Qubico/skyreels", "img2video")
    #expect(charge.alternatives.map(\.points) == [Points(1_500_000)])
    #expect(
      charge.alternatives.map(\.label) == ["the price without the agreed percentages"])
  }

  @Test func `an agreement holds in its period`() throws {
    let pricer = try Self.pricer("model: Qubico/skyreels, percent: -10%, from: 2026-11-01")
    let before = try pricer.charge(
      "Qubico/skyreels", "img2video", created: "2026-10-31T23:59:59.999999999Z")
    let after = try pricer.charge("Qubico/skyreels", "img2video", created: "2026-11-01")
    #expect(before.expected == Points(1_500_000))
    #expect(before.alternatives.isEmpty)
    #expect(after.expected == Points(1_350_000))
  }

  @Test func `an agreement that began on a day is a change of the price`() throws {
    let pricer = try Self.pricer("model: Qubico/skyreels, percent: -10%, from: 2026-11-01")
    #expect(
      try pricer.charge("Qubico/skyreels", "img2video").expected == nil,
      "without a creation time it may have cost 0.15 or 0.135 USD")
  }

  @Test func `an agreement does not touch the user's own rates`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: """
        agreements:
          - { model: "*", percent: -50% }
        rates:
          - { model: studio, task_type: poster, unit: image, usd: 1 }
        """)
    #expect(try pricer.poster().expected == Points(10_000_000))
    #expect(try pricer.charge("kling", "sound").expected == Points(350_000))
  }

  @Test(arguments: [("10%", 770_000), ("+10%", 770_000), ("-10%", 630_000)])
  func `a raise may be written with its sign`(percent: String, points: Int64) throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: "agreements: [{ model: kling, percent: \(percent) }]\n")
    #expect(try pricer.charge("kling", "sound").expected == Points(points))
  }

  static let refused: [BadCard] = [
    BadCard(
      "an agreement on nothing", text: "agreements:\n  - { percent: -10% }\n",
      #"card.yaml:2: expected family, model or task_type (model: "*" for everything)"#),
    BadCard(
      "an agreement without a percentage", text: "agreements:\n  - { model: studio }\n",
      "card.yaml:2: expected percent, such as percent: -10%"),
    BadCard(
      "an agreement of a number", text: "agreements:\n  - { model: studio, percent: 10 }\n",
      #"card.yaml:2: percent: expected a percentage such as 25%, found "10""#),
    BadCard(
      "an agreement of two signs", text: "agreements:\n  - { model: studio, percent: +-10% }\n",
      #"card.yaml:2: percent: expected a percentage such as 25%, found "+-10%""#),
    BadCard(
      "an agreement that ends before it begins",
      text: """
        agreements:
          - { model: studio, percent: 1%, from: 2026-02-01, until: 2026-01-01 }
        """, "card.yaml:2: until is not after from"),
  ]

  @Test(arguments: AgreementTests.refused)
  func `an invalid agreement is refused with its place`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }
}
