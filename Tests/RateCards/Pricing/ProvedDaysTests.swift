import Domain
import RateCards
import Testing

/// For which days a card proves a price: its published period, else the days on which it was seen.
@Suite struct ProvedDaysTests {
  private static func formula(_ fields: String, created: String) throws -> PriceFormula {
    let text = """
      - { model: studio, task_type: poster, unit: image, usd: 1, source: a price list, \(fields) }
      """
    let card = try RateCard(reading: [
      CardSource(name: "own", files: [CardFile(name: "own.yaml", bytes: Array(text.utf8))])
    ])
    let day = try #require(CalendarDay(created))
    return try #require(
      card.formula(of: SKU(model: "studio", taskType: "poster"), at: Instant(startOf: day)))
  }

  @Test(arguments: [
    ("from: 2026-03-01", "2030-01-01", true),
    ("from: 2026-03-01, seen: 2026-03-05", "2026-12-01", true),
    ("from: 2026-03-01, until: 2026-06-01", "2026-05-31", true),
    ("seen: [2026-03-16, 2026-06-01]", "2026-03-15", false),
    ("seen: [2026-03-16, 2026-06-01]", "2026-03-16", true),
    ("seen: [2026-03-16, 2026-06-01]", "2026-06-01", true),
    ("seen: [2026-03-16, 2026-06-01]", "2026-06-02", false),
    ("seen: [2026-03-16, 2026-06-01], checked: 2026-07-01", "2026-06-30", true),
    ("seen: 2026-03-16, until: 2026-08-01", "2026-07-31", true),
    ("seen: 2026-03-16, until: 2026-08-01", "2026-03-15", false),
    ("seen: 2026-03-16, until: 2026-05-01, checked: 2026-09-01", "2026-04-30", true),
    ("checked: 2026-05-01", "2026-05-01", true),
    ("checked: 2026-05-01", "2026-05-02", false),
    ("certainty: high", "2026-05-02", false),
  ])
  func `a price is known for its published period, or else for the days on which it was seen`(
    fields: String, day: String, isProved: Bool
  ) throws {
    let formula = try Self.formula(fields, created: day)
    #expect(formula.proof.days.contains(try #require(CalendarDay(day))) == isProved)
  }

  @Test func `a start that follows from a sighting is not published`() throws {
    let text = """
      - model: studio
        task_type: poster
        unit: image
        source: a price list
        prices:
          - { usd: 1, seen: [2026-01-01, 2026-02-01] }
          - { usd: 2, seen: [2026-04-01, 2026-05-01], checked: 2026-05-01 }
          - { usd: 3, from: 2026-08-01 }
      """
    let card = try RateCard(reading: [
      CardSource(name: "own", files: [CardFile(name: "own.yaml", bytes: Array(text.utf8))])
    ])
    let proved = try ["2026-02-01", "2026-03-01", "2026-04-01", "2026-06-01", "2026-09-01"]
      .map { text in
        let day = try #require(CalendarDay(text))
        let formula = card.formula(
          of: SKU(model: "studio", taskType: "poster"), at: Instant(startOf: day))
        return try #require(formula).proof.days.contains(day)
      }
    #expect(proved == [true, false, true, false, true])
  }

  @Test(arguments: [
    ("from: 2026-03-01", "a price list, in force from 2026-03-01"),
    ("seen: [2026-03-16, 2026-06-01]", "a price list, seen from 2026-03-16 to 2026-06-01"),
    ("seen: 2026-03-16", "a price list, seen on 2026-03-16"),
    (
      "seen: 2026-03-16, until: 2026-08-01",
      "a price list, seen from 2026-03-16 on, in force until 2026-08-01"
    ),
    ("certainty: high", "a price list"),
  ])
  func `the source says for which days the price is known, and no more`(
    fields: String, text: String
  ) throws {
    #expect(try Self.formula(fields, created: "2026-05-01").sourceText == text)
  }
}
