import Domain
import Testing

@Suite struct CalendarMonthTests {
  @Test(arguments: [
    ("2026-10", "October 2026", 31), ("2024-02", "February 2024", 29),
    ("last-month", "December 2025", 31), ("this-month", "January 2026", 31),
    ("february", "February 2025", 28), ("jan", "January 2026", 31), ("2026-2", "February 2026", 28),
  ])
  func `a month is read by its number or from today`(
    text: String, name: String, days: Int
  ) throws {
    let today = try #require(CalendarDay("2026-01-15"))
    let month = try #require(CalendarMonth(text, today: today))
    #expect(month.name == name)
    #expect(month.days == days)
  }

  @Test(arguments: ["2026", "2026-13", "2026-10-05", "octo", "", "2026-0", "2026-Q1"])
  func `what is not a month is not read`(text: String) {
    #expect(CalendarMonth(text, today: CalendarDay(number: 0)) == nil)
  }

  @Test(arguments: [("2026-04-29", 0), ("2026-04-30", 0), ("2026-05-03", 3), ("2026-06-30", 31)])
  func `days are over with a day of the month, or with a later one`(last: String, days: Int) throws
  {
    let may = try #require(CalendarMonth("2026-05", today: CalendarDay(number: 0)))
    #expect(may.daysOver(through: try #require(CalendarDay(last))) == days)
  }

  @Test func `months follow each other over the new year`() throws {
    let november = try #require(CalendarMonth("2026-11"))
    #expect((november + 3).description == "2027-02")
    #expect((november + -23).description == "2024-12")
    #expect(november.previous < november && november < november.next)
    #expect(november.lastDay + 1 == november.next.firstDay)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-01-31", 2, "2026-03-31"), ("2026-11-15", 14, "2028-01-15"),
  ])
  func `a day some months later is the last one of a month that is too short for it`(
    day: String, months: Int, later: String
  ) throws {
    #expect(try #require(CalendarDay(day)).adding(months: months).description == later)
  }
}
