import Domain
import Testing

@Suite struct ReportPeriodTests {
  private static func period(_ text: String, today: String = "2026-11-20") throws -> ReportPeriod? {
    ReportPeriod(text, today: try #require(CalendarDay(today)))
  }

  @Test(
    arguments: [
      ("2026", "2026-01-01 to 2026-12-31"), ("0001", "0001-01-01 to 0001-12-31"),
      ("2026-10", "2026-10-01 to 2026-10-31"), ("2026-02", "2026-02-01 to 2026-02-28"),
      ("2024-02", "2024-02-01 to 2024-02-29"), ("2026-12", "2026-12-01 to 2026-12-31"),
      ("2026-10-05", "2026-10-05"), ("2024-02-29", "2024-02-29"), ("today", "2026-11-20"),
      ("yesterday", "2026-11-19"), ("this-month", "2026-11-01 to 2026-11-30"),
      ("last-month", "2026-10-01 to 2026-10-31"),
    ] as [(String, String)])
  func `a year, a month and a day are whole`(text: String, days: String) throws {
    #expect(try Self.period(text)?.description == days)
  }

  @Test(
    arguments: [
      ("2027-01-01", "2026-12-01 to 2026-12-31"), ("2027-01-31", "2026-12-01 to 2026-12-31"),
      ("2026-03-31", "2026-02-01 to 2026-02-28"), ("2024-03-01", "2024-02-01 to 2024-02-29"),
      ("2026-12-31", "2026-11-01 to 2026-11-30"),
    ] as [(String, String)])
  func `last month is the whole month before today's, over the new year too`(
    today: String, days: String
  ) throws {
    #expect(try Self.period("last-month", today: today)?.description == days)
  }

  @Test func `yesterday of new year's day is in the old year`() throws {
    #expect(try Self.period("yesterday", today: "2027-01-01")?.description == "2026-12-31")
    #expect(try Self.period("yesterday", today: "2024-03-01")?.description == "2024-02-29")
  }

  @Test(arguments: [
    "", "26", "20261", "abcd", "0000", "2026-", "2026-1", "2026-13", "2026-00", "2026/10",
    "2026-10-", "2026-1-05", "2026-02-29", "2026-10-32", "2026-10-05 ", " 2026", "-2026",
    "last month", "Last-Month", "next-month", "last-year", "2026-10..2026-11",
  ])
  func `any other text is not a period`(text: String) throws {
    #expect(try Self.period(text) == nil)
  }

  @Test func `both days of a period belong to it`() throws {
    let period = try #require(try Self.period("2026-10"))
    let days = try ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map {
      try #require(CalendarDay($0))
    }
    #expect(days.map(period.contains) == [false, true, true, false])
  }

  @Test func `a missing bound is open`() throws {
    let day = try #require(CalendarDay("2026-10-05"))
    let since = ReportPeriod(since: day, until: nil)
    let until = ReportPeriod(since: nil, until: day)
    #expect(since.description == "since 2026-10-05")
    #expect(until.description == "until 2026-10-05")
    #expect([day + -1, day, day + 1].map(since.contains) == [false, true, true])
    #expect([day + -1, day, day + 1].map(until.contains) == [true, true, false])
    #expect(!since.isAll && !until.isAll)
  }

  @Test func `a period without bounds is all days`() throws {
    #expect(ReportPeriod.all.isAll)
    #expect(ReportPeriod.all.description == "all days")
    let first = try #require(CalendarDay("0001-01-01"))
    #expect(ReportPeriod.all.contains(first))
  }
}
