import Budgets
import Domain
import Forecasting
import Reconciliation
import Reports
import SpendForecasting
import Testing

/// Budgets, the month's report and the forecast command say the same.
@Suite struct OneForecastTests {
  /// Days after the last known one on which the price of images changes; nil for never.
  private static let changes: [Int?] = [nil, -5, 5]
  private static let planFee = FixedCharge(
    name: "plan", amount: Points(100_000_000), seats: 1, from: SpendSample.may.lowerBound + 24,
    until: nil, bonus: .zero)

  private static let known = KnownDays(
    SpendSample.lastKnownDay + -74...SpendSample.lastKnownDay,
    lastCompleteDay: SpendSample.lastKnownDay)

  private static func sample(_ change: Int?, seed: UInt64) throws -> SpendSample {
    try SpendSample(
      days: 75, imageChange: change.map { SpendSample.lastKnownDay + $0 }, seed: seed)
  }

  private static func budget(_ models: [String] = []) throws -> Budget {
    var scope = BudgetScope()
    scope.models = models.map { TextPattern($0) }
    return Budget(
      name: "b", amount: Points(1_300_000_000),
      recurrence: try #require(BudgetRecurrence(unit: .month, from: nil, until: nil)),
      scope: scope, thresholds: [], overrunLimitPercent: ExactDecimal(50), hasRollover: false)
  }

  /// The status of a budget by a forecaster that may look beyond the month.
  private static func status(
    _ sample: SpendSample, _ budget: Budget, charges: [FixedCharge] = []
  ) throws -> BudgetStatus {
    let forecaster = try sample.forecaster(through: SpendSample.may.upperBound + 40)
    let fixedCharges = charges.payments(in: ReportPeriod(SpendSample.may), today: SpendSample.today)
    let outlook =
      budget.scope.isAll
      ? forecaster.total(of: SpendSample.may, fixedCharges: fixedCharges.amountsByDay)
      : try forecaster.outlook(of: budget.scope.spendScope, in: SpendSample.may)
    let lines = sample.history.lines.filter {
      budget.scope.contains(sample.history.charges[$0.charge])
    }
    let book = BudgetBook(
      budget, spend: DailySpend(lines.map(\.line)), charges: charges,
      earliest: SpendSample.lastKnownDay + -74, today: SpendSample.today, known: known,
      outlook: outlook)
    return try #require(book.status())
  }

  private static func forecast(
    _ sample: SpendSample, by dimension: SpendDimension, charges: [FixedCharge] = []
  ) throws -> SpendForecast {
    let span = ForecastSpan(monthOf: SpendSample.today)
    return try SpendForecast(
      SpendForecast.Question(
        dimension: dimension, span: span, today: SpendSample.today, known: known, levels: [80, 95],
        budget: Points(1_300_000_000),
        fixedCharges: charges.payments(in: ReportPeriod(span.days), today: SpendSample.today)),
      by: sample.forecaster(through: span.days.upperBound))
  }

  @Test(arguments: changes, [1, 2, 3] as [UInt64])
  func `a budget for all spend agrees with the forecast in amount, day and probability`(
    change: Int?, seed: UInt64
  ) throws {
    let sample = try Self.sample(change, seed: seed)
    let forecast = try Self.forecast(sample, by: .total, charges: [Self.planFee])
    let status = try Self.status(sample, Self.budget(), charges: [Self.planFee])
    #expect(status.forecast == forecast.total.predicted, "seed \(seed)")
    #expect(status.overrunProbability == forecast.budget?.probability)
    #expect(status.exceededOn == forecast.budget?.middleDay)
    let whole = ForecastMoney.cents(forecast.total.predicted.mean)
    #expect(whole > Points(800_000_000))
  }

  @Test(arguments: changes, [1, 2, 3] as [UInt64])
  func `a budget for a model agrees with the forecast by model`(
    change: Int?, seed: UInt64
  ) throws {
    let sample = try Self.sample(change, seed: seed)
    let forecast = try Self.forecast(sample, by: .model)
    #expect(forecast.parts.map(\.name) == ["seedance", "seedream", "speech"])
    for part in forecast.parts {
      let status = try Self.status(sample, Self.budget([part.name]))
      #expect(status.forecast == part.predicted, "\(part.name), seed \(seed)")
    }
  }

  @Test(arguments: changes)
  func `a budget for some models is the sum of their forecasts`(change: Int?) throws {
    let sample = try Self.sample(change, seed: 4)
    let parts = try Self.forecast(sample, by: .model).parts
    let both = try Self.status(sample, Self.budget(["seed*"]))
    let sum = parts.filter { $0.name.hasPrefix("seed") }.reduce(0) { $0 + $1.predicted.mean }
    #expect(ForecastMoney.cents(both.forecast?.mean ?? 0) == ForecastMoney.cents(sum))
    let all = try Self.status(sample, Self.budget(["*"]))
    let total = try Self.forecast(sample, by: .total).total
    #expect(
      ForecastMoney.cents(all.forecast?.mean ?? 0) == ForecastMoney.cents(total.predicted.mean))
  }

  @Test(arguments: changes)
  func `the month's report agrees with the forecast`(change: Int?) throws {
    let sample = try Self.sample(change, seed: 5)
    let total = try Self.forecast(sample, by: .total, charges: [Self.planFee]).total
    let month = CalendarMonth(of: SpendSample.today)
    let outlook = try #require(
      MonthOutlook(
        of: month, after: SpendSample.lastKnownDay, charges: [Self.planFee],
        forecaster: sample.forecaster(through: month.next.lastDay)))
    #expect(outlook.expectations.first?.predicted == total.predicted)
    #expect(outlook.course.last?.interval80 == ForecastMoney.cents(total.predicted.interval80))
    #expect(outlook.course.last?.median == ForecastMoney.cents(total.predicted.median))
  }
}
