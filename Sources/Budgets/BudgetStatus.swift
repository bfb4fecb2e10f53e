package import Domain
package import Forecasting
import SpendForecasting

/// The status of a budget in one of its periods.
package struct BudgetStatus: Sendable {
  package enum State: Hashable, Sendable {
    case within
    /// This percentage of what is available has been used.
    case threshold(ExactDecimal)
    /// The probability of an overrun is above the budget's limit.
    case likely
    case exceeded
    /// Nothing is known about the period.
    case unknown
  }

  package let budget: Budget
  package let period: BudgetPeriod
  /// What earlier periods left unused.
  package let carriedOver: Points
  /// What tasks were billed in the period, and the fixed charges paid; nil if nothing is known
  /// about its days.
  package let actual: Points?
  /// The days of the period that are complete but unknown.
  package let unknownDays: [ClosedRange<CalendarDay>]
  /// The fixed charges in it.
  package let fixedCharges: Points
  /// Frozen points of the period's running tasks.
  package let commitment: Points
  /// The forecast for the period, in points; nil once it is over, or if too few days are known.
  package let forecast: PredictedAmount?
  /// The day on which the amount was exceeded, or will be in the median outcome.
  package let exceededOn: CalendarDay?
  /// The share of the period's days that are over.
  package let elapsed: Percent

  package var available: Points { budget.amount + carriedOver }
  /// Actual − available: above 0 where the budget is exceeded.
  package var variance: Points? { actual.map { $0 - available } }
  package var isExceeded: Bool { actual.map { $0 > available } ?? false }

  /// The share of what is available that is used.
  package var used: Percent? { actual.flatMap { Percent($0.count, of: available.count) } }

  /// The probability (0 to 1) that the period ends above the budget; nil if unknown.
  package var overrunProbability: Double? {
    if isExceeded { return 1 }
    return forecast.map { $0.probability(ofExceeding: ForecastMoney.amount(available)) }
  }

  package var state: State {
    guard let actual else { return .unknown }
    if isExceeded { return .exceeded }
    let limit = budget.overrunLimitPercent.ratio
    let share = Double(limit.numerator) / Double(limit.denominator) / 100
    if let overrunProbability, overrunProbability > share { return .likely }
    let crossed = budget.thresholds.last { threshold in
      // actual ≥ threshold % of what is available, without rounding.
      let reached = try? Ratio(available.count).times(threshold.ratio)
      return (try? Ratio(actual.count).times(Ratio(100))).map { $0 >= reached ?? $0 } ?? false
    }
    return crossed.map { .threshold($0) } ?? .within
  }
}

extension BudgetStatus.State {
  /// Whether someone should act: the budget is exceeded, or likely to be.
  package var isAlarming: Bool { self == .exceeded || self == .likely }

  /// The word in reports.
  package var name: String {
    switch self {
    case .within: "within"
    case .threshold(let percent): "above \(percent)%"
    case .likely: "overrun likely"
    case .exceeded: "exceeded"
    case .unknown: "not known"
    }
  }
}

/// A budget's amount and actual in a calendar month, independent of its own periods.
package struct BudgetMonth: Hashable, Sendable {
  package let budget: Budget
  /// The days of the month on which the budget applies.
  package let period: BudgetPeriod
  /// The month's part if each period's amount is spread over its days, without amounts carried
  /// over.
  package let amount: Points
  /// What tasks were billed in the month, and the fixed charges paid; nil if nothing is known about
  /// its days.
  package let actual: Points?
  package let fixedCharges: Points

  /// Actual − amount.
  package var variance: Points? { actual.map { $0 - amount } }

  /// The share of the amount that is used; nil without one.
  package var used: Percent? { actual.flatMap { Percent($0.count, of: amount.count) } }
}

extension BudgetBook {
  /// Each month in which the budget applies, from the ledger's first through today's.
  package func months() -> [BudgetMonth] {
    guard let months = BudgetRecurrence(unit: .month, from: nil, until: nil) else { return [] }
    return months.periods(from: earliest, through: today).compactMap { month in
      guard let days = budget.recurrence.days(in: month) else { return nil }
      let (sum, fixed) = actual(of: days)
      return BudgetMonth(
        budget: budget, period: days, amount: amount(of: days), actual: sum, fixedCharges: fixed)
    }
  }

  private func amount(of days: BudgetPeriod) -> Points {
    budget.recurrence.periods(from: days.first, through: days.last).reduce(.zero) { sum, period in
      sum + amount(of: period, through: min(days.last, period.last))
        - amount(of: period, through: days.first + -1)
    }
  }

  /// The share of a period's amount for its first days, rounded down to a cent: the shares of all
  /// months add up to the amount.
  private func amount(of period: BudgetPeriod, through day: CalendarDay) -> Points {
    let days = max(0, day.number - period.first.number + 1)
    guard days < period.length else { return budget.amount }
    let cent = Int128(Points.perUSD / 100)
    let share = Int128(budget.amount.count) * Int128(days) / Int128(period.length)
    return Points(Int64(share / cent * cent))
  }
}

extension BudgetRecurrence {
  /// The days of a month on which a budget applies; nil if it never does.
  fileprivate func days(in month: BudgetPeriod) -> BudgetPeriod? {
    let first = max(month.first, from ?? month.first)
    let last = min(month.last, until.map { $0 + -1 } ?? month.last)
    return first <= last ? BudgetPeriod(first: first, last: last) : nil
  }
}
