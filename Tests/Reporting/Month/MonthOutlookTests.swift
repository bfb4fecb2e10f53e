import Billing
import Budgets
import Forecasting
import Reporting
import Testing

@Suite struct MonthOutlookTests {
  private static let month = ReportMonth(of: ReportSample.firstDay)

  /// Ten dollars on each weekday and two on weekends, through the day before a day.
  private static func spend(days: Int, before today: CalendarDay) -> DailySpend {
    DailySpend(
      Dictionary(
        uniqueKeysWithValues: (1...days).map { back in
          let day = today + -back
          let dollars: Int64 = (day.number + 3) % 7 < 5 ? 10 : 2
          return (day, DailySpend.Day(billed: Points(dollars * Points.perUSD)))
        }))
  }

  private static func outlook(day: Int, known days: Int) -> MonthOutlook? {
    let today = month.firstDay + day
    return MonthOutlook(
      of: month, today: today, spend: spend(days: days, before: today), charges: [])
  }

  @Test func `a month that runs and the next one are forecast, day by day to the end`() throws {
    let outlook = try #require(Self.outlook(day: 20, known: 100))
    #expect(
      outlook.expectations.map(\.period.first) == [Self.month.firstDay, Self.month.lastDay + 1])
    #expect(outlook.course.map(\.day) == (20..<31).map { Self.month.firstDay + $0 })
    #expect(zip(outlook.course, outlook.course.dropFirst()).allSatisfy { $0.median <= $1.median })
    #expect(
      outlook.course.allSatisfy { day in
        day.interval95.lowerBound <= day.interval80.lowerBound
          && day.interval80.contains(day.median)
          && day.interval80.upperBound <= day.interval95.upperBound
      })
    // A week costs 54 dollars; from the 21st of May 2026 on there are seven weekdays.
    let end = try #require(outlook.course.last)
    #expect(abs(end.median.drawn / Double(Points.perUSD) - 214) < 25)
  }

  @Test func `of a month that is over only the next one is forecast`() throws {
    let outlook = try #require(Self.outlook(day: 31, known: 100))
    #expect(outlook.expectations.map(\.period.first) == [Self.month.lastDay + 1])
    #expect(outlook.course.isEmpty)
  }

  @Test(arguments: [0, 3, 6])
  func `with less than a week nothing is forecast`(days: Int) {
    #expect((days == 0 ? nil : Self.outlook(day: 20, known: days)) == nil)
  }

  @Test func `the record is of months where there are enough, else of weeks, and is told`() throws {
    let long = try #require(Self.outlook(day: 20, known: 200))
    #expect(long.isRecordOfMonths)
    #expect(long.record.trials.count == 10)
    let short = try #require(Self.outlook(day: 20, known: 60))
    #expect(!short.isRecordOfMonths)
    let document = MonthReport(MonthSample.facts(outlook: long)).document
    let section = try #require(document.sections.first { "\($0.id)" == "forecast" })
    guard case .paragraph(let text)? = section.blocks.last else {
      Issue.record("expected a sentence about the record")
      return
    }
    #expect(text.hasPrefix("Of the latest 10 forecasts of the rest of a month on this ledger "))
  }
}
