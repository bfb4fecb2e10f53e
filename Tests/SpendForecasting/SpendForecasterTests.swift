import Domain
import Forecasting
import Reconciliation
import SpendForecasting
import Testing

@Suite struct SpendForecasterTests {
  private static let may = SpendSample.may
  /// Of the eleven days from the 21st to the end.
  private static func rest(_ image: Double) -> Double {
    11 * (40 * image + 15 * 0.0125 + 8 * 0.4 + 30 * 0.003)
  }

  private static func usd(_ amount: PredictedAmount) -> Double {
    amount.mean / Double(Points.perUSD)
  }

  @Test(
    arguments: [
      (nil, 11 * 0.028), (-5, 11 * 0.014), (1, 11 * 0.014), (6, 5 * 0.028 + 6 * 0.014),
      (11, 10 * 0.028 + 0.014),
    ] as [(Int?, Double)])
  func `future spend has the price of its day, whenever the card changes it`(
    change: Int?, image: Double
  ) throws {
    let sample = try SpendSample(
      days: 60, imageChange: change.map { SpendSample.lastKnownDay + $0 }, noise: 0)
    let total = try sample.forecaster(through: Self.may.upperBound).total(of: Self.may)
    let spent = Double(total.billed(in: total.span).count) / Double(Points.perUSD)
    let expected = Self.rest(0) + 40 * image
    #expect(abs(Self.usd(total.amount) - spent - expected) < 0.01)
  }

  @Test func `a past change of price is an effect on the period before, and volume is not`() throws
  {
    let sample = try SpendSample(
      days: 60, imageChange: SpendSample.lastKnownDay + -5, noise: 0)
    let total = try sample.forecaster(through: Self.may.upperBound).total(of: Self.may)
    // Of thirty days of April all had the old price.
    let april = Self.may.lowerBound + -30...Self.may.lowerBound + -1
    #expect(total.priceEffect(in: april) == Points(-30 * 40 * 140_000))
    #expect(total.priceEffect(in: SpendSample.lastKnownDay...SpendSample.today) == .zero)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `parts add up to the total in whole cents, however they are divided`(
    seed: UInt64
  ) throws {
    let sample = try SpendSample(
      days: 60, imageChange: SpendSample.lastKnownDay + 3, seed: seed)
    let forecaster = try sample.forecaster(through: Self.may.upperBound)
    let total = ForecastMoney.cents(forecaster.total(of: Self.may).amount.mean)
    for dimension in [SpendDimension.model, .taskType, .tag("project")] {
      let parts = try forecaster.parts(by: dimension, of: Self.may)
      let sum = parts.reduce(Points.zero) { $0 + ForecastMoney.cents($1.amount.mean) }
      #expect(sum == total, "\(dimension.name), seed \(seed)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an amount is exceeded on the first day whose sum is above it`(seed: UInt64) throws {
    let sample = try SpendSample(days: 60, seed: seed)
    let forecaster = try sample.forecaster(through: Self.may.upperBound)
    let outlooks =
      [forecaster.total(of: Self.may, fixedCharges: [SpendSample.today + 3: Points(50_000_000)])]
      + (try forecaster.parts(by: .model, of: Self.may))
    for outlook in outlooks {
      let days = (Self.may.lowerBound.number...Self.may.upperBound.number)
        .map { CalendarDay(number: $0) }
      let sums = days.map { outlook.amount(through: $0).median }
      #expect(zip(sums, sums.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(sums.last == outlook.amount.median)
      for (index, day) in days.enumerated().dropFirst() {
        let between = Points(Int64((sums[index - 1] + sums[index]) / 2))
        #expect(outlook.day(exceeding: between, share: 0.5) == day, "\(outlook.name), \(seed)")
      }
      #expect(outlook.day(exceeding: Points(Int64(sums[30]) + 1), share: 0.5) == nil)
      let dear = outlook.day(exceeding: Points(Int64(sums[30])), share: 0.9)
      #expect(dear.map { $0 <= Self.may.upperBound } == true)
    }
  }

  @Test func `in cash the past has the price of its days and the future that of today`() throws {
    let sample = try SpendSample(days: 60, noise: 0)
    let half = CreditValue(coming: 0.5) { amount, _ in Points(amount.count / 4) }
    let credits = try sample.forecaster(through: Self.may.upperBound).total(of: Self.may)
    let cash = try sample.forecaster(through: Self.may.upperBound, value: half)
      .total(of: Self.may)
    let rest = credits.amount.mean - ForecastMoney.amount(credits.billed(in: Self.may))
    #expect(cash.billed(in: Self.may) == Points(credits.billed(in: Self.may).count / 4))
    #expect(abs(cash.amount.mean - ForecastMoney.amount(cash.billed(in: Self.may)) - rest / 2) < 1)
  }

  @Test func `a change of a closed month is spent on the day of its finding`() throws {
    let sample = try SpendSample(days: 60, noise: 0)
    let change = LedgerLine(
      day: Self.may.lowerBound + 2, pricing: sample.history.charges[0].pricing,
      verdict: .overcharged, billed: Points(70_000_000), price: nil,
      adjustedDay: Self.may.lowerBound + -20)
    let history = SpendHistory(
      sample.history.lines.map(\.line) + [change], lastKnownDay: sample.history.lastKnownDay)
    let forecaster = try SpendForecaster(
      history, today: SpendSample.today, through: Self.may.upperBound, pricer: sample.pricer,
      isLedgersCard: true)
    let before = try sample.forecaster(through: Self.may.upperBound).total(of: Self.may)
    #expect(
      forecaster.total(of: Self.may).billed(in: Self.may) == before.billed(in: Self.may)
        + Points(70_000_000))
  }

  @Test func `with less than a week, of all spend or of the keys, nothing is forecast`() throws {
    #expect(throws: SpendForecastError.tooFewDays(6)) {
      try SpendSample(days: 6).forecaster(through: Self.may.upperBound)
    }
    let sample = try SpendSample(days: 60)
    let days = SpendSample.lastKnownDay + -5...SpendSample.lastKnownDay
    let history = SpendHistory(
      sample.history.lines.map(\.line), lastKnownDay: sample.history.lastKnownDay, keyDays: days)
    let forecaster = try SpendForecaster(
      history, today: SpendSample.today, through: Self.may.upperBound, pricer: sample.pricer,
      isLedgersCard: true)
    #expect(throws: SpendForecastError.tooFewDays(6)) {
      try forecaster.parts(by: .key, of: Self.may)
    }
  }
}
