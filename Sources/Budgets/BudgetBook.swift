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
  /// The days for which the spend of its scope is known.
  private let known: KnownDays
  /// The outlook for today's period; nil if too few days are known.
  private let outlook: SpendOutlook?

  /// - Parameters:
  ///   - budget: fixed charges count in it if it covers all spend.
  ///   - spend: the spend of its scope.
  ///   - charges: all fixed charges.
  ///   - earliest: the first day of the ledger.
  ///   - today: the current day.
  ///   - known: the days for which the spend of its scope is known.
  ///   - outlook: the forecast for today's period, with the fixed charges that count in it; nil if
  ///     there is none.
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

  /// The budget's status on a day, by default today; nil if it does not apply on it.
  package func status(on day: CalendarDay? = nil) -> BudgetStatus? {
    budget.recurrence.period(of: day ?? today).map { status(of: $0, carriedOver: carried(to: $0)) }
  }

  /// All periods that have started, earliest first, from the start of the budget or the ledger.
  package func history() -> [BudgetStatus] {
    var carriedOver = Points.zero
    return budget.recurrence.periods(from: earliest, through: today).map { period in
      let status = status(of: period, carriedOver: budget.hasRollover ? carriedOver : .zero)
      carriedOver = unused(of: status)
      return status
    }
  }

  /// What the periods before this one left unused, added up from the budget's first day.
  private func carried(to period: BudgetPeriod) -> Points {
    guard budget.hasRollover, let from = budget.recurrence.from, from < period.first else {
      return .zero
    }
    return budget.recurrence.periods(from: from, through: period.first + -1)
      .reduce(.zero) { carriedOver, period in
        // Nothing unknown can be carried over.
        guard let used = actual(of: period).sum else { return .zero }
        return max(.zero, budget.amount + carriedOver - used)
      }
  }

  private func unused(of status: BudgetStatus) -> Points {
    // Nothing unknown can be carried over.
    status.actual.map { max(.zero, status.available - $0) } ?? .zero
  }

  /// What was spent on the days of a period, nil if nothing is known about them, and its fixed
  /// charges.
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

  /// The day on which spend exceeded what was available.
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
