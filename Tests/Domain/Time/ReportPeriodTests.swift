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
      ("last-month", "2026-10-01 to 2026-10-31"), ("2026-2", "2026-02-01 to 2026-02-28"),
      ("february", "2026-02-01 to 2026-02-28"), ("Dec", "2025-12-01 to 2025-12-31"),
      ("november", "2026-11-01 to 2026-11-30"), ("feb-2024", "2024-02-01 to 2024-02-29"),
      ("February 2024", "2024-02-01 to 2024-02-29"), ("Last Month", "2026-10-01 to 2026-10-31"),
      ("last_month", "2026-10-01 to 2026-10-31"), ("this-year", "2026-01-01 to 2026-12-31"),
      ("last-year", "2025-01-01 to 2025-12-31"), ("2026-Q1", "2026-01-01 to 2026-03-31"),
      ("2026-q4", "2026-10-01 to 2026-12-31"), ("this-quarter", "2026-10-01 to 2026-12-31"),
      ("last-quarter", "2026-07-01 to 2026-09-30"), ("2026-W05", "2026-01-26 to 2026-02-01"),
      ("2026-w5", "2026-01-26 to 2026-02-01"), ("2020-W53", "2020-12-28 to 2021-01-03"),
      ("2026-W01", "2025-12-29 to 2026-01-04"), ("this-week", "2026-11-16 to 2026-11-22"),
      ("last-week", "2026-11-09 to 2026-11-15"), ("last-7-days", "2026-11-14 to 2026-11-20"),
      ("7d", "2026-11-14 to 2026-11-20"), ("last-30-days", "2026-10-22 to 2026-11-20"),
      ("2w", "2026-11-07 to 2026-11-20"), ("1d", "2026-11-20"), ("last-1-days", "2026-11-20"),
    ] as [(String, String)])
  func `a year, a quarter, a month, a week and a day are whole`(text: String, days: String) throws {
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
    "", "26", "20261", "abcd", "0000", "2026-", "2026-0", "2026-13", "2026-00", "2026/10",
    "2026-10-", "2026-1-05", "2026-02-29", "2026-10-32", "-2026", "next-month", "lastmonth",
    "2026-10..2026-11", "2026-Q0", "2026-Q5", "2026-Q", "Q1", "2026-W00", "2026-W54", "2025-W53",
    "2026-W+5", "2026-W", "0d", "-7d", "7", "d", "last-0-days", "last--days", "last-x-days",
    "36501d", "99999999999999999999d", "fe", "febr", "february-26", "february-2026-1", "+123",
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

  @Test(
    arguments: [
      ("lastmonth", "nearest is last-month"), ("last-mounth", "nearest is last-month"),
      ("yesterdy", "nearest is yesterday"), ("febuary", "nearest is february"),
      ("last-quater", "nearest is last-quarter"),
    ] as [(String, String)])
  func `a mistyped period is answered with the nearest one`(text: String, hint: String) throws {
    let today = try #require(CalendarDay("2026-11-20"))
    let error = #expect(throws: PeriodError.self) { try PeriodText.period(text, today: today) }
    #expect(error?.description.hasSuffix("found \(text); \(hint)") == true)
  }

  @Test func `what is far from any period only names the forms, in visible characters`() throws {
    let today = try #require(CalendarDay("2026-11-20"))
    let error = #expect(throws: PeriodError.self) {
      try PeriodText.period("\u{1B}[2J", today: today)
    }
    #expect(
      error?.description
        == "expected a period such as 2026-10, 2026-10-05, 2026-W05, 2026-Q1, last-month or "
        + "last-7-days, found \\u{1B}[2J")
  }

  @Test(
    arguments: [
      ("2026-02", "2026-02-01", "2026-02-28"), ("yesterday", "2026-11-19", "2026-11-19"),
      ("last-week", "2026-11-09", "2026-11-15"), ("2026-03-04", "2026-03-04", "2026-03-04"),
      ("7d", "2026-11-14", nil), ("last-30-days", "2026-10-22", nil),
    ] as [(String, String, String?)])
  func `a span starts and ends with the days of a period, but no number of days ends it`(
    text: String, first: String, last: String?
  ) throws {
    let today = try #require(CalendarDay("2026-11-20"))
    #expect(try PeriodText.firstDay(text, today: today).description == first)
    #expect((try? PeriodText.lastDay(text, today: today))?.description == last)
  }

  @Test func `every day is in the week, the month, the quarter and the year of its names`() throws {
    let first = try #require(CalendarDay("1999-12-20"))
    for day in (0..<11_000).map({ first + $0 }) {
      let names = [
        CalendarWeek(of: day).description, CalendarQuarter(of: day).description,
        CalendarMonth(of: day).description, "\(padded(day.date.year, to: 4))", day.description,
      ]
      for name in names {
        let period = try #require(ReportPeriod(name, today: first), "\(name)")
        #expect(period.contains(day), "\(day) in \(name)")
      }
    }
  }
}
