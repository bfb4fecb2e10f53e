import Domain
import RateCards
import Testing

/// The prices of a card as a list shows them.
@Suite struct RateLineTests {
  private static func lines(_ text: String) throws -> [String] {
    try TestCard.card(text).lines.map { line in
      let unconfirmed = line.isUnconfirmed ? " (unconfirmed)" : ""
      return "\(line.sku): \(line.usd) USD per \(line.lot) \(line.period)\(unconfirmed)"
    }
  }

  @Test func `every name of an entry has its own line`() throws {
    #expect(
      try Self.lines(
        "- { model: [a, b], task_type: [x, y], unit: image, per: 5, started: true, usd: 1 }")
        == [
          "a/x: 1 USD per started 5 images without limit",
          "a/y: 1 USD per started 5 images without limit",
          "b/x: 1 USD per started 5 images without limit",
          "b/y: 1 USD per started 5 images without limit",
        ])
  }

  @Test func `multiplier and markup are in the price, each period of a markup separately`() throws {
    #expect(
      try Self.lines(
        TestCard.poster(
          """
          prices: [{ when: { size: A3 }, usd: 2, times: 1.5 }]
          markup:
            - { percent: 25%, until: 2026-07-01 }
            - { percent: 10%, from: 2026-07-01 }
          """)) == [
          "studio/poster size=A3: 3.75 USD per image until 2026-07-01",
          "studio/poster size=A3: 3.3 USD per image from 2026-07-01",
        ])
  }

  @Test func `a price or markup that may have started earlier says since when`() throws {
    let card = try TestCard.card(
      TestCard.poster(
        """
        prices:
          - { usd: 8 }
          - { usd: 6, from: [2026-08-01, 2026-08-25], note: seen twice }
        markup:
          - { percent: 25%, until: 2026-09-30 }
          - { percent: 50%, from: [2026-09-01, 2026-09-30] }
        """))
    #expect(
      card.lines.map { "\($0.usd) \($0.period): \($0.note)" } == [
        "10 until 2026-08-25: ",
        "7.5 from between 2026-08-01 and 2026-08-25 until 2026-09-30: "
          + "seen twice; may have started as early as 2026-08-01",
        "9 from between 2026-09-01 and 2026-09-30: "
          + "seen twice; may have started as early as 2026-09-01",
      ])
  }

  @Test func `an unconfirmed price follows the one it questions`() throws {
    #expect(
      try Self.lines(TestCard.poster("usd: 1\ntimes: 3\nunconfirmed: { usd: 2 }")) == [
        "studio/poster: 3 USD per image without limit",
        "studio/poster: 2 USD per image without limit (unconfirmed)",
      ])
  }

  @Test func `measures are distinguished, and minimum, surcharges and notes are shown`() throws {
    let card = try TestCard.card(
      """
      - model: studio
        task_type: poster
        measures: { paper: { unit: sheet }, ink: { unit: drop, per: 1000 } }
        usd: { paper: 1, ink: 2 }
        surcharges: [{ unit: frame, usd: 0.5, quantity: frames }]
        minimum: 1.5
        note: of wood
      """)
    #expect(card.lines.map(\.measure) == ["paper", "ink"])
    #expect(card.lines.map(\.lot) == ["sheet", "1000 drops"])
    #expect(
      Set(card.lines.map(\.note))
        == ["plus 0.5 USD per frame; at least 1.5 USD per task; of wood"])
  }

  @Test func `an agreement is in the prices below it, in its period`() throws {
    let own = TestCard.source(
      "agreements:\n  - { model: studio, percent: -10%, from: 2026-11-01 }\n", file: "own.yaml")
    let card = try RateCard(reading: [own, TestCard.source(TestCard.poster("usd: 1"))])
    #expect(card.lines.map(\.usd) == [Ratio(1), Ratio(9, over: 10)])
    #expect(card.lines.map(\.period.description) == ["until 2026-11-01", "from 2026-11-01"])
  }
}

/// Where two cards differ.
@Suite struct CardComparisonTests {
  private static func differences(_ before: String, _ after: String) throws -> [String] {
    let comparison = CardComparison(
      try TestCard.card(TestCard.poster(before)), try TestCard.card(TestCard.poster(after)))
    return comparison.differences.map { found in
      let usd = [found.before, found.after].map { $0?.description ?? "none" }
      let percent = found.change.map { ", \($0.signedText) %" } ?? ""
      return "\(found.sku) \(found.period): \(usd.joined(separator: " -> "))\(percent)"
    }
  }

  @Test func `equal cards do not differ, however they are written`() throws {
    #expect(try Self.differences("usd: 1.50", "usd: 1\ntimes: 1.5") == [])
  }

  @Test func `a new price differs from its day on`() throws {
    #expect(
      try Self.differences(
        "usd: 1", "prices:\n  - { usd: 1 }\n  - { usd: 0.75, from: 2026-07-01 }")
        == ["studio/poster from 2026-07-01: 1 -> 0.75, -25.0 %"])
  }

  @Test func `a price that one card lacks has no percentage`() throws {
    #expect(
      try Self.differences("usd: 1", "usd: 1\nuntil: 2026-07-01")
        == ["studio/poster from 2026-07-01: 1 -> none"])
    #expect(
      try Self.differences("usd: 1", "prices: [{ when: { size: A3 }, usd: 1 }]")
        == [
          "studio/poster without limit: 1 -> none",
          "studio/poster size=A3 without limit: none -> 1",
        ])
  }

  @Test func `two spans of one difference are one`() throws {
    #expect(
      try Self.differences(
        "prices:\n  - { usd: 1 }\n  - { usd: 1, from: 2026-03-01 }",
        "prices:\n  - { usd: 2 }\n  - { usd: 2, from: 2026-05-01 }")
        == ["studio/poster without limit: 1 -> 2, +100.0 %"])
  }

  @Test func `unconfirmed prices are not compared`() throws {
    #expect(try Self.differences("usd: 1", "usd: 1\nunconfirmed: { usd: 2 }") == [])
  }
}
