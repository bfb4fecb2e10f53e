import Domain
import RateCards
import Testing

/// A user's card over the built-in one.
@Suite struct OverlayTests {
  private static let large = """
    - model: seedream
      task_type: seedream-5-lite
      unit: image
      quantity: [outputs, 1]
      source: contract of 2026-10
      checked: 2026-10-01
      prices:
        - { when: { size: 3K }, usd: 0.03 }
    """

  @Test func `a user's rate wins over the built-in one`() throws {
    let pricer = try TestCard.pricer(overBuiltIn: Self.large)
    let charge = try pricer.charge("seedream", "seedream-5-lite", ["size": "3K"], outputs: 2)
    #expect(charge.expected == Points(600_000))
    #expect(charge.formula?.card == "own card")
    #expect(charge.formula?.place == "own.yaml:8")
    #expect(charge.formula?.source == "contract of 2026-10")
  }

  @Test func `if no rate of the user matches, the built-in card decides`() throws {
    let pricer = try TestCard.pricer(overBuiltIn: Self.large)
    let small = try pricer.charge("seedream", "seedream-5-lite", ["size": "2K"])
    #expect(small.expected == Points(280_000))
    #expect(small.formula?.card == "built-in")
    #expect(try pricer.charge("seedream", "seedream-5-pro").expected == Points(680_000))
    #expect(try pricer.charge("Qubico/skyreels", "img2video").expected == Points(1_500_000))
  }

  private static let discount = """
    - model: seedream
      task_type: seedream-5-lite
      like: seedream-5-lite
      markup: -10%
    """

  @Test func `a discount applies to every rate of the built-in entry`() throws {
    let pricer = try TestCard.pricer(overBuiltIn: Self.discount)
    let price = { (size: Value) in
      try pricer.charge("seedream", "seedream-5-lite", ["size": size]).expected?.count
    }
    #expect(try price("2K") == 252_000)
    #expect(try price("3K") == 378_000)
    let charge = try pricer.charge("seedream", "seedream-5-lite")
    #expect(charge.expected == Points(252_000), "the default size is inherited")
    #expect(charge.formula?.markups == [ExactDecimal(-10)])
    #expect(charge.alternatives.map(\.points) == [Points(468_000)])
  }

  @Test func `a discount does not reach the entries that are like the same one`() throws {
    let pricer = try TestCard.pricer(overBuiltIn: Self.discount)
    #expect(
      try pricer.charge("seedream", "seedream-5-lite-less-restriction").expected
        == Points(350_000))
  }

  @Test func `the proof of a discounted price names the user's file`() throws {
    let pricer = try TestCard.pricer(overBuiltIn: Self.discount)
    let formula = try #require(try pricer.charge("seedream", "seedream-5-lite").formula)
    #expect(formula.card == "own card")
    #expect(formula.place.hasPrefix("own.yaml:"), "\(formula.place) is not where -10 % stands")
  }

  @Test func `a price that was negotiated from a day on leaves the days before alone`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: """
        - model: Qubico/skyreels
          task_type: img2video
          unit: generation
          usd: 0.10
          from: 2026-11-01
        """)
    let before = try pricer.charge(
      "Qubico/skyreels", "img2video", created: "2026-10-31T23:59:59.999999999Z")
    let after = try pricer.charge("Qubico/skyreels", "img2video", created: "2026-11-01")
    #expect(before.expected == Points(1_500_000))
    #expect(after.expected == Points(1_000_000))
  }

  @Test func `a user's pattern wins over a built-in name`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: #"- { model: "Qubico/*", task_type: "*", unit: task, usd: 9 }"#)
    #expect(try pricer.charge("Qubico/skyreels", "img2video").expected == Points(90_000_000))
    #expect(try pricer.charge("kling", "sound").expected == Points(700_000))
  }

  @Test func `a user prices what the provider does not publish`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: "- { model: byteaudio, task_type: seed-audio-1.0, unit: task, usd: 0.01 }")
    #expect(try pricer.charge("byteaudio", "seed-audio-1.0").expected == Points(100_000))
  }

  @Test func `an unconfirmed price is confirmed from a day on in a user's card`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: """
        - model: seedream
          task_type: seedream-5-lite
          unit: image
          quantity: [outputs, 1]
          usd: 0.052
          from: 2026-07-01
        """)
    let price = { (created: String) in
      try pricer.charge("seedream", "seedream-5-lite", ["size": "3K"], created: created)
        .expected?.count
    }
    #expect(try price("2026-06-30") == 420_000)
    #expect(try price("2026-07-01") == 520_000)
  }

  @Test func `the name and the fingerprint of a card tell its layers`() throws {
    let own = TestCard.source(Self.large, file: "own.yaml")
    let card = try RateCard(reading: [own, .builtIn])
    #expect(card.name == "own card over built-in")
    #expect(card.fingerprint == RateCard.fingerprint(of: [own, .builtIn]))
    #expect(try card.fingerprint != BuiltIn.card.fingerprint)
    #expect(card.fingerprint.split(separator: "+").map(\.count) == [16, 16])
  }
}
