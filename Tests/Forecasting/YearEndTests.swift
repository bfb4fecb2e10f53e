import Domain
import Forecasting
import Testing

@Suite struct YearEndTests {
  /// The same series, ending on different days.
  private static func forecast(through month: Int, _ day: Int) throws -> Forecast {
    let last = try #require(CalendarDay(year: 2026, month: month, day: day))
    let values = SeededSeries(kind: .weekly, days: 150, seed: 3).values
    return Forecaster.forecast(DailySeries(firstDay: last + -149, values: values), days: 20)
  }

  @Test func `around Christmas and New Year the lower bounds reach three quarters farther`() throws
  {
    let (usual, yearEnd) = try (Self.forecast(through: 6, 20), Self.forecast(through: 12, 20))
    for (step, (amount, other)) in zip(usual.days, yearEnd.days).enumerated() {
      // From 21 December to 2 January, thirteen days.
      let factor = step < 13 ? 1.75 : 1.0
      let reach = amount.median - amount.interval80.lower
      #expect(abs(other.median - other.interval80.lower - factor * reach) < 1e-9, "step \(step)")
      #expect(other.interval80.upper == amount.interval80.upper && other.mean == amount.mean)
    }
  }

  @Test func `a sum reaches farther by the share of its days at the year's end`() throws {
    let (usual, yearEnd) = try (Self.forecast(through: 6, 13), Self.forecast(through: 12, 13))
    // Seven days up to 20 December, and seven after it.
    let (sum, other) = (usual.sum(days: 14), yearEnd.sum(days: 14))
    let reach = sum.median - sum.interval95.lower
    #expect(abs(other.median - other.interval95.lower - (1 + 0.75 / 2) * reach) < 1e-6)
    #expect(yearEnd.sum(days: 7) == usual.sum(days: 7))
  }
}
