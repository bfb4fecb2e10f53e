import Domain
import Forecasting
import Testing

@Suite struct PauseTests {
  /// Twenty weeks of use with idle weekends, then days without any.
  private static func forecast(afterQuiet days: Int) -> Forecast {
    Forecaster.forecast(
      LevelShiftTests.series(days: 138, weekend: 0, then: [Double](repeating: 0, count: days)),
      days: 28)
  }

  private static let usual = LevelShiftTests.fourWeeks(weekend: 0)

  @Test func `the longer nothing is used the less is expected, down to nothing`() {
    var (before, chance) = (Double.infinity, 1.0)
    for days in [4, 7, 14, 30, 45, 59] {
      let forecast = Self.forecast(afterQuiet: days)
      let sum = forecast.sum(days: 28)
      let probability = sum.probability(ofExceeding: Self.usual / 4)
      #expect(sum.mean < 0.9 * before, "after \(days) days")
      #expect(probability <= chance, "after \(days) days")
      #expect(sum.interval80.lower == 0, "after \(days) days")
      (before, chance) = (sum.mean, probability)
    }
    #expect(chance < 0.02)
    #expect(before < 0.01 * Self.usual && chance < 0.05)
    #expect(Self.forecast(afterQuiet: 60).sum(days: 28).mean == 0)
  }

  @Test(arguments: [(4, 0.5), (14, 0.3), (30, 0.12), (45, 0.05)])
  func `after these days at most this share of a usual month is expected`(
    _ days: Int, _ share: Double
  ) {
    #expect(Self.forecast(afterQuiet: days).sum(days: 28).mean <= share * Self.usual * 1.4)
  }

  @Test(arguments: [4, 14, 30, 45])
  func `no amount is exceeded with more than the probability that use goes on`(_ days: Int) throws {
    let forecast = Self.forecast(afterQuiet: days)
    let chance = try #require(forecast.pause).chance
    for spent in [0.0, 50] {
      let month = forecast.sum(days: 28).scaled(by: 0.5).adding(spent)
      for share in [0.001, 0.1, 0.5, 1, 2] {
        #expect(month.probability(ofExceeding: spent + share * Self.usual) <= chance)
      }
      #expect(month.probability(ofExceeding: spent - 1) == 1)
    }
  }

  @Test(arguments: [5, 20, 40])
  func `a pause is what was forecast before it, with the probability that use goes on`(
    _ days: Int
  ) throws {
    let forecast = Self.forecast(afterQuiet: days)
    let chance = try #require(forecast.pause).chance
    let former = Forecaster.forecast(
      LevelShiftTests.series(days: 138, weekend: 0, then: []), days: days + 28)
    let span = forecast.origin + 1...forecast.origin + 28
    let (found, other) = (try #require(forecast.sum(span)), try #require(former.sum(span)))
    #expect(abs(found.mean - chance * other.mean) < 1e-6 * other.mean)
    // Above nothing, the shares are those of the earlier distribution, divided by the probability.
    let share = max(0, (0.975 - (1 - chance)) / chance)
    #expect(abs(found.interval95.upper - other.quantile(share)) < 1e-6 * other.mean)
  }

  @Test func `two weeks of closure leave the next month open`() throws {
    let forecast = Self.forecast(afterQuiet: 14)
    #expect(try #require(forecast.pause).days == 14)
    let sum = forecast.sum(days: 28)
    #expect(sum.mean > 0.15 * Self.usual)
    #expect(sum.interval80.upper > 0.8 * Self.usual)
  }

  @Test func `once use is back the closure counts no longer`() {
    let closure = [Double](repeating: 0, count: 14) + [1, 1, 1]
    let sum = Forecaster.forecast(
      LevelShiftTests.series(days: 138, weekend: 0, then: closure), days: 28
    ).sum(days: 28)
    #expect(sum.interval80.contains(Self.usual))
    #expect(sum.mean > 0.6 * Self.usual)
  }

  @Test func `a gap no longer than earlier ones is no pause`() {
    let weeks = (0..<140).map { $0 % 20 < 10 ? 30.0 : 0 }
    let series = DailySeries(firstDay: CalendarDay(number: 20_000), values: weeks)
    #expect(Forecaster.forecast(series, days: 10).pause == nil)
    let longer = DailySeries(
      firstDay: CalendarDay(number: 20_000), values: weeks + [0, 0, 0])
    #expect(Forecaster.forecast(longer, days: 10).pause?.days == 13)
  }

  @Test func `unknown days are no pause, and known ones among them count`() {
    let used = [Double?](repeating: 5, count: 50)
    func pause(_ latest: [Double?]) -> Pause? {
      let series = DailySeries(firstDay: CalendarDay(number: 20_000), values: used + latest)
      return Forecaster.forecast(series, days: 10).pause
    }
    #expect(pause([Double?](repeating: nil, count: 20)) == nil)
    #expect(pause([0, nil, 0, nil, 0]) == nil)
    #expect(pause([0, nil, 0, nil, 0, nil, 0])?.days == 4)
  }
}
