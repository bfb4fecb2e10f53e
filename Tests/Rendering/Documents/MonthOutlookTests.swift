import Domain
import Forecasting
import Reconciliation
import Rendering
import ReportSamples
import Reports
import SpendForecasting
import TestSupport
import Testing

@Suite struct MonthOutlookTests {
  private static let month = CalendarMonth(of: ReportSample.firstDay)

  /// Ten dollars on each weekday and two on weekends, through the day before a day.
  private static func history(days: Int, before today: CalendarDay) -> SpendHistory {
    let pricing = LedgerLine.Pricing(sku: SKU(model: "m", taskType: "t"))
    return SpendHistory(
      (0..<days).map { back in
        let day = today + (-back - 1)
        let dollars: Int64 = (day.number + 3) % 7 < 5 ? 10 : 2
        return LedgerLine(
          day: day, pricing: pricing, verdict: .matched,
          billed: Points(dollars * Points.perUSD), price: nil)
      }, lastKnownDay: today + -1)
  }

  private static func outlook(day: Int, known days: Int) throws -> MonthOutlook? {
    let today = month.firstDay + day
    let forecaster = try SpendForecaster(
      history(days: days, before: today), today: today, through: month.next.lastDay,
      pricer: AnomalySamples.pricer(), isLedgersCard: true)
    return MonthOutlook(of: month, after: today + -1, charges: [], forecaster: forecaster)
  }

  @Test func `a running month and the next one are forecast, day by day to the end`() throws {
    let outlook = try #require(try Self.outlook(day: 20, known: 100))
    #expect(
      outlook.expectations.map(\.days.lowerBound) == [Self.month.firstDay, Self.month.lastDay + 1])
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

  @Test func `for a complete month only the next one is forecast`() throws {
    let outlook = try #require(try Self.outlook(day: 31, known: 100))
    #expect(outlook.expectations.map(\.days.lowerBound) == [Self.month.lastDay + 1])
    #expect(outlook.course.isEmpty)
  }

  @Test(arguments: [0, 3, 6])
  func `with less than a week nothing is forecast`(days: Int) {
    #expect(throws: SpendForecastError.tooFewDays(days)) {
      try Self.outlook(day: 20, known: days)
    }
  }

  @Test func `the backtest is next to the forecast, in the words of the forecast command`() throws {
    // December to April are complete before the 20th of May, each with four weeks before it.
    let outlook = try #require(try Self.outlook(day: 20, known: 200))
    #expect(outlook.backtest.fromDay20.trials.count == 5)
    let document = MonthReport(MonthSample.facts(outlook: outlook)).document
    let table = try #require(document.tables.first { $0.table.name == "record" }).table
    #expect(table.rows.map { $0[1] } == [.count(5), .count(5), .count(12)])
    let page = try MarkupReader(HTMLWriter.text(document))
    for day in [10, 20] {
      #expect(
        page.text.contains(
          "of what was still to come; 5 of 5 ended within the range of 8 of 10 cases"))
      #expect(page.text.contains("forecasts from the \(day)th of the last 5 months were off by "))
    }
  }

  @Test func `a choice of method needs six month ends, each counted once, or else weeks`()
    throws
  {
    // Two month ends, each forecast on two days, are two.
    let short = try #require(try Self.outlook(day: 20, known: 100)).backtest
    #expect(short.monthEnds.map(\.backtest.trials.count) == [2, 2])
    #expect(short.deciding == short.nextWeek)
    let long = try #require(try Self.outlook(day: 20, known: 240)).backtest
    #expect(long.monthEnds.map(\.backtest.trials.count) == [6, 7])
    #expect(long.deciding == long.fromDay10)
  }

  @Test func `without enough history the forecast has no backtest`() throws {
    let outlook = try #require(try Self.outlook(day: 20, known: 20))
    let document = MonthReport(MonthSample.facts(outlook: outlook)).document
    #expect(!document.tables.contains { $0.table.name == "record" })
  }
}
