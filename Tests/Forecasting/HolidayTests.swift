import Domain
import Forecasting
import Testing

@Suite struct HolidayTests {
  /// A Monday, 2024-01-01.
  private static let first = CalendarDay(year: 2024, month: 1, day: 1) ?? CalendarDay(number: 0)

  /// Two holidays a year, and a third that other years don't have.
  private static let calendar: [CalendarDay: String] = {
    var days: [CalendarDay: String] = [:]
    for year in 2023...2027 {
      if let day = CalendarDay(year: year, month: 5, day: 1) { days[day] = "May Day" }
      if let day = CalendarDay(year: year, month: 12, day: 25) { days[day] = "Christmas Day" }
      if let day = CalendarDay(year: year, month: 10, day: 3) { days[day] = "Unity Day" }
    }
    return days
  }()

  /// Around 100 on working days and 40 at weekends, and `holiday` on holidays.
  private static func series(
    days: Int, holiday: Double?, seed: UInt64 = 5, calendar: [CalendarDay: String] = calendar
  ) -> DailySeries {
    var numbers = SeededNumbers(seed: seed)
    let values = (0..<days).map { day -> Double in
      let usual = (first + day).weekday >= 5 ? 40.0 : 100
      let value = calendar[first + day] == nil ? usual : holiday ?? usual
      return value * (0.9 + 0.2 * numbers.uniform())
    }
    return DailySeries(firstDay: first, values: values)
  }

  /// The days from the first one up to the eve of Christmas 2024, a Wednesday.
  private static let beforeChristmas = 359

  @Test(arguments: [0.0, 10, 30])
  func `a holiday is expected to be like those before it`(_ value: Double) throws {
    let series = Self.series(days: Self.beforeChristmas, holiday: value)
    let christmas = Self.first + 359
    let plain = try #require(Forecaster.forecast(series, days: 14).amount(of: christmas))
    let known = try #require(
      Forecaster.forecast(series, days: 14, holidays: Self.calendar).amount(of: christmas))
    #expect(abs(known.median - value) < 0.8 * abs(plain.median - value), "\(known) \(plain)")
  }

  @Test func `the other days are expected to be what they are without holidays`() {
    let series = Self.series(days: Self.beforeChristmas, holiday: 10)
    let ordinary = Self.series(days: Self.beforeChristmas, holiday: nil)
    let known = Forecaster.forecast(series, days: 14, holidays: Self.calendar).days
    let other = Forecaster.forecast(ordinary, days: 14).days
    for step in known.indices where step != 0 {
      #expect(abs(known[step].median / other[step].median - 1) < 0.06, "step \(step)")
    }
  }

  @Test func `a holiday without any before it is at most halfway to a Sunday`() throws {
    let series = Self.series(days: 100, holiday: nil, calendar: [:])
    let day = Self.first + 102
    let known = try #require(
      Forecaster.forecast(series, days: 14, holidays: [day: "Founder's Day"]).amount(of: day))
    #expect(known.median >= 0.9 * 40 && known.median <= 110)
  }

  @Test func `last year's holiday of the same name counts more than the others`() throws {
    // Christmas was nothing and the others were ordinary days.
    var series = Self.series(days: 359 + 365, holiday: nil)
    series.values[359] = 0
    let may = Self.first + 851
    let christmas = Self.first + 724
    let forecast = Forecaster.forecast(series, days: 150, holidays: Self.calendar)
    let plain = Forecaster.forecast(series, days: 150)
    func ratio(_ day: CalendarDay) throws -> Double {
      try #require(forecast.amount(of: day)).median / #require(plain.amount(of: day)).median
    }
    #expect(try ratio(christmas) < 0.6 && ratio(christmas) + 0.2 < ratio(may))
  }

  @Test func `holidays outside the series and its horizon change nothing`() {
    let series = Self.series(days: 200, holiday: nil, calendar: [:])
    let far = [Self.first + -5: "Old", Self.first + 231: "Late", Self.first + 900: "New"]
    #expect(
      Forecaster.forecast(series, days: 31, holidays: far) == Forecaster.forecast(series, days: 31))
  }

  @Test func `a holiday is neither a one-off nor part of a pause`() {
    var series = Self.series(days: 150, holiday: nil, calendar: [:])
    series.values[100] = 3000
    let sale = [Self.first + 100: "Sale"]
    #expect(Forecaster.forecast(series, days: 5).boundedDays.count == 1)
    #expect(Forecaster.forecast(series, days: 5, holidays: sale).boundedDays.isEmpty)
    for day in 145..<150 { series.values[day] = 0 }
    let closed = Dictionary(uniqueKeysWithValues: (145..<150).map { (Self.first + $0, "Closed") })
    #expect(Forecaster.forecast(series, days: 5).pause != nil)
    #expect(Forecaster.forecast(series, days: 5, holidays: closed).pause == nil)
  }

  @Test func `in another unit the forecast with holidays is the same, and in a backtest too`() {
    let series = Self.series(days: 400, holiday: 20)
    let scaled = DailySeries(
      firstDay: series.firstDay, values: series.values.map { $0.map { $0 * 250 } })
    let pairs = zip(
      Forecaster.forecast(series, days: 31, holidays: Self.calendar).days,
      Forecaster.forecast(scaled, days: 31, holidays: Self.calendar).days)
    for (amount, other) in pairs {
      #expect(abs(amount.interval95.upper * 250 - other.interval95.upper) < 1e-6)
    }
    let origin = series.lastDay + -40
    let question = BacktestQuestion(origin: origin, days: origin + 1...origin + 30)
    let trial = Backtest(of: series, questions: [question], holidays: Self.calendar).trials.first
    #expect(
      trial?.predicted
        == Forecaster.forecast(series.through(origin), days: 30, holidays: Self.calendar)
        .sum(question.days))
  }
}
