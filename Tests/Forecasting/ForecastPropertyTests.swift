import Domain
import Forecasting
import Testing

@Suite struct ForecastPropertyTests {
  private static func numbers(_ amount: PredictedAmount) -> [Double] {
    [
      amount.interval95.lower, amount.interval80.lower, amount.median, amount.interval80.upper,
      amount.interval95.upper,
    ]
  }

  private static func amounts(_ forecast: Forecast) -> [PredictedAmount] {
    forecast.days + (1...forecast.horizon).map { forecast.sum(days: $0) }
  }

  @Test(arguments: SeededSeries.all)
  func `Quantiles ascend and nothing is negative`(_ seeded: SeededSeries) {
    for amount in Self.amounts(Forecaster.forecast(seeded.series, days: 62)) {
      let numbers = Self.numbers(amount)
      #expect(numbers == numbers.sorted())
      #expect(numbers[0] >= 0 && amount.mean >= 0)
    }
  }

  @Test(arguments: SeededSeries.all)
  func `A series in another unit has the same forecast in that unit`(_ seeded: SeededSeries) {
    let factor = 1234.5
    let scaled = DailySeries(
      firstDay: seeded.series.firstDay, values: seeded.values.map { $0 * factor })
    let pairs = zip(
      Self.amounts(Forecaster.forecast(seeded.series, days: 31)),
      Self.amounts(Forecaster.forecast(scaled, days: 31)))
    for (amount, other) in pairs {
      for (number, scaled) in zip(Self.numbers(amount), Self.numbers(other)) {
        #expect(abs(number * factor - scaled) <= 1e-8 * max(1, scaled))
      }
    }
  }

  @Test(arguments: SeededSeries.all)
  func `Days after the origin change nothing`(_ seeded: SeededSeries) {
    let origin = seeded.series.lastDay
    let longer = DailySeries(
      firstDay: seeded.series.firstDay, values: seeded.values + [9999, nil, 0])
    #expect(
      Forecaster.forecast(longer.through(origin), days: 31)
        == Forecaster.forecast(seeded.series, days: 31))
    let holidays = [origin + -20: "a", origin: "b", origin + 2: "a"]
    #expect(
      Forecaster.forecast(longer.through(origin), days: 31, holidays: holidays)
        == Forecaster.forecast(seeded.series, days: 31, holidays: holidays))
  }

  @Test(arguments: SeededSeries.all)
  func `The mean of a sum is the sum of the means`(_ seeded: SeededSeries) {
    let forecast = Forecaster.forecast(seeded.series, days: 40)
    let first = forecast.origin + 4
    let last = forecast.origin + 23
    let days = (4...23).compactMap { forecast.amount(of: forecast.origin + $0)?.mean }
    let sum = forecast.sum(first...last)?.mean ?? .nan
    #expect(days.count == 20 && abs(days.reduce(0, +) - sum) <= 1e-9 * max(1, sum))
  }

  @Test(arguments: SeededSeries.all)
  func `A missing day anywhere does no harm`(_ seeded: SeededSeries) {
    for missing in stride(from: 0, to: seeded.days, by: 11) {
      var series = seeded.series
      series.values[missing] = nil
      for amount in Self.amounts(Forecaster.forecast(series, days: 31)) {
        #expect(Self.numbers(amount).allSatisfy { $0.isFinite && $0 >= 0 })
      }
    }
  }

  @Test(arguments: SeededSeries.all, [1e-9, 1, 1e12])
  func `Amounts up to a billion of millions are forecast`(_ seeded: SeededSeries, unit: Double) {
    // The largest value of any series is about 1,000.
    let series = DailySeries(
      firstDay: seeded.series.firstDay, values: seeded.values.map { $0 * unit })
    for amount in Self.amounts(Forecaster.forecast(series, days: 62)) {
      #expect((Self.numbers(amount) + [amount.mean]).allSatisfy { $0.isFinite && $0 >= 0 })
    }
  }

  @Test func `The same series has the same forecast every time`() {
    for seeded in SeededSeries.all {
      let holidays = [seeded.series.lastDay: "a", seeded.series.lastDay + 3: "b"]
      let forecasts = (0..<2).map { _ in
        Forecaster.forecast(seeded.series, days: 31, holidays: holidays)
      }
      #expect(forecasts[0] == forecasts[1])
    }
  }

  @Test func `A constant series continues with certainty`() {
    let series = DailySeries(
      firstDay: CalendarDay(number: 0), values: [Double?](repeating: 20, count: 60))
    let sum = Forecaster.forecast(series, days: 30).sum(days: 30)
    #expect(abs(sum.mean - 600) < 1e-6)
    #expect(sum.interval95.upper - sum.interval95.lower < 1e-4)
  }

  @Test(arguments: [[], [nil, nil], [0, 0, 0, 0, 0, 0, 0, 0, 0], [nil, 0, nil]] as [[Double?]])
  func `If nothing was spent nothing is expected`(_ values: [Double?]) {
    let series = DailySeries(firstDay: CalendarDay(number: 0), values: values)
    let sum = Forecaster.forecast(series, days: 30).sum(days: 30)
    #expect(Self.numbers(sum) == [0, 0, 0, 0, 0])
  }

  @Test(arguments: [[5], [5, 7], [nil, 6]] as [[Double?]])
  func `With one or two days the interval is as wide as six times the mean`(_ values: [Double?]) {
    let series = DailySeries(firstDay: CalendarDay(number: 0), values: values)
    let forecast = Forecaster.forecast(series, days: 10)
    #expect(forecast.sum(days: 10).interval95.lower == 0)
    #expect(forecast.sum(days: 10).interval95.upper == 6 * forecast.sum(days: 10).mean)
  }

  @Test func `several series are forecast like each alone, in order`() {
    let asked = SeededSeries.all.enumerated().map { ($1.series, days: 5 + $0) }
    #expect(
      Forecaster.forecasts(asked) == asked.map { Forecaster.forecast($0, days: $1) })
    #expect(Forecaster.forecasts([]).isEmpty)
  }
}
