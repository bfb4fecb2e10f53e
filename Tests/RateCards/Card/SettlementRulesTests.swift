import Domain
import RateCards
import Testing

/// The rules for tasks that are not simply charged their price, and penalties.
@Suite struct SettlementRulesTests {
  @Test func `the built-in rules wait a day and take nothing of own accounts`() throws {
    let rules = try BuiltIn.card.rules
    #expect(rules.graceHours == 24)
    #expect(rules.stuckHours == 24)
    #expect(rules.stuckUsualTimes == 10)
    #expect(rules.ownAccountPercent == 0)
    #expect(rules == SettlementRules())
  }

  @Test func `a user's rules win, and what they do not say is standard`() throws {
    let own = TestCard.source("rules: { grace_hours: 48, own_account_percent: 50% }")
    let rules = try RateCard(reading: [own, .builtIn]).rules
    #expect(rules == SettlementRules(graceHours: 48, ownAccountPercent: 50))
  }

  static let refused: [BadCard] = [
    BadCard(
      "too patient", text: "rules: { grace_hours: 10001 }\n",
      "card.yaml:1: rules.grace_hours: expected at most 10000"),
    BadCard(
      "half an hour", text: "rules: { stuck_hours: 0.5 }\n",
      #"card.yaml:1: rules.stuck_hours: expected a whole number, found "0.5""#),
    BadCard(
      "more than the price", text: "rules: { own_account_percent: 101% }\n",
      "card.yaml:1: rules.own_account_percent: expected a whole percentage from 0% to 100%"),
    BadCard(
      "half a percent", text: "rules: { own_account_percent: 0.5% }\n",
      "card.yaml:1: rules.own_account_percent: expected a whole percentage from 0% to 100%"),
    BadCard(
      "an unknown rule", text: "rules: { patience: 1 }\n",
      """
      card.yaml:1: rules.patience: unknown field; the fields here are grace_hours, \
      own_account_percent, stuck_hours, stuck_usual_times
      """),
  ]

  @Test(arguments: SettlementRulesTests.refused)
  func `an invalid rule is refused with its place`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  private static let penalties = """
    penalties:
      - { model: "*", task_type: "*", percent_of_price: [{ from_violation: 1, percent: 1% }] }
      - { model: studio, task_type: "*", percent_of_price: [{ from_violation: 1, percent: 2% }] }
      - model: "*"
        task_type: "*"
        error_code: 7
        percent_of_price: [{ from_violation: 1, percent: 3% }]
      - model: [studio, workshop]
        task_type: "*"
        error_code: 7
        from: 2026-01-01
        percent_of_price: [{ from_violation: 1, percent: 4% }]
      - model: studio
        task_type: "*"
        error_code: 7
        percent_of_price: [{ from_violation: 1, percent: 5% }]
    """

  private static func percent(
    _ card: RateCard, _ model: String, _ errorCode: Int?, _ day: String? = "2026-05-01"
  ) throws -> String? {
    let request = Request(model: model, taskType: "poster", fields: [])
    let rule = card.penalty(
      for: request, errorCode: errorCode, at: try day.map { try moment($0) })
    return rule?.percent(forViolation: 1).description
  }

  @Test func `the most specific penalty counts, of equals the first`() throws {
    let card = try TestCard.card(Self.penalties)
    #expect(try Self.percent(card, "studio", 7) == "4")
    #expect(try Self.percent(card, "workshop", 7) == "4")
    #expect(try Self.percent(card, "atelier", 7) == "3", "an error code beats any failure")
    #expect(try Self.percent(card, "studio", 8) == "2", "a model beats a pattern")
    #expect(try Self.percent(card, "atelier", nil) == "1")
    #expect(try Self.percent(card, "studio", 7, "2025-12-31") == "5", "not yet in force")
  }

  @Test func `without a creation time no penalty applies`() throws {
    #expect(try Self.percent(TestCard.card(Self.penalties), "studio", 7, nil) == nil)
  }

  @Test func `a user's penalty wins over a more specific one below`() throws {
    let own = TestCard.source(
      """
      penalties:
        - { model: "*", task_type: "*", percent_of_price: [{ from_violation: 1, percent: 9% }] }
      """)
    let card = try RateCard(reading: [own, TestCard.source(Self.penalties, name: "below")])
    #expect(try Self.percent(card, "studio", 7) == "9")
  }

  @Test func `a rule of nothing is a refund`() throws {
    let request = Request(model: "kling", taskType: "sound", fields: [])
    let rule = try BuiltIn.card.penalty(
      for: request, errorCode: 10_000, at: moment("2026-05-01"))
    #expect(rule?.isRefund == true)
  }
}
