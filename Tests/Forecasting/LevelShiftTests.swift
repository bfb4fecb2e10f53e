import Domain
import Forecasting
import Testing

@Suite struct LevelShiftTests {
  /// Ordinary weeks around 100 a working day, with less or nothing on weekends, then days at a
  /// multiple of that for each factor.
  static func series(
    days: Int = 120, weekend: Double = 0.4, seed: UInt64 = 11, then factors: [Double]
  ) -> DailySeries {
    var numbers = SeededNumbers(seed: seed)
    let values = (0..<days + factors.count).map { day in
      let noise = 0.8 + 0.4 * numbers.uniform()
      let factor = day < days ? 1 : factors[day - days]
      return 100 * (day % 7 >= 5 ? weekend : 1) * noise * factor
    }
    return DailySeries(firstDay: CalendarDay(number: 20_000), values: values)
  }

  /// What 28 ordinary days come to.
  static func fourWeeks(weekend: Double) -> Double { 100 * (20 + 8 * weekend) }

  @Test(arguments: [3.0, 5, 10, 0.3], [4, 7, 13])
  func `after a lasting change the interval covers the old level and the new one`(
    _ factor: Double, _ days: Int
  ) throws {
    let shifted = Self.series(then: [Double](repeating: factor, count: days))
    let forecast = Forecaster.forecast(shifted, days: 28)
    let shift = try #require(forecast.levelShift)
    #expect(shift.days == days && shift.firstDay == CalendarDay(number: 20_120))
    #expect(abs(shift.ratio / factor - 1) < 0.25, "ratio \(shift.ratio)")
    let sum = forecast.sum(days: 28)
    let (old, new) = (Self.fourWeeks(weekend: 0.4), factor * Self.fourWeeks(weekend: 0.4))
    #expect(sum.interval80.contains(old) && sum.interval80.contains(new), "\(sum)")
    #expect(min(old, new) < sum.median && sum.median < max(old, new))
  }

  @Test func `days on which nobody works don't hide a launch`() throws {
    // The last day of the history is a Sunday, so two idle days lie within the six.
    let launched = Self.series(
      days: 124, weekend: 0, then: [Double](repeating: 5, count: 6))
    let forecast = Forecaster.forecast(launched, days: 28)
    #expect(try #require(forecast.levelShift).ratio > 3)
    #expect(forecast.sum(days: 28).interval80.contains(5 * Self.fourWeeks(weekend: 0)))
  }

  @Test func `three days are no shift yet, and one day back at the old level ends it`() {
    let three = Self.series(then: [5, 5, 5])
    let back = Self.series(then: [5, 5, 5, 5, 5, 5, 1])
    for series in [three, back] {
      #expect(Forecaster.forecast(series, days: 28).levelShift == nil)
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `a promotion of nine days does not become the next month`(_ seed: UInt64) {
    let promotion = [Double](repeating: 3, count: 9)
    let usual = Self.fourWeeks(weekend: 0.4)
    for after in 0...14 {
      let series = Self.series(
        seed: seed, then: promotion + [Double](repeating: 1, count: after))
      let sum = Forecaster.forecast(series, days: 28).sum(days: 28)
      #expect(sum.interval95.contains(usual), "\(after) days after it: \(sum), seed \(seed)")
      if after >= 1 { #expect(sum.mean < 1.6 * usual, "\(after) days after it, seed \(seed)") }
      if after >= 10 { #expect(sum.mean < 1.3 * usual, "\(after) days after it, seed \(seed)") }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `noise is no shift`(_ seed: UInt64) {
    for kind in [SeededSeries.Kind.weekly, .growing, .bursts] {
      for days in [60, 90, 150] {
        let seeded = SeededSeries(kind: kind, days: days, seed: seed)
        #expect(Forecaster.forecast(seeded.series, days: 7).levelShift == nil, "\(seeded)")
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `a few days with use are no shift where use is rare`(_ seed: UInt64) {
    let seeded = SeededSeries(kind: .sparse, days: 150, seed: seed)
    let forecast = Forecaster.forecast(seeded.series, days: 28)
    let most = seeded.values.max() ?? 0
    #expect(forecast.levelShift == nil, "seed \(seed)")
    #expect(forecast.sum(days: 28).interval80.upper < 28 * most, "seed \(seed)")
  }

  @Test func `after a lull the new level is compared with the days of use before it`() throws {
    // Ten a day, then hardly anything for twelve days, then twenty a day.
    let values =
      (0..<100).map { 10 + Double($0 % 3) } + (0..<12).map { _ in 0.2 } + [20, 21, 22, 20]
    let series = DailySeries(firstDay: CalendarDay(number: 20_000), values: values)
    let sum = Forecaster.forecast(series, days: 28).sum(days: 28)
    #expect(sum.interval80.contains(28 * 21), "\(sum)")
    #expect(sum.interval95.upper < 28 * 21 * 6, "\(sum)")
  }

  @Test func `a backtest has known of the shift on the day it asks on, and not before`() {
    let shifted = Self.series(then: [Double](repeating: 5, count: 40))
    func trial(after days: Int) -> BacktestTrial? {
      let origin = CalendarDay(number: 20_119 + days)
      return Backtest(
        of: shifted,
        questions: [BacktestQuestion(origin: origin, days: origin + 1...origin + 28)]
      ).trials.first
    }
    #expect(trial(after: 3).map { $0.predicted.interval80.contains($0.actual) } == false)
    #expect(trial(after: 5).map { $0.predicted.interval80.contains($0.actual) } == true)
  }
}
