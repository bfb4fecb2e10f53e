import Domain
import RateCards
import Testing

/// Rates under the same conditions follow each other.
@Suite struct SuccessionTests {
  private static let prices = [
    "- { usd: 1, seen: [2026-01-01, 2026-02-28] }",
    "- { usd: 2, seen: 2026-03-01 }",
    "- { usd: 3, from: 2026-06-01T12:00:00Z }",
  ]

  private static func card(_ prices: [String]) -> String {
    TestCard.poster("prices:\n" + prices.map { "  \($0)" }.joined(separator: "\n"))
  }

  /// A moment with the price in USD and the period of its rate.
  struct Case: Sendable, CustomTestStringConvertible {
    let created: String
    let usd: Int64
    let period: String

    var testDescription: String { created }
  }

  static let cases = [
    Case(created: "2025-01-01", usd: 1, period: "until 2026-03-01"),
    Case(created: "2026-01-15", usd: 1, period: "until 2026-03-01"),
    Case(created: "2026-02-28T23:59:59.999999999Z", usd: 1, period: "until 2026-03-01"),
    Case(
      created: "2026-03-01", usd: 2, period: "from 2026-03-01 until 2026-06-01T12:00:00Z"),
    Case(
      created: "2026-06-01T11:59:59.999999999Z", usd: 2,
      period: "from 2026-03-01 until 2026-06-01T12:00:00Z"),
    Case(created: "2026-06-01T12:00:00Z", usd: 3, period: "from 2026-06-01T12:00:00Z"),
    Case(created: "2030-01-01", usd: 3, period: "from 2026-06-01T12:00:00Z"),
  ]

  @Test(arguments: SuccessionTests.cases)
  func `the price in force at the creation counts, whatever the order in the card`(
    _ item: Case
  ) throws {
    let orders: [[String]] = [Self.prices, Self.prices.reversed()]
    for prices in orders {
      let charge = try TestCard.pricer(Self.card(prices)).poster(created: item.created)
      #expect(charge.expected == Points(item.usd * Points.perUSD))
      #expect(charge.formula?.period == item.period)
    }
  }

  @Test func `an offset is a moment like any other`() throws {
    let pricer = try TestCard.pricer(Self.card(Self.prices))
    let before = try pricer.poster(created: "2026-03-01T07:59:59+08:00")
    let after = try pricer.poster(created: "2026-03-01T08:00:00+08:00")
    #expect(before.expected == Points(10_000_000))
    #expect(after.expected == Points(20_000_000))
  }

  @Test func `a task older than the first day on which its price was seen says so`() throws {
    let pricer = try TestCard.pricer(Self.card(Self.prices))
    let note = "price first seen 2026-01-01; it may have been different before"
    let notes = { (created: String) throws in
      try pricer.poster(created: created).formula?.notes(createdAt: try moment(created))
    }
    #expect(try notes("2025-12-31T23:59:59.999999999Z") == [note])
    #expect(try notes("2026-01-01") == [])
    #expect(try notes("2026-02-28T23:59:59.999999999Z") == [])
    #expect(try notes("2026-03-01") == [])
  }

  @Test func `a task younger than the last day on which its price was seen says so`() throws {
    let pricer = try TestCard.pricer(TestCard.poster("usd: 1\nseen: [2026-01-01, 2026-02-28]"))
    let notes = { (created: String) throws in
      try pricer.poster(created: created).formula?.notes(createdAt: try moment(created))
    }
    #expect(try notes("2026-02-28T23:59:59.999999999Z") == [])
    #expect(
      try notes("2026-03-01") == [
        "price last seen 2026-02-28; it may have changed"
      ])
  }

  @Test func `rates under other conditions do not end each other`() throws {
    let pricer = try TestCard.pricer(
      Self.card([
        "- { when: { size: A4 }, usd: 1, seen: 2026-01-01 }",
        "- { when: { size: A3 }, usd: 2, seen: 2026-03-01 }",
      ]))
    #expect(
      try pricer.poster(["size": "A4"], created: "2026-04-01").formula?.period == "without limit")
    #expect(
      try pricer.poster(["size": "A3"], created: "2026-01-01").expected == Points(20_000_000))
  }

  @Test func `an unconfirmed price never ends a published one`() throws {
    let pricer = try TestCard.pricer(
      Self.card(["- { usd: 1, seen: 2026-01-01, unconfirmed: { usd: 2, seen: 2026-03-01 } }"]))
    let charge = try pricer.poster(created: "2026-04-01")
    #expect(charge.expected == Points(10_000_000))
    #expect(charge.alternatives.map(\.points) == [Points(20_000_000)])
    #expect(
      charge.alternatives.map(\.label) == [
        "the unconfirmed 2 USD per image (no source, high certainty, seen 2026-03-01)"
      ])
  }

  @Test func `a task between two periods has no price`() throws {
    let pricer = try TestCard.pricer(
      Self.card(["- { usd: 1, until: 2026-02-01 }", "- { usd: 2, from: 2026-03-01 }"]))
    #expect(
      try pricer.poster(created: "2026-02-15").unpricedReason
        == "nearest is studio/poster: it applies until 2026-02-01, from 2026-03-01, "
        + "the task is from another time")
  }

  @Test func `a period beyond a task's range of time is read, not trapped`() async {
    await #expect(processExitsWith: .success) {
      _ = TestCard.refusal(of: TestCard.poster("usd: 1\nuntil: 9999-12-31"))
      _ = TestCard.refusal(of: TestCard.poster("usd: 1\nfrom: 1500-01-01"))
    }
  }

  @Test func `a price in force since before a task's range of time is a price`() async {
    await #expect(processExitsWith: .success) {
      let card = TestCard.poster("usd: 1\nfrom: 1500-01-01")
      guard TestCard.refusal(of: card) == nil else { return }
      _ = try TestCard.pricer(card).poster(created: "2026-01-01")
    }
  }

  @Test func `a price seen beyond a task's range of time is read, not trapped`() async {
    await #expect(processExitsWith: .success) {
      let card = TestCard.poster("usd: 1\nseen: 9999-12-31")
      guard TestCard.refusal(of: card) == nil else { return }
      _ = try TestCard.pricer(card).poster(created: "2026-01-01")
    }
  }
}
