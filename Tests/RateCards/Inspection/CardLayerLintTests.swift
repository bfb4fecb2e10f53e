import Domain
import Testing

@testable import RateCards

/// Objections to pairs of entries of a card, and to rates that nothing can match.
@Suite struct CardLayerLintTests {
  private static let evidence = "source: x, checked: 2026-06-01"

  private static func errors(_ text: String) throws -> [String] {
    let today = try #require(CalendarDay("2026-06-30"))
    return CardLint(card: try TestCard.card(text), today: today).issues
      .filter { $0.severity == .error }.map(\.description)
  }

  private static func entries(_ entries: String...) -> String {
    entries.map { "- { \($0), unit: image, \(evidence) }\n" }.joined()
  }

  @Test func `two entries that price the same name are objected to`() throws {
    let card = Self.entries(
      "model: studio, task_type: poster, usd: 1",
      "model: [studio, atelier], task_type: [flyer, poster], usd: 2")
    #expect(
      try Self.errors(card) == [
        """
        card.yaml:2: error: studio|atelier/flyer|poster: line 1 of card.yaml prices \
        studio/poster already
        """
      ])
  }

  @Test func `two entries whose conditions or periods never meet are not`() throws {
    let conditions = Self.entries(
      "model: studio, task_type: poster, prices: [{ when: { v: 1 }, usd: 1 }]",
      "model: studio, task_type: poster, prices: [{ when: { v: 2 }, usd: 2 }]")
    #expect(try Self.errors(conditions) == [])
    let periods = Self.entries(
      "model: studio, task_type: poster, usd: 1, until: 2026-02-01",
      "model: studio, task_type: poster, usd: 2, from: 2026-02-01")
    #expect(try Self.errors(periods) == [])
  }

  @Test func `a name within a pattern is not, since the name wins`() throws {
    let card = Self.entries(
      #"model: "studio*", task_type: poster, usd: 1"#,
      "model: studio, task_type: poster, usd: 2")
    #expect(try Self.errors(card) == [])
  }

  @Test func `two entries of the same pattern are objected to`() throws {
    let card = Self.entries(
      #"model: "studio*", task_type: poster, usd: 1"#,
      #"model: "studio*", task_type: poster, usd: 2"#)
    #expect(try Self.errors(card).count == 1)
  }

  @Test func `entries of two layers are not compared, since the upper one wins`() throws {
    let text = Self.entries("model: studio, task_type: poster, usd: 1")
    let card = try RateCard(reading: [
      TestCard.source(text, name: "upper"), TestCard.source(text, name: "lower"),
    ])
    let today = try #require(CalendarDay("2026-06-30"))
    #expect(CardLint(card: card, today: today).issues.isEmpty)
  }

  @Test func `conditions that no request can meet are objected to`() throws {
    let card = try TestCard.card(Self.entries("model: studio, task_type: poster, usd: 1"))
    let layer = try #require(card.layers.first)
    var group = try #require(layer.groups.first)
    let rate = try #require(group.rates.first)
    let impossible = ["A3", "A4"].map { Condition(field: "size", test: .oneOf([$0])) }
    group.rates = [
      Rate(
        conditions: impossible, prices: rate.prices, priceText: rate.priceText, multiplier: nil,
        priceStep: nil, period: .always, published: .always, evidence: rate.evidence,
        unconfirmed: [], note: nil,
        place: rate.place, inheritedFrom: nil)
    ]
    let changed = RateCard.Layer(
      name: layer.name, fingerprint: layer.fingerprint, groups: [group], penalties: [],
      rules: nil, agreements: [], unpublished: [], examples: [])
    let today = try #require(CalendarDay("2026-06-30"))
    let issues = CardLint(card: RateCard(layers: [changed]), today: today).issues
    #expect(
      issues.map(\.description) == [
        """
        card.yaml:1: error: studio/poster size=A3 size=A4: no request can meet its conditions; \
        mend or remove it
        """
      ])
  }

  @Test func `a condition of no words is refused or objected to`() throws {
    let text = Self.entries(
      "model: studio, task_type: poster, prices: [{ when: { size: [] }, usd: 1 }]")
    guard TestCard.refusal(of: text) == nil else { return }
    #expect(try Self.errors(text).count == 1)
  }
}
