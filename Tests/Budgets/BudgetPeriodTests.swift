import Budgets
import Domain
import Testing

@Suite struct BudgetPeriodTests {
  private static func day(_ text: String) throws -> CalendarDay {
    try #require(CalendarDay(text))
  }

  private static func recurrence(
    _ unit: BudgetRecurrence.Unit?, from: String? = nil, until: String? = nil
  ) throws -> BudgetRecurrence? {
    BudgetRecurrence(
      unit: unit, from: try from.map(day), until: try until.map(day))
  }

  @Test(arguments: [
    (BudgetRecurrence.Unit.day, "2026-10-15", "2026-10-15", "2026-10-15"),
    (.week, "2026-10-15", "2026-10-12", "2026-10-18"),
    (.week, "2026-10-18", "2026-10-12", "2026-10-18"),
    (.week, "2026-10-19", "2026-10-19", "2026-10-25"),
    (.week, "1969-12-30", "1969-12-29", "1970-01-04"),
    (.month, "2028-02-10", "2028-02-01", "2028-02-29"),
    (.month, "2026-12-31", "2026-12-01", "2026-12-31"),
    (.quarter, "2026-01-01", "2026-01-01", "2026-03-31"),
    (.quarter, "2026-12-31", "2026-10-01", "2026-12-31"),
  ])
  func `a day has one period`(
    unit: BudgetRecurrence.Unit, of: String, first: String, last: String
  ) throws {
    let period = try #require(try Self.recurrence(unit)?.period(of: Self.day(of)))
    #expect(period == BudgetPeriod(first: try Self.day(first), last: try Self.day(last)))
  }

  @Test func `periods follow each other without a gap, within the time of the budget`() throws {
    let month = try #require(
      try Self.recurrence(.month, from: "2026-01-15", until: "2026-04-10"))
    let periods = month.periods(
      from: try Self.day("2025-01-01"), through: try Self.day("2026-12-31"))
    #expect(
      periods.map(\.reportPeriod.description) == [
        "2026-01-15 to 2026-01-31", "2026-02-01 to 2026-02-28", "2026-03-01 to 2026-03-31",
        "2026-04-01 to 2026-04-09",
      ])
    #expect(month.period(of: try Self.day("2026-01-14")) == nil)
    #expect(month.period(of: try Self.day("2026-04-10")) == nil)
  }

  @Test func `a span of dates is one period`() throws {
    let span = try #require(try Self.recurrence(nil, from: "2026-10-05", until: "2026-10-08"))
    #expect(span.period(of: try Self.day("2026-10-07"))?.length == 3)
    #expect(try Self.recurrence(nil, from: "2026-10-05") == nil)
    #expect(try Self.recurrence(nil, from: "2026-10-05", until: "2026-10-05") == nil)
  }

  @Test(arguments: [
    ("2026-03-31", 0), ("2026-04-15", 500), ("2026-04-30", 1000), ("2026-05-09", 1000),
    ("2026-03-01", 0),
  ])
  func `a share of the period is over with a day`(last: String, permille: Int64) throws {
    let month = try #require(try Self.recurrence(.month)?.period(of: Self.day("2026-04-20")))
    #expect(month.elapsed(through: try Self.day(last)).tenths == permille)
  }
}
