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

  /// Days of May, of which the 20th is the last known one, on which images become half as expensive.
  @Test(arguments: [nil, -25, -19, -5, 0, 1, 3, 11, 40] as [Int?])
  func `with the same tasks on each day, all of the change per day is price`(
    change: Int?
  ) throws {
    let sample = try SpendSample(
      days: 60, imageChange: change.map { SpendSample.lastKnownDay + $0 }, noise: 0)
    let forecaster = try sample.forecaster(through: Self.may.upperBound)
    let april = Self.may.lowerBound + -30...Self.may.lowerBound + -1
    for outlook in [forecaster.total(of: Self.may)]
      + (try forecaster.parts(by: .model, of: Self.may))
    {
      let before = ForecastMoney.amount(outlook.billed(in: april))
      let price = ForecastMoney.amount(forecaster.priceEffect(of: outlook, on: april))
      // May has a day more, which is volume: at May's prices.
      #expect(
        abs((before + price) * 31 / 30 - outlook.amount.mean) < 0.01 * Double(Points.perUSD),
        "\(outlook.name)")
    }
  }

  @Test(arguments: [-5, 3])
  func `the effects of prices on parts add up to that on the total`(change: Int) throws {
    let sample = try SpendSample(days: 60, imageChange: SpendSample.lastKnownDay + change)
    let forecaster = try sample.forecaster(through: Self.may.upperBound)
    let april = Self.may.lowerBound + -30...Self.may.lowerBound + -1
    let total = forecaster.priceEffect(of: forecaster.total(of: Self.may), on: april)
    #expect(total < .zero)
    for dimension in [SpendDimension.model, .tag("project")] {
      let parts = try forecaster.parts(by: dimension, of: Self.may)
      #expect(
        parts.reduce(.zero) { $0 + forecaster.priceEffect(of: $1, on: april) } == total)
    }
  }

  @Test(arguments: [0, 20, 400])
  func `what is spent today replaces what was expected of today, and the coming days stay`(
    times: Int
  ) throws {
    let sample = try SpendSample(days: 60, noise: 0)
    let line = try #require(sample.history.lines.last { $0.day == SpendSample.lastKnownDay }?.line)
    var today = line
    (today.day, today.tasks) = (SpendSample.today, times * line.tasks)
    let lines = sample.history.lines.filter { $0.day <= SpendSample.lastKnownDay }.map(\.line)
    let history = SpendHistory(lines + [today], lastKnownDay: sample.history.lastKnownDay)
    let forecaster = try SpendForecaster(
      history, today: SpendSample.today, through: Self.may.upperBound, pricer: sample.pricer,
      isLedgersCard: true)
    let rest = forecaster.total(of: SpendSample.today + 1...Self.may.upperBound).amount
    let all = forecaster.total(of: SpendSample.today...Self.may.upperBound).amount
    let day = forecaster.total(of: SpendSample.today...SpendSample.today)
    let spent = ForecastMoney.amount(day.billed(in: day.span))
    #expect(all.mean >= rest.mean + spent - 1)
    #expect(abs(all.mean - rest.mean - day.amount.mean) < 1)
    #expect(all.interval80.lower >= rest.interval80.lower + spent - 1)
    #expect(day.amount.mean >= spent)
  }

  @Test func `unknown days within the history are no days without spend`() throws {
    let sample = try SpendSample(days: 60, noise: 0)
    let gap = SpendSample.lastKnownDay + -9...SpendSample.lastKnownDay + -4
    func forecaster(_ gaps: [ClosedRange<CalendarDay>]) throws -> SpendForecaster {
      let lines = sample.history.lines.filter { !gap.contains($0.day) }.map(\.line)
      return try SpendForecaster(
        SpendHistory(lines, lastKnownDay: sample.history.lastKnownDay, gaps: gaps),
        today: SpendSample.today, through: Self.may.upperBound, pricer: sample.pricer,
        isLedgersCard: true)
    }
    let coming = SpendSample.today...Self.may.upperBound
    let whole = try sample.forecaster(through: Self.may.upperBound).total(of: coming).amount.mean
    let unknown = try forecaster([gap])
    #expect(abs(unknown.total(of: coming).amount.mean - whole) < 0.001 * whole)
    #expect(unknown.knownDays == 54)
    #expect(try forecaster([]).knownDays == 60)
  }

  /// The tasks of the last days times a factor, with these spent on the day that has begun.
  private static func changed(
    _ sample: SpendSample, lastDays: Int, times: Int, today: Int = 0
  ) -> SpendHistory {
    var lines = sample.history.lines.map { spent in
      var line = spent.line
      if spent.day > SpendSample.lastKnownDay + -lastDays { line.tasks *= times }
      return line
    }
    if var line = lines.last, today > 0 {
      (line.day, line.tasks) = (SpendSample.today, today)
      lines.append(line)
    }
    return SpendHistory(lines, lastKnownDay: sample.history.lastKnownDay)
  }

  @Test(
    arguments: [
      (0, 1, 0, nil), (5, 10, 0, nil), (6, 0, 0, nil), (0, 1, 300, nil), (2, 3, 50, 4),
      (0, 1, 0, -3),
    ] as [(Int, Int, Int, Int?)], [1, 2] as [UInt64])
  func `what makes a forecast adds up to it`(
    change: (lastDays: Int, times: Int, today: Int, price: Int?), seed: UInt64
  ) throws {
    let sample = try SpendSample(
      days: 90, imageChange: change.price.map { SpendSample.lastKnownDay + $0 }, seed: seed)
    let charges = [SpendSample.today + 2: Points(80_000_000)]
    let forecaster = try SpendForecaster(
      Self.changed(
        sample, lastDays: change.lastDays, times: change.times, today: change.today),
      today: SpendSample.today, through: Self.may.upperBound + 60, pricer: sample.pricer,
      isLedgersCard: true,
      holidays: [SpendSample.lastKnownDay + -40: "Rest", SpendSample.today + 3: "Rest"])
    for span in [Self.may, Self.may.upperBound + 1...Self.may.upperBound + 30] {
      let outlook = forecaster.total(of: span, fixedCharges: charges)
      let parts = outlook.explanation.parts
      let sum = parts.reduce(0) { $0 + $1.amount }
      #expect(abs(sum - outlook.amount.mean) < 1, "\(change), seed \(seed)")
      #expect(Set(parts.map(\.cause)).count == parts.count)
    }
    #expect((forecaster.total(of: Self.may).news.levelShift != nil) == (change == (5, 10, 0, nil)))
    #expect((forecaster.total(of: Self.may).news.pause?.days == 6) == (change.times == 0))
  }

  @Test(arguments: [(31, true), (32, false)])
  func `after a month of which nothing is known, nothing is forecast`(
    days: Int, isForecast: Bool
  ) throws {
    let sample = try SpendSample(days: 60)
    let make = {
      try SpendForecaster(
        sample.history, today: SpendSample.lastKnownDay + (days + 1),
        through: Self.may.upperBound + 90, pricer: sample.pricer, isLedgersCard: true)
    }
    guard !isForecast else {
      _ = try make()
      return
    }
    #expect(
      throws: SpendForecastError.unknownSince(
        SpendSample.lastKnownDay + 1, through: SpendSample.lastKnownDay + days)
    ) { try make() }
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
