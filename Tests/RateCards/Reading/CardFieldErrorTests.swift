import RateCards
import Testing

/// A card that is refused, with the message that says why.
struct BadCard: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let message: String

  /// A card by its whole text.
  init(_ name: String, text: String, _ message: String) {
    (self.name, self.text, self.message) = (name, text, message)
  }

  /// An entry for the poster by its lines from line 4 on.
  init(_ name: String, _ lines: String, _ message: String) {
    self.init(name, text: TestCard.poster(lines), message)
  }

  var testDescription: String { name }
}

/// Values of the wrong kind or beyond their range, by file, line and field.
@Suite struct CardFieldErrorTests {
  static let prices: [BadCard] = [
    BadCard(
      "a negative price", "usd: -0.1",
      #"card.yaml:4: usd: expected a decimal number of 0 or more, found "-0.1""#),
    BadCard(
      "a price in words", "usd: cheap",
      #"card.yaml:4: usd: expected a decimal number of 0 or more, found "cheap""#),
    BadCard(
      "a price with its currency", "usd: $5",
      #"card.yaml:4: usd: expected a decimal number of 0 or more, found "$5""#),
    BadCard(
      "too many decimals", "usd: 0.0000000000001",
      """
      card.yaml:4: usd: expected a price of at most 1000000 with 12 decimals, \
      found "0.0000000000001"
      """),
    BadCard(
      "above a million", "usd: 1000000.01",
      """
      card.yaml:4: usd: expected a price of at most 1000000 with 12 decimals, \
      found "1000000.01"
      """),
    BadCard("no price", "usd:", "card.yaml:4: usd: expected a text, found nothing"),
    BadCard(
      "a list of prices", "usd: [1, 2]", "card.yaml:4: usd: expected a text, found a list"),
    BadCard("the price is missing", "note: x", "card.yaml:1: expected usd or prices"),
    BadCard(
      "a price of no measure", "usd: { image: 1, sheet: 2 }",
      #"card.yaml:4: usd.sheet: no measure is named "sheet""#),
    BadCard("no price in the list", "prices: []", "card.yaml:1: expected at least one price"),
    BadCard(
      "prices that are no list", "prices: { usd: 1 }",
      "card.yaml:4: prices: expected a list, found a mapping"),
    BadCard(
      "a minimum below nothing", "usd: 1\nminimum: -1",
      #"card.yaml:5: minimum: expected a decimal number of 0 or more, found "-1""#),
    BadCard(
      "an unconfirmed price without a price", "usd: 1\nunconfirmed:\n  - { source: x }",
      "card.yaml:6: unconfirmed[1]: expected usd"),
  ]

  static let numbers: [BadCard] = [
    BadCard(
      "per nothing", "usd: 1\nper: 0",
      #"card.yaml:5: per: expected a number above 0, found "0""#),
    BadCard(
      "a factor of nothing", "usd: 1\ntimes: 0",
      #"card.yaml:5: times: expected a number above 0, found "0""#),
    BadCard(
      "started is no flag", "usd: 1\nstarted: yes",
      #"card.yaml:5: started: expected true or false, found "yes""#),
    BadCard(
      "a markup without its sign", "usd: 1\nmarkup: 25",
      #"card.yaml:5: markup: expected a percentage such as 25%, found "25""#),
    BadCard(
      "a discount of more than all", "usd: 1\nmarkup: -101%",
      #"card.yaml:5: markup: expected a percentage such as 25%, found "-101%""#),
    BadCard(
      "a markup of more than ten times", "usd: 1\nmarkup: 1000.1%",
      #"card.yaml:5: markup: expected a percentage such as 25%, found "1000.1%""#),
    BadCard(
      "a markup in words", "usd: 1\nmarkup: half%",
      #"card.yaml:5: markup: expected a percentage such as 25%, found "half%""#),
    BadCard(
      "a markup without a percentage", "usd: 1\nmarkup:\n  - { from: 2026-01-01 }",
      "card.yaml:6: markup[1]: expected percent, such as percent: 25%"),
    BadCard(
      "an unknown rounding", "usd: 1\nround: nearest",
      "card.yaml:5: round: expected one of half up, up, down"),
    BadCard(
      "an unknown certainty", "usd: 1\ncertainty: sure",
      "card.yaml:5: certainty: expected one of high, medium, low"),
  ]

  static let days: [BadCard] = [
    BadCard(
      "a day in words", "usd: 1\nfrom: tomorrow",
      #"card.yaml:5: from: expected a day or an RFC 3339 time, found "tomorrow""#),
    BadCard(
      "a day that does not exist", "usd: 1\nuntil: 2026-02-30",
      #"card.yaml:5: until: expected a day or an RFC 3339 time, found "2026-02-30""#),
    BadCard(
      "the end is the start", "usd: 1\nfrom: 2026-03-01\nuntil: 2026-03-01",
      "card.yaml:4: usd: until is not after from"),
    BadCard(
      "the end before the start, in a list",
      "prices:\n  - { usd: 1, from: 2026-03-01, until: 2026-02-01 }",
      "card.yaml:5: prices[1]: until is not after from"),
    BadCard(
      "a markup ends before it starts",
      "usd: 1\nmarkup:\n  - { percent: 5%, from: 2026-03-01, until: 2026-02-01 }",
      "card.yaml:6: markup[1]: until is not after from"),
    BadCard(
      "checked in a month that does not exist", "usd: 1\nchecked: 2026-13-01",
      #"card.yaml:5: checked: expected a day such as 2026-02-13, found "2026-13-01""#),
    BadCard(
      "seen last before first", "usd: 1\nseen: [2026-06-01, 2026-03-01]",
      "card.yaml:5: seen: expected a day, or the first and the last day"),
    BadCard(
      "seen on three days", "usd: 1\nseen: [2026-01-01, 2026-02-01, 2026-03-01]",
      "card.yaml:5: seen: expected a day, or the first and the last day"),
  ]

  @Test(arguments: CardFieldErrorTests.prices + CardFieldErrorTests.numbers)
  func `an invalid price or number is refused with its place`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  @Test(arguments: CardFieldErrorTests.days)
  func `an invalid day or period is refused with its place`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  @Test(arguments: ["usd: {}", "usd: { paper: 1 }"])
  func `a rate that leaves a measure without a price is refused, not free`(_ usd: String) {
    let text = """
      - model: studio
        task_type: poster
        measures:
          paper: { unit: sheet }
          ink: { unit: drop, quantity: drops }
        \(usd)
      """
    #expect(TestCard.refusal(of: text) != nil)
  }

  @Test(arguments: ["usd: 0", "usd: 1000000", "usd: 0.000000000001", "usd: 1e3", "usd: 00.50"])
  func `a price at the edge of its range is accepted`(_ usd: String) {
    #expect(TestCard.refusal(of: TestCard.poster(usd)) == nil)
  }
}
