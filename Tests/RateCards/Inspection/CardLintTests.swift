import Domain
import RateCards
import Testing

/// What a careful reader would object to in a card.
@Suite struct CardLintTests {
  static let prices: [LintCase] = [
    LintCase("one price", "usd: 1"),
    LintCase(
      "two periods", "prices:\n  - { usd: 1, until: 2026-02-01 }\n  - { usd: 2, from: 2026-02-01 }"),
    LintCase(
      "two prices at the same time", "prices:\n  - { usd: 1 }\n  - { usd: 2 }",
      "card.yaml:8: error: studio/poster: overlaps the period of line 7"),
    LintCase(
      "two periods that overlap by a day",
      "prices:\n  - { usd: 1, until: 2026-02-02 }\n  - { usd: 2, from: 2026-02-01 }",
      "card.yaml:8: error: studio/poster: overlaps the period of line 7"),
    LintCase(
      "the same version in two spellings",
      "prices:\n  - { when: { v: 2.0 }, usd: 1 }\n  - { when: { v: 2 }, usd: 2 }",
      """
      card.yaml:8: error: studio/poster v=2: may fit the same request as line 7, \
      with the same number of conditions
      """),
    LintCase(
      "two conditions that a request may meet",
      "prices:\n  - { when: { size: A3 }, usd: 1 }\n  - { when: { colour: true }, usd: 2 }",
      """
      card.yaml:8: error: studio/poster colour=true: may fit the same request as line 7, \
      with the same number of conditions
      """),
    LintCase(
      "a rate and its exception",
      "prices:\n  - { when: { size: A3 }, usd: 1 }\n  - { usd: 2 }"),
    LintCase(
      "conditions that cannot be combined",
      #"prices:\#n  - { when: { n: "<= 5" }, usd: 1 }\#n  - { when: { n: "> 5" }, usd: 2 }"#),
    LintCase(
      "a gap between two periods",
      "prices:\n  - { usd: 1, until: 2026-02-01 }\n  - { usd: 2, from: 2026-03-01 }",
      """
      card.yaml:7: warning: studio/poster: nothing is in force from 2026-02-01T00:00:00Z \
      until the next
      """),
    LintCase("an end without a next rate", "usd: 1\nuntil: 2026-02-01"),
    LintCase(
      "an end before the day it was seen",
      """
      prices:
        - { usd: 1, seen: 2026-01-01 }
        - { usd: 2, seen: 2026-03-01, until: 2026-02-01 }
      """,
      "card.yaml:8: error: studio/poster: its period is empty; until: must be after from:"),
    LintCase(
      "two markups at the same time",
      """
      usd: 1
      markup:
        - { percent: 5%, until: 2026-02-02 }
        - { percent: 6%, from: 2026-02-01 }
      """,
      "card.yaml:8: error: studio/poster: two markups of one list apply at the same time"),
    LintCase(
      "two markups after each other",
      """
      usd: 1
      markup:
        - { percent: 5%, until: 2026-02-01 }
        - { percent: 6%, from: 2026-02-01 }
      """),
  ]

  @Test(arguments: CardLintTests.prices)
  func `prices that contradict each other, or end, are objected to`(_ item: LintCase) throws {
    #expect(try item.found == item.objections)
  }

  @Test func `a price without a source or a check day is objected to`() throws {
    #expect(
      try LintCase.issues(TestCard.poster("usd: 1")) == [
        "card.yaml:4: warning: studio/poster: no source is given; name it (source:)",
        "card.yaml:4: warning: studio/poster: no check date is given; name the day (checked:)",
      ])
  }

  @Test func `a check is stale after half a year, not on the day`() throws {
    let card = TestCard.poster("source: x\nchecked: 2026-01-01\nusd: 1")
    #expect(try LintCase.issues(card, today: "2026-06-30") == [])
    #expect(
      try LintCase.issues(card, today: "2026-07-01") == [
        "card.yaml:6: warning: studio/poster: last checked 2026-01-01, 181 days ago"
      ])
  }

  @Test func `a price that has ended need not be checked again`() throws {
    let card = TestCard.poster("source: x\nchecked: 2026-01-01\nuntil: 2026-02-01\nusd: 1")
    #expect(try LintCase.issues(card, today: "2030-01-01") == [])
  }

  @Test func `the age at which a check is stale may be set`() throws {
    let card = try TestCard.card(TestCard.poster("source: x\nchecked: 2026-06-01\nusd: 1"))
    let today = try #require(CalendarDay("2026-06-30"))
    #expect(CardLint(card: card, today: today, staleAfterDays: 29).issues.isEmpty)
    #expect(CardLint(card: card, today: today, staleAfterDays: 28).issues.count == 1)
  }

  @Test func `old checks of a card are one line, unless it is a single one`() throws {
    let today = try #require(CalendarDay("2026-12-01"))
    let prices = "prices:\n  - { when: { size: A3 }, usd: 1 }\n  - { when: { size: A4 }, usd: 2 }"
    let old = "source: x\nchecked: 2026-05-01\n"
    let several = CardLint(
      card: try TestCard.card(TestCard.poster("\(old)defaults: { dpi: 9 }\n\(prices)")),
      today: today)
    #expect(several.issues.count == 3)
    #expect(
      several.lines == [
        "card.yaml:1: warning: studio/poster: no rate reads the default of dpi",
        "own card: warning: 2 prices were last compared with their sources before 2026-06-04; "
          + "piledger rates lint -v lists them",
      ])
    let single = CardLint(
      card: try TestCard.card(TestCard.poster("\(old)usd: 1")), today: today)
    #expect(single.lines == single.issues.map(\.description))
    #expect(CardLint.summary(several.issues) == "0 errors, 3 warnings")
  }

  @Test func `a user is not warned of what only an update of the built-in card can change`() throws
  {
    let lint = CardLint(
      card: try BuiltIn.card, today: try #require(CalendarDay("2031-01-01")))
    #expect(lint.issues.count > 100)
    #expect(lint.issues.allSatisfy { $0.severity == .note && $0.isOldCheck })
    #expect(lint.lines.count == 1)
    #expect(lint.lines[0].hasPrefix("built-in: note: \(lint.issues.count) prices were last "))
    #expect(CardLint.summary(lint.issues) == "0 errors, 0 warnings")
  }

  @Test func `a summary counts errors and warnings`() throws {
    let today = try #require(CalendarDay("2026-06-30"))
    let issues = CardLint(
      card: try TestCard.card(TestCard.poster("prices:\n  - { usd: 1 }\n  - { usd: 2 }")),
      today: today
    ).issues
    #expect(CardLint.summary(issues) == "1 error, 4 warnings")
    #expect(CardLint.summary(Array(issues.prefix(2))) == "1 error, 1 warning")
    #expect(CardLint.summary([]) == "0 errors, 0 warnings")
  }
}
