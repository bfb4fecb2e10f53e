import Domain
import RateCards
import Testing

/// Tasks without a creation time, which old records lack.
@Suite struct UndatedTests {
  private static let changed =
    "the creation time is unknown, and the price of its rate has changed"

  @Test func `a price that never changed holds for a task without a creation time`() throws {
    let charge = try TestCard.pricer(TestCard.poster("usd: 1\nmarkup: 25%")).poster()
    #expect(charge.expected == Points(12_500_000))
    #expect(
      charge.formula?.notes(createdAt: nil) == [
        "the creation time is unknown; the price never changed"
      ])
  }

  @Test func `a price that changed holds for none`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { usd: 1 }\n  - { usd: 2, from: 2026-03-01 }"))
    #expect(try pricer.poster().unpricedReason == Self.changed)
    #expect(try pricer.poster().expected == nil)
  }

  @Test func `another rate's change does not matter`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        prices:
          - { when: { size: A4 }, usd: 1 }
          - { when: { size: A3 }, usd: 2 }
          - { when: { size: A3 }, usd: 3, from: 2026-03-01 }
        """))
    #expect(try pricer.poster(["size": "A4"]).expected == Points(10_000_000))
    #expect(try pricer.poster(["size": "A3"]).unpricedReason == Self.changed)
  }

  @Test(arguments: [
    "markup: [{ percent: 25%, until: 2026-07-01 }, { percent: 10%, from: 2026-07-01 }]",
    "markup: [{ percent: 10%, from: 2026-07-01 }]",
    "markup: [{ percent: 25%, until: 2026-07-01 }]",
  ])
  func `a markup that came or went is a change of the price`(_ markup: String) throws {
    let pricer = try TestCard.pricer(TestCard.poster("usd: 1\n\(markup)"))
    #expect(try pricer.poster().unpricedReason == Self.changed)
  }

  @Test func `a negotiated price that begins on a day is a change of the price`() throws {
    let pricer = try TestCard.pricer(
      overBuiltIn: """
        - model: Qubico/skyreels
          task_type: img2video
          unit: generation
          usd: 0.10
          from: 2026-11-01
        """)
    #expect(
      try pricer.charge("Qubico/skyreels", "img2video").expected == nil,
      "before that day the built-in 0.15 USD holds")
  }

  @Test func `an exception that begins on a day is a change of the price`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        prices:
          - { usd: 1 }
          - { when: { size: A3 }, usd: 2, from: 2026-03-01 }
        """))
    #expect(try pricer.poster(["size": "A4"]).expected == Points(10_000_000))
    #expect(try pricer.poster(["size": "A3"]).unpricedReason == Self.changed)
  }

  @Test func `an omitted field whose default changed is not what a price lacks, but its time`()
    throws
  {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        defaults: { size: [{ value: A3, until: 2026-03-01 }, { value: A4, from: 2026-03-01 }] }
        prices: [{ when: { size: A3 }, usd: 2 }, { when: { size: A4 }, usd: 1 }]
        """))
    #expect(try pricer.poster().unpricedReason == Self.changed)
    #expect(try pricer.poster(["size": "A4"]).expected == Points(10_000_000))
  }

  @Test func `a task without a creation time still needs its fields`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { when: { size: A4 }, usd: 1 }"))
    #expect(
      try pricer.poster().unpricedReason
        == "nearest is studio/poster size=A4: size is not given, a rate exists for A4; "
        + "send size")
  }
}
