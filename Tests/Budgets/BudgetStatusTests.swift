import Budgets
import Domain
import Forecasting
import Reconciliation
import Testing

@Suite struct BudgetStatusTests {
  private static let usd = Points.perUSD
  private static func day(_ text: String) throws -> CalendarDay {
    try #require(CalendarDay(text))
  }

  private static func budget(
    _ usd: Int64, unit: BudgetRecurrence.Unit? = .month, from: String? = nil,
    until: String? = nil, hasRollover: Bool = false, limit: Int64 = 50,
    _ scope: (inout BudgetScope) -> Void = { _ in }
  ) throws -> Budget {
    var all = BudgetScope()
    scope(&all)
    return Budget(
      name: "b", amount: Points(usd * Self.usd),
      recurrence: try #require(
        BudgetRecurrence(unit: unit, from: try from.map(day), until: try until.map(day))),
      scope: all, thresholds: [ExactDecimal(50), ExactDecimal(80)],
      overrunLimitPercent: ExactDecimal(limit), hasRollover: hasRollover)
  }

  /// A book with this many dollars on each day from one to another.
  private static func book(
    _ budget: Budget, usdPerDay: Int64, from first: String, through last: String,
    today: String, charges: [FixedCharge] = [], frozenToday: Int64 = 0
  ) throws -> BudgetBook {
    let (first, last) = (try day(first), try day(last))
    var days: [CalendarDay: DailySpend.Day] = [:]
    for number in first.number...last.number {
      days[CalendarDay(number: number)] = DailySpend.Day(billed: Points(usdPerDay * usd))
    }
    days[try day(today), default: DailySpend.Day()].commitment = Points(frozenToday * usd)
    let spend = DailySpend(days)
    return BudgetBook(
      budget, spend: spend, charges: charges, earliest: first, today: try day(today),
      known: KnownDays(first...last, lastCompleteDay: try day(today) + -1),
      outlook: try outlook(
        of: budget, spend: spend, charges: charges, lastKnownDay: last, today: day(today)))
  }

  @Test func `spend of the period so far is actual, and earlier spend is not`() throws {
    let book = try Self.book(
      Self.budget(1000), usdPerDay: 10, from: "2026-03-01", through: "2026-04-15",
      today: "2026-04-16", frozenToday: 7)
    let status = try #require(book.status())
    #expect(status.actual == Points(150 * Self.usd))
    #expect(status.commitment == Points(7 * Self.usd))
    #expect((status.used?.tenths, status.elapsed.tenths) == (150, 500))
    #expect(status.state == .within)
    // Fifteen more days of ten dollars, and what runs is less than today's ten.
    let forecast = try #require(status.forecast)
    #expect(abs(forecast.mean / Double(Self.usd) - 300) < 1)
    #expect(status.overrunProbability.map { $0 < 0.01 } == true)
  }

  @Test func `steady spend that will not fit is likely to exceed, on the day when it does`() throws
  {
    let book = try Self.book(
      Self.budget(205), usdPerDay: 10, from: "2026-03-01", through: "2026-04-15",
      today: "2026-04-16")
    let status = try #require(book.status())
    #expect(status.state == .likely)
    #expect(status.exceededOn == (try Self.day("2026-04-21")))
    #expect(status.overrunProbability.map { $0 > 0.95 } == true)
  }

  @Test func `what was exceeded stays so, since the day on which it was`() throws {
    let book = try Self.book(
      Self.budget(95), usdPerDay: 10, from: "2026-03-01", through: "2026-04-15",
      today: "2026-04-16")
    let status = try #require(book.status())
    #expect(status.state == .exceeded)
    #expect(status.exceededOn == (try Self.day("2026-04-10")))
    #expect(status.overrunProbability == 1)
    #expect(status.variance == Points(55 * Self.usd))
  }

  @Test(arguments: [(299, "above 50%"), (187, "above 80%"), (301, "within")])
  func `a threshold is crossed when its share is reached, to the point`(
    amount: Int64, state: String
  ) throws {
    // Complete: nothing more is expected.
    let book = try Self.book(
      Self.budget(amount), usdPerDay: 10, from: "2026-04-01", through: "2026-04-15",
      today: "2026-05-01")
    let status = try #require(book.status(on: Self.day("2026-04-20")))
    #expect(status.state.name == state)
    #expect(status.forecast == nil)
  }

  @Test func `fixed charges count on their days, in budgets for all spend only`() throws {
    let plan = FixedCharge(
      name: "plan", amount: Points(80 * Self.usd), seats: 1, from: try Self.day("2026-01-20"),
      until: nil, bonus: .zero)
    let status = { (today: String, budget: Budget) in
      try #require(
        try Self.book(
          budget, usdPerDay: 10, from: "2026-03-01", through: "2026-04-15", today: today,
          charges: [plan]
        ).status())
    }
    let before = try status("2026-04-16", Self.budget(1000))
    #expect((before.actual, before.fixedCharges) == (Points(150 * Self.usd), .zero))
    #expect(abs((before.forecast?.mean ?? 0) / Double(Self.usd) - 380) < 1)
    let after = try status("2026-04-20", Self.budget(1000))
    #expect(after.fixedCharges == Points(80 * Self.usd))
    #expect(after.actual == Points(230 * Self.usd))
    let some = try status("2026-04-20", Self.budget(1000) { $0.models = [TextPattern("*")] })
    #expect(some.fixedCharges == .zero)
  }

  @Test func `unused budget is carried over, an overrun is not`() throws {
    let budget = try Self.budget(305, from: "2026-01-01", hasRollover: true)
    let book = try Self.book(
      budget, usdPerDay: 10, from: "2026-01-01", through: "2026-04-15", today: "2026-04-16")
    // January 310 of 305: over. February 280 of 305: 25 left. March 310 of 330: 20 left.
    let carried = book.history().map { $0.carriedOver.count / Self.usd }
    #expect(carried == [0, 0, 25, 20])
    #expect(book.status()?.carriedOver == Points(20 * Self.usd))
    #expect(
      book.history().compactMap(\.variance).map { $0.count / Self.usd } == [5, -25, -20, -175])
  }

  @Test(arguments: [BudgetRecurrence.Unit.day, .week, .month, .quarter])
  func `the amounts of months add up to those of the periods`(
    unit: BudgetRecurrence.Unit
  ) throws {
    let book = try Self.book(
      Self.budget(1000, unit: unit), usdPerDay: 10, from: "2026-01-01", through: "2026-06-30",
      today: "2026-06-30")
    let months = book.months()
    #expect(months.count == 6)
    let periods = book.history()
    // Weeks lie across the first and the last day.
    let days = Int64(unit == .week ? 181 : 0)
    let whole = unit == .week ? days * 1000 * Self.usd / 7 : Int64(periods.count) * 1000 * Self.usd
    #expect(abs(months.reduce(0) { $0 + $1.amount.count } - whole) <= 2 * Self.usd / 100)
    #expect(months.compactMap(\.actual).reduce(0) { $0 + $1.count } == 1810 * Self.usd)
  }

  @Test
  func `an unknown period is neither kept nor exceeded, and carries nothing over`()
    throws
  {
    let budget = try Self.budget(305, from: "2025-12-01", hasRollover: true)
    let book = try Self.book(
      budget, usdPerDay: 10, from: "2026-01-01", through: "2026-02-20", today: "2026-04-16")
    let status = try #require(book.status())
    #expect(status.state == .unknown)
    #expect(!status.state.isAlarming)
    #expect((status.actual, status.variance, status.used) == (nil, nil, nil))
    // December is before all known days, March after them.
    #expect(book.history().map { $0.actual != nil } == [true, true, false, false])
    #expect(book.history().map { $0.carriedOver.count / Self.usd } == [0, 0, 105, 0])
    #expect(book.months().map { $0.variance != nil } == [true, true, false, false])
    let february = try #require(book.history().dropFirst().first)
    #expect(ReportPeriod.text(february.unknownDays) == "2026-02-21 to 2026-02-28")
  }

  @Test func `a period that has just begun is known to have cost nothing yet`() throws {
    let book = try Self.book(
      Self.budget(305), usdPerDay: 10, from: "2026-01-01", through: "2026-03-31",
      today: "2026-04-01")
    let status = try #require(book.status())
    #expect(status.actual == .zero)
    #expect(status.state == .likely || status.state == .within)
    #expect(status.unknownDays.isEmpty)
  }

  @Test func `with less than a week of data there is no forecast`() throws {
    let book = try Self.book(
      Self.budget(1000), usdPerDay: 10, from: "2026-04-10", through: "2026-04-15",
      today: "2026-04-16")
    let status = try #require(book.status())
    #expect(status.forecast == nil)
    #expect(status.overrunProbability == nil)
    #expect(status.state == .within)
  }

  @Test func `a scope includes the tasks that meet all of its conditions`() throws {
    var scope = BudgetScope()
    scope.models = [TextPattern("k*"), TextPattern("sora2")]
    scope.tags = [BudgetScope.TagCondition(key: "project", value: "ads")]
    let ads = TagSet(["project": "ads"])
    #expect(scope.contains(row(day: 1, tasks: 1, billed: 1, model: "kling", tags: ads)))
    #expect(!scope.contains(row(day: 1, tasks: 1, billed: 1, model: "kling")))
    #expect(!scope.contains(row(day: 1, tasks: 1, billed: 1, model: "luma", tags: ads)))
    scope.tags = [BudgetScope.TagCondition(key: "project", value: "untagged")]
    #expect(scope.contains(row(day: 1, tasks: 1, billed: 1, model: "sora2")))
    #expect(scope.description == "model k*, sora2; tag project=untagged")
  }
}
