import Domain
import Forecasting
import Testing

@Suite struct OneOffTests {
  private static let usual = LevelShiftTests.series(days: 120, then: [])

  /// The usual series with one day of a multiple of the usual one.
  private static func series(_ fold: Double, daysAgo: Int) -> DailySeries {
    var series = usual
    series.values[series.values.count - daysAgo] = 100 * fold
    return series
  }

  @Test(arguments: [30.0, 100, 300, 1e6], [1, 5, 30, 119])
  func `a single day of months' spend hardly moves the next days`(_ fold: Double, _ ago: Int) {
    let days = 15
    let ordinary = Forecaster.forecast(Self.usual, days: days).sum(days: days)
    let forecast = Forecaster.forecast(Self.series(fold, daysAgo: ago), days: days)
    let sum = forecast.sum(days: days)
    #expect(forecast.boundedDays == [Self.usual.lastDay + (1 - ago)])
    #expect(abs(sum.mean / ordinary.mean - 1) < 0.1, "\(sum.mean) of \(ordinary.mean)")
    let (width, other) = (
      sum.interval80.upper - sum.interval80.lower,
      ordinary.interval80.upper - ordinary.interval80.lower
    )
    #expect(width < 1.5 * other, "\(width) of \(other)")
  }

  @Test(arguments: [30.0, 100, 300])
  func `however large it is, it counts the same`(_ fold: Double) {
    let sums = [fold, 10 * fold].map {
      Forecaster.forecast(Self.series($0, daysAgo: 5), days: 15).sum(days: 15)
    }
    #expect(abs(sums[0].mean - sums[1].mean) < 1e-9 * sums[0].mean)
  }

  @Test func `a second such day confirms the first, and both count`() {
    var twice = Self.series(100, daysAgo: 40)
    twice.values[twice.values.count - 3] = 8000
    let forecast = Forecaster.forecast(twice, days: 15)
    #expect(forecast.boundedDays.isEmpty)
    #expect(forecast.sum(days: 15).interval95.upper > 2 * 1500)
  }

  @Test func `two one-offs of different size are both bounded`() {
    var twice = Self.series(30, daysAgo: 40)
    twice.values[twice.values.count - 3] = 30_000
    let forecast = Forecaster.forecast(twice, days: 15)
    #expect(forecast.boundedDays == [twice.lastDay + -39, twice.lastDay + -2])
    // The later one is on a weekend, where the largest day around is three usual ones.
    let ordinary = Forecaster.forecast(Self.usual, days: 15).sum(days: 15)
    #expect(abs(forecast.sum(days: 15).mean / ordinary.mean - 1) < 0.3)
  }

  @Test func `where use is rare the whole series says what is usual`() {
    let rare: [Double] = (0..<240).map { day in day % 30 == 5 ? 10 + Double(day % 7) : 0 }
    let series = DailySeries(
      firstDay: CalendarDay(number: 20_000), values: rare + [500, 0] as [Double])
    let forecast = Forecaster.forecast(series, days: 15)
    #expect(forecast.boundedDays == [series.lastDay + -1])
    #expect(forecast.sum(days: 15).interval80.upper < 100)
  }

  @Test(arguments: [SeededSeries.Kind.weekly, .growing, .sparse, .shifted, .bursts, .launched])
  func `ordinary bursts and growth are not bounded`(_ kind: SeededSeries.Kind) {
    for seed in 1...10 as ClosedRange<UInt64> {
      let seeded = SeededSeries(kind: kind, days: 120, seed: seed)
      #expect(Forecaster.forecast(seeded.series, days: 5).boundedDays.isEmpty, "\(seeded)")
    }
  }

  @Test func `a launch is bounded on its first day alone`() {
    for days in 1...3 {
      let launched = LevelShiftTests.series(then: [Double](repeating: 30, count: days))
      let bounded = Forecaster.forecast(launched, days: 5).boundedDays
      #expect(bounded == (days == 1 ? [launched.lastDay] : []), "day \(days)")
    }
  }
}
