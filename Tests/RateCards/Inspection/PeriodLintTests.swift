import RateCards
import Testing

/// Objections to gaps, and to spans of unknown changes that what was seen contradicts.
@Suite struct PeriodLintTests {
  static let gaps: [LintCase] = [
    LintCase(
      "markups with a gap between them",
      """
      usd: 1
      markup:
        - { percent: 5%, until: 2026-02-01 }
        - { percent: 6%, from: 2026-03-01 }
      """,
      "card.yaml:8: warning: studio/poster: no markup applies from 2026-02-01T00:00:00Z until the next"
    ),
    LintCase(
      "defaults with a gap between them",
      """
      prices: [{ when: { size: A3 }, usd: 1 }, { when: { size: A4 }, usd: 2 }]
      defaults: { size: [{ value: A3, until: 2026-02-01 }, { value: A4, from: 2026-03-01 }] }
      """,
      """
      card.yaml:1: warning: studio/poster: no default of size applies from 2026-02-01T00:00:00Z \
      until the next
      """),
    LintCase(
      "defaults that follow each other, whose change may come earlier",
      """
      prices: [{ when: { size: A3 }, usd: 1 }, { when: { size: A4 }, usd: 2 }]
      defaults:
        size:
          - { value: A3, until: 2026-02-01 }
          - { value: A4, from: [2026-01-01, 2026-02-01] }
      """),
    LintCase(
      "a default since a day, before which none is known",
      "prices: [{ when: { size: A3 }, usd: 1 }]\ndefaults: { size: [{ value: A3, from: 2026-02-01 }] }"
    ),
    LintCase(
      "quantities with a gap between them",
      """
      usd: 1
      quantity:
        - { when: { size: A3 }, value: sheets, until: 2026-02-01 }
        - { when: { size: A3 }, value: sheets / 2, from: 2026-03-01 }
      """,
      """
      card.yaml:1: warning: studio/poster: no quantity of image applies from 2026-02-01T00:00:00Z \
      until the next
      """),
    LintCase(
      "quantities with a gap in which a third counts",
      """
      usd: 1
      quantity:
        - { when: { size: A3 }, value: sheets, until: 2026-02-01 }
        - { when: { size: A3 }, value: sheets / 2, from: 2026-03-01 }
        - pages
      """),
    LintCase(
      "an end at which the change to the next price only may come",
      """
      prices:
        - { usd: 8, until: 2026-08-01 }
        - { usd: 6, from: [2026-08-01, 2026-08-25] }
      """,
      """
      card.yaml:7: warning: studio/poster: nothing is in force from 2026-08-01T00:00:00Z \
      until the next
      """),
  ]

  static let spans: [LintCase] = [
    LintCase(
      "a change between the last day of the old price and the first of the new one",
      """
      prices:
        - { usd: 8, seen: [2026-05-01, 2026-08-01] }
        - { usd: 6, from: [2026-08-01, 2026-08-25], seen: 2026-08-25 }
      """),
    LintCase(
      "a change that may come before the old price was last seen",
      """
      prices:
        - { usd: 8, seen: [2026-05-01, 2026-08-01] }
        - { usd: 6, from: [2026-07-31, 2026-08-25], seen: 2026-08-25 }
      """,
      """
      card.yaml:8: warning: studio/poster: may start as early as 2026-07-31, but line 7 was in \
      force on 2026-08-01
      """),
    LintCase(
      "a change that may come after the new price was first seen",
      """
      prices:
        - { usd: 8, seen: [2026-05-01, 2026-08-01] }
        - { usd: 6, from: [2026-08-01, 2026-08-25], seen: [2026-08-23, 2026-09-30] }
      """,
      """
      card.yaml:8: warning: studio/poster: may start as late as 2026-08-25, but was seen on \
      2026-08-23
      """),
    LintCase(
      "a change on the day on which the new price was first seen",
      """
      prices:
        - { usd: 8, seen: [2026-05-01, 2026-08-24] }
        - { usd: 6, from: ["2026-08-24T04:17:30Z", 2026-08-25], seen: 2026-08-24 }
      """),
    LintCase(
      "a promotion after which the price before it returns",
      """
      prices:
        - { usd: 8, seen: [2026-05-01, 2026-08-01] }
        - { usd: 6, from: [2026-08-01, 2026-08-25], until: 2026-09-07, seen: 2026-08-25 }
        - { usd: 8, from: 2026-09-07 }
        - { usd: 5, from: [2026-09-07, 2026-09-22], seen: 2026-09-22 }
      """),
    LintCase(
      "a price seen for longer than the one before it, under other conditions",
      """
      prices:
        - { usd: 8, until: 2026-08-25, seen: [2026-05-01, 2026-08-20] }
        - { when: { size: A3 }, usd: 6, from: [2026-08-01, 2026-08-25] }
      """),
  ]

  @Test(arguments: PeriodLintTests.gaps)
  func `times for which nothing applies between two for which something does are objected to`(
    _ item: LintCase
  ) throws {
    #expect(try item.found == item.objections)
  }

  @Test(arguments: PeriodLintTests.spans)
  func `a change lies after the last sighting of the old price and before the first of the new`(
    _ item: LintCase
  ) throws {
    #expect(try item.found == item.objections)
  }
}
