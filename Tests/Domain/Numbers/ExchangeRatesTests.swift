import Domain
import Testing

/// Which rate a day has.
@Suite struct ExchangeRatesTests {
  private static func rates(_ published: [(String, String)]) throws -> ExchangeRates {
    try ExchangeRates(
      of: .eur, source: "rates.csv",
      published.enumerated().map { index, item in
        PublishedRate(
          try #require(PublishedRate.Term(item.0)), try #require(ExchangeRate(item.1)),
          line: index + 2)
      })
  }

  private static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  @Test(arguments: [
    ("2026-01-29", nil), ("2026-01-30", "0.91"), ("2026-01-31", "0.91"), ("2026-02-01", "0.91"),
    ("2026-02-02", "0.92"), ("2026-02-03", "0.93"), ("2026-02-10", "0.93"), ("2026-02-11", nil),
    ("2025-02-02", nil),
  ])
  func `a day without a rate takes the last one before, at most seven days old`(
    day: String, rate: String?
  ) throws {
    let rates = try Self.rates([
      ("2026-02-03", "0.93"), ("2026-01-30", "0.91"), ("2026-02-02", "0.92"),
    ])
    #expect(rates.rate(on: try Self.day(day))?.description == rate)
  }

  @Test(arguments: [
    ("2026-01-31", "0.9"), ("2026-02-01", "0.8"), ("2026-02-14", "0.85"), ("2026-02-15", "0.8"),
    ("2026-02-28", "0.8"), ("2026-03-01", nil), ("2025-12-31", nil),
  ])
  func `a month's rate covers its days that have none of their own, and no other`(
    day: String, rate: String?
  ) throws {
    let rates = try Self.rates([
      ("2026-01", "0.9"), ("2026-02", "0.8"), ("2026-02-14", "0.85"),
    ])
    #expect(rates.rate(on: try Self.day(day))?.description == rate)
  }

  @Test func `new rows change no day that the table had passed`() throws {
    let old = [("2026-02-02", "0.92"), ("2026-02-06", "0.93")]
    let before = try Self.rates(old)
    let after = try Self.rates(old + [("2026-02-09", "0.95"), ("2026-03", "0.96")])
    for number in try Self.day("2026-01-20").number...Self.day("2026-02-06").number {
      let day = CalendarDay(number: number)
      #expect(before.rate(on: day) == after.rate(on: day))
      #expect(before.lastPublishedDay(standingInFor: day) == nil)
    }
  }

  @Test func `a day after the last row is provisional, one without a rate or of a month is not`()
    throws
  {
    let rates = try Self.rates([("2026-02-26", "0.92"), ("2026-02-27", "0.93"), ("2026-03", "0.9")])
    let last = try Self.day("2026-02-27")
    #expect(rates.lastPublishedDay(standingInFor: try Self.day("2026-02-28")) == last)
    #expect(rates.lastPublishedDay(standingInFor: last) == nil)
    #expect(rates.lastPublishedDay(standingInFor: try Self.day("2026-03-01")) == nil)
    #expect(rates.lastPublishedDay(standingInFor: try Self.day("2026-04-20")) == nil)
  }

  @Test func `a kept rate comes before the table, and is told where they differ`() throws {
    let day = try Self.day("2026-02-02")
    let kept = try #require(ExchangeRate("0.91"))
    let rates = try Self.rates([("2026-02-02", "0.92")]).keeping([day: kept])
    #expect(rates.rate(on: day) == kept)
    #expect(rates.isRestated(day))
    #expect(rates.rate(on: day + 1)?.description == "0.92")
    #expect(!rates.isRestated(day + 1))
    #expect(try !Self.rates([("2026-02-02", "0.91")]).keeping([day: kept]).isRestated(day))
    #expect(try Self.rates([]).keeping([day: kept]).isRestated(day))
  }

  @Test func `two rates of one day are an error at the second, unless they are equal`() throws {
    #expect(throws: Never.self) {
      try Self.rates([("2026-02-02", "0.92"), ("2026-02-02", "0.920")])
    }
    #expect(
      throws: ExchangeRateError(
        line: 3, "expected one rate of EUR for 2026-02-02, found 0.92 and 0.93")
    ) { try Self.rates([("2026-02-02", "0.92"), ("2026-02-02", "0.93")]) }
    #expect(throws: ExchangeRateError.self) {
      try Self.rates([("2026-02", "0.92"), ("2026-02", "0.93")])
    }
  }

  @Test func `nothing is nothing at any rate, and something without a rate is unknown`() throws {
    let rates = try Self.rates([("2026-02-02", "0.5")])
    let day = try Self.day("2026-02-02")
    #expect(rates.amount(.zero, on: nil) == .zero)
    #expect(rates.amount(Points(1), on: nil) == nil)
    #expect(rates.amount(Points(1), on: day + -1) == nil)
    #expect(rates.amount(Points(10_000_000), on: day)?.exactText == "0.50")
  }

  @Test func `the span is from the first day to the last, months with all of theirs`() throws {
    let rates = try Self.rates([("2026-02-02", "0.5"), ("2026-01", "0.5")])
    #expect(try rates.span == Self.day("2026-01-01")...Self.day("2026-02-02"))
    #expect(try Self.rates([]).span == nil)
  }
}
