package import Billing
import Forecasting

/// A budget with everything that its periods are computed from.
package struct BudgetBook: Sendable {
  private let budget: Budget
  private let spend: DailySpend
  private let charges: [FixedCharge]
  /// The first and the last day that the ledger knows.
  private let known: ClosedRange<CalendarDay>
  private let today: CalendarDay

  /// - Parameters:
  ///   - budget: fixed charges count in it where it is for all spend.
  ///   - spend: what its scope has spent.
  ///   - charges: all fixed charges.
  ///   - known: the first day of the ledger and the last one that has data.
  ///   - today: the day of now, which is not over.
  package init(
    _ budget: Budget, spend: DailySpend, charges: [FixedCharge],
    known: ClosedRange<CalendarDay>, today: CalendarDay
  ) {
    self.budget = budget
    self.spend = spend
    self.charges = budget.scope.isAll ? charges : []
    self.known = known
    self.today = today
  }

  /// How the budget stands on a day, today unless told; nil where it does not hold on it.
  package func status(on day: CalendarDay? = nil) -> BudgetStatus? {
    budget.recurrence.period(of: day ?? today).map { status(of: $0, carriedOver: carried(to: $0)) }
  }

  /// All periods that have begun, the earliest first, from the budget's beginning or the ledger's.
  package func history() -> [BudgetStatus] {
    var carriedOver = Points.zero
    return budget.recurrence.periods(from: known.lowerBound, through: today).map { period in
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
        let used = actual(of: period).sum
        return max(.zero, budget.amount + carriedOver - used)
      }
  }

  private func unused(of status: BudgetStatus) -> Points {
    max(.zero, status.available - status.actual)
  }

  private func actual(of period: BudgetPeriod) -> (sum: Points, fixed: Points) {
    let last = min(period.last, today)
    guard period.first <= last else { return (.zero, .zero) }
    let fixed = payments(of: period).filter { $0.day <= today }
      .reduce(Points.zero) { $0 + $1.amount }
    return (spend.sum(period.first...last).billed + fixed, fixed)
  }

  private func payments(of period: BudgetPeriod) -> [DatedCharge] {
    charges.payments(in: period.reportPeriod, today: period.last)
  }

  private func status(of period: BudgetPeriod, carriedOver: Points) -> BudgetStatus {
    let (sum, fixed) = actual(of: period)
    let available = budget.amount + carriedOver
    let forecast = period.last < today ? nil : forecast(of: period)
    let exceededOn =
      sum > available
      ? dayExceeded(in: period, available: available)
      : forecast?.day(exceeding: available, from: today)
    return BudgetStatus(
      budget: budget, period: period, carriedOver: carriedOver, actual: sum,
      fixedCharges: fixed,
      commitment: spend.sum(period.first...max(period.first, min(period.last, today))).commitment,
      forecast: forecast?.total(through: period.last), exceededOn: exceededOn,
      elapsedPermille: period.elapsedPermille(on: today))
  }

  /// Today is not over, and counts as known only so far as it is spent already.
  private func forecast(of period: BudgetPeriod) -> PeriodForecast? {
    let last = min(known.upperBound, today + -1)
    guard known.lowerBound <= last else { return nil }
    return PeriodForecast(
      of: period, spend: spend, charges: payments(of: period), known: known.lowerBound...last)
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
