import Domain
import Forecasting
import Testing

@Suite struct StoppedSeriesTests {
  /// Days of 10, 20 and 30 and days without anything, then what follows.
  private static func series(then latest: [Double?]) -> DailySeries {
    let former = (0..<100).map { [10.0, 0, 20, 30][$0 % 4] }
    return DailySeries(firstDay: CalendarDay(number: 20_000), values: former + latest)
  }

  @Test func `after sixty days of nothing no day is expected to exceed a typical one`() {
    let forecast = Forecaster.forecast(
      Self.series(then: [Double?](repeating: 0, count: 60)), days: 40)
    #expect(forecast.horizon == 40 && forecast.knownDays == 160)
    for amount in forecast.days + [forecast.sum(days: 1), forecast.sum(days: 40)] {
      #expect(amount.mean == 0 && amount.median == 0)
      for interval in [amount.interval80, amount.interval95] {
        // The median of nonzero days: the others say nothing about a return.
        #expect(interval.lower == 0 && interval.upper == 20)
      }
    }
  }

  @Test func `a price change moves the typical day as well`() {
    let stopped = Self.series(then: [Double?](repeating: 0, count: 75))
    let forecast = Forecaster.forecast(stopped, days: 10).priced(at: [0.5])
    #expect(forecast.sum(days: 10).interval95.upper == 10)
  }

  @Test func `unknown days among the sixty change nothing`() {
    var latest = [Double?](repeating: nil, count: 60)
    for day in 0..<7 { latest[day * 8] = 0 }
    let forecast = Forecaster.forecast(Self.series(then: latest), days: 10)
    #expect(forecast.sum(days: 10).mean == 0 && forecast.sum(days: 10).interval80.upper == 20)
  }

  @Test(arguments: [
    // A day less, a nonzero day at either end, and too few known days.
    [Double?](repeating: 0, count: 59),
    [5] + [Double?](repeating: 0, count: 59),
    [Double?](repeating: 0, count: 59) + [5],
    [0, 0, 0, 0, 0, 0] + [Double?](repeating: nil, count: 54),
  ])
  func `else the series is not over`(_ latest: [Double?]) {
    #expect(Forecaster.forecast(Self.series(then: latest), days: 30).sum(days: 30).mean > 0)
  }
}
