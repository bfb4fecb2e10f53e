package import Domain
package import Reconciliation
package import SpendForecasting

/// A budget with everything that its periods are computed from.
package struct BudgetBook: Sendable {
  let budget: Budget
  private let spend: DailySpend
  private let charges: [FixedCharge]
  /// The first day that the ledger knows.
  let earliest: CalendarDay
  let today: CalendarDay
  /// The days of which the spend of its scope is known.
  private let known: KnownDays
  /// What the period of today comes to; nil where too few days are known.
  private let outlook: SpendOutlook?

  /// - Parameters:
  ///   - budget: fixed charges count in it where it is for all spend.
  ///   - spend: what its scope has spent.
  ///   - charges: all fixed charges.
  ///   - earliest: the first day of the ledger.
  ///   - today: the day of now.
  ///   - known: the days of which the spend of its scope is known.
  ///   - outlook: what the period of today comes to, with the fixed charges that count in it; nil
  ///     where nothing is forecast.
  package init(
    _ budget: Budget, spend: DailySpend, charges: [FixedCharge],
    earliest: CalendarDay, today: CalendarDay, known: KnownDays,
    outlook: SpendOutlook? = nil
  ) {
    self.budget = budget
    self.spend = spend
    self.charges = budget.scope.isAll ? charges : []
    self.earliest = earliest
    self.today = today
    self.known = known
    self.outlook = outlook
  }

  /// How the budget stands on a day, today unless told; nil where it does not hold on it.
  package func status(on day: CalendarDay? = nil) -> BudgetStatus? {
    budget.recurrence.period(of: day ?? today).map { status(of: $0, carriedOver: carried(to: $0)) }
  }

  /// All periods that have begun, the earliest first, from the budget's beginning or the ledger's.
  package func history() -> [BudgetStatus] {
    var carriedOver = Points.zero
    return budget.recurrence.periods(from: earliest, through: today).map { period in
      let status = status(of: period, carriedOver: budget.hasRollover ? carriedOver : .zero)
      carriedOver = unused(of: status)
      return status
    }
  }

  /// What the periods before one left unused, added up from the budget's first day.
  private func carried(to period: BudgetPeriod) -> Points {
    guard budget.hasRollover, let from = budget.recurrence.from, from < period.first else {
      return .zero
    }
    return budget.recurrence.periods(from: from, through: period.first + -1)
      .reduce(.zero) { carriedOver, period in
        // Of what is not known nothing can be carried over.
        guard let used = actual(of: period).sum else { return .zero }
        return max(.zero, budget.amount + carriedOver - used)
      }
  }

  private func unused(of status: BudgetStatus) -> Points {
    // Of what is not known nothing can be carried over.
    status.actual.map { max(.zero, status.available - $0) } ?? .zero
  }

  /// What was spent in the days of a period, nil where nothing is known of them, and the fixed charges
  /// of it.
  func actual(of period: BudgetPeriod) -> (sum: Points?, fixed: Points) {
    let last = min(period.last, today)
    guard period.first <= last else { return (.zero, .zero) }
    let fixed = payments(of: period).filter { $0.day <= today }
      .reduce(Points.zero) { $0 + $1.amount }
    let billed = spend.sum(period.first...last).billed
    guard billed > .zero || !known.isUnknown(period.days) else { return (nil, fixed) }
    return (billed + fixed, fixed)
  }

  private func payments(of period: BudgetPeriod) -> [DatedCharge] {
    charges.payments(in: period)
  }

  private func status(of period: BudgetPeriod, carriedOver: Points) -> BudgetStatus {
    let (sum, fixed) = actual(of: period)
    let available = budget.amount + carriedOver
    let outlook = period.contains(today) ? outlook : nil
    let exceededOn =
      sum.map { $0 > available } ?? false
      ? dayExceeded(in: period, available: available)
      : outlook?.day(exceeding: available, share: 0.5).map { max($0, today) }
    return BudgetStatus(
      budget: budget, period: period, carriedOver: carriedOver, actual: sum,
      unknownDays: known.missing(in: period.days), fixedCharges: fixed,
      commitment: spend.sum(period.first...max(period.first, min(period.last, today))).commitment,
      forecast: outlook?.amount, exceededOn: exceededOn,
      elapsed: period.elapsed(through: known.lastCompleteDay))
  }

  /// The day on which more than what was available had been spent.
  private func dayExceeded(in period: BudgetPeriod, available: Points) -> CalendarDay? {
    let payments = payments(of: period)
    var sum = Points.zero
    for number in period.first.number...min(period.last, today).number {
      let day = CalendarDay(number: number)
      sum += spend.days[day]?.billed ?? .zero
      sum += payments.filter { $0.day == day }.reduce(.zero) { $0 + $1.amount }
      if sum > available { return day }
    }
    return nil
  }
}
