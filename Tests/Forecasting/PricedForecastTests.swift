import Domain
import Forecasting
import Testing

@Suite struct PricedForecastTests {
  private static let forecast = Forecaster.forecast(
    SeededSeries(kind: .weekly, days: 80, seed: 5).series, days: 31)

  @Test func `A price that doubles on a day doubles the money from that day on`() {
    let ratios = (0..<31).map { $0 < 10 ? 1.0 : 2.0 }
    let priced = Self.forecast.priced(at: ratios)
    let first = Self.forecast.sum(days: 10).mean
    let all = Self.forecast.sum(days: 31).mean
    #expect(priced.days[9] == Self.forecast.days[9])
    #expect(abs(priced.days[10].mean - 2 * Self.forecast.days[10].mean) < 1e-9)
    #expect(abs(priced.sum(days: 31).mean - (first + 2 * (all - first))) < 1e-6)
  }
}
