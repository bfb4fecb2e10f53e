import Domain
import Reports
import Testing

@Suite struct ReportMonthTests {
  @Test(arguments: [
    ("2026-10", "October 2026", 31), ("2024-02", "February 2024", 29),
    ("last-month", "December 2025", 31), ("this-month", "January 2026", 31),
  ])
  func `a month is read by its number or from today`(
    text: String, name: String, days: Int
  ) throws {
    let today = try #require(CalendarDay("2026-01-15"))
    let month = try #require(ReportMonth(text, today: today))
    #expect(month.name == name)
    #expect(month.days == days)
  }

  @Test(arguments: ["2026", "2026-13", "2026-10-05", "october", "", "2026-1"])
  func `what is no month is not read`(text: String) {
    #expect(ReportMonth(text, today: CalendarDay(number: 0)) == nil)
  }

  @Test(arguments: [("2026-04-29", 0), ("2026-04-30", 0), ("2026-05-03", 3), ("2026-06-30", 31)])
  func `days are over with a day of the month, or with a later one`(last: String, days: Int) throws
  {
    let may = try #require(ReportMonth("2026-05", today: CalendarDay(number: 0)))
    #expect(may.daysOver(through: try #require(CalendarDay(last))) == days)
  }
}
