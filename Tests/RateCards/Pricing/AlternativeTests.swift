import Domain
import RateCards
import Testing

/// Other prices that the provider might use: unconfirmed ones and those of other periods.
@Suite struct AlternativeTests {
  private static func alternatives(_ charge: Charge) -> [String] {
    charge.alternatives.map { "\($0.points.count): \($0.label)" }
  }

  @Test func `an unconfirmed price names its source, certainty and first day`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        quantity: posters
        usd: 1
        markup: 25%
        unconfirmed:
          - { usd: 2, source: a friend, certainty: low, seen: [2026-03-01, 2026-04-01] }
          - { usd: 3 }
        """))
    let charge = try pricer.poster(["posters": 2])
    #expect(charge.expected == Points(25_000_000))
    #expect(
      Self.alternatives(charge) == [
        "50000000: the unconfirmed 2 USD per image (a friend, low certainty, seen 2026-03-01)",
        "75000000: the unconfirmed 3 USD per image (no source, high certainty, undated)",
      ])
  }

  @Test func `an unconfirmed price is not multiplied by the factor of the published one`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("usd: 1\ntimes: 1.5\nunconfirmed: { usd: 2, source: x }"))
    let charge = try pricer.poster()
    #expect(charge.expected == Points(15_000_000))
    #expect(charge.alternatives.map(\.points) == [Points(20_000_000)])
  }

  @Test func `a rate in another period with another factor is an alternative`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        "prices:\n  - { usd: 1, times: 1.25 }\n  - { usd: 1, times: 1.1, from: 2026-07-01 }"))
    let before = try pricer.poster(created: "2026-06-30")
    #expect(before.expected == Points(12_500_000))
    #expect(
      Self.alternatives(before) == [
        "11000000: the rate in force from 2026-07-01, 1 USD per image"
      ])
    let after = try pricer.poster(created: "2026-07-01")
    #expect(after.expected == Points(11_000_000))
    #expect(
      Self.alternatives(after) == [
        "12500000: the rate in force until 2026-07-01, 1 USD per image"
      ])
  }

  @Test func `a rate in another period with the same price is none`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { usd: 1 }\n  - { usd: 1.0, from: 2026-07-01 }"))
    #expect(try pricer.poster(created: "2026-08-01").alternatives.isEmpty)
  }

  @Test func `a markup that ended is an alternative with its own sign`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        usd: 1
        markup:
          - { percent: -10%, until: 2026-07-01 }
          - { percent: 20%, from: 2026-07-01 }
        """))
    #expect(
      try Self.alternatives(pricer.poster(created: "2026-06-30")) == [
        "12000000: the markup in force from 2026-07-01, +20 %"
      ])
    #expect(
      try Self.alternatives(pricer.poster(created: "2026-07-01")) == [
        "9000000: the markup in force until 2026-07-01, -10 %"
      ])
  }

  @Test func `alternatives pass through the whole pipeline`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        quantity: posters
        usd: 1
        unconfirmed: { usd: 0.1, source: x }
        surcharges:
          - { unit: frame, usd: 0.5, quantity: frames }
        minimum: 1.5
        """))
    let one = try pricer.poster(["posters": 1, "frames": 1])
    #expect(one.expected == Points(15_000_000))
    #expect(one.alternatives.map(\.points) == [Points(15_000_000)])
    let many = try pricer.poster(["posters": 20, "frames": 1])
    #expect(many.expected == Points(205_000_000))
    #expect(many.alternatives.map(\.points) == [Points(25_000_000)])
  }

  @Test func `if the quantity is unknown there is no amount to compare`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: { unknown: any }\nusd: 1\nunconfirmed: { usd: 2 }"))
    #expect(try pricer.poster().alternatives.isEmpty)
  }
}
