package import Domain
package import Forecasting
import SpendForecasting

/// How a budget stands in one of its periods.
package struct BudgetStatus: Sendable {
  package enum State: Hashable, Sendable {
    case within
    /// So many percent of what is available are used.
    case threshold(ExactDecimal)
    /// The probability of an overrun is above the budget's limit.
    case likely
    case exceeded
    /// The period is one of which nothing is known.
    case unknown
  }

  package let budget: Budget
  package let period: BudgetPeriod
  /// What earlier periods left unused.
  package let carriedOver: Points
  /// What the tasks were billed in the period, and the fixed charges that were paid; nil where
  /// nothing is known of its days.
  package let actual: Points?
  /// The latest days of the period that are over and not known; nil where there are none.
  package let unknownDays: ClosedRange<CalendarDay>?
  /// The fixed charges in it.
  package let fixedCharges: Points
  /// Frozen points of tasks of the period that run.
  package let commitment: Points
  /// What the period will come to, in points; nil once it is over, and where too few days are known.
  package let forecast: PredictedAmount?
  /// The day on which the amount was exceeded, or will be in the middle of all courses.
  package let exceededOn: CalendarDay?
  /// The share of the period's days that are over.
  package let elapsed: Percent

  package var available: Points { budget.amount + carriedOver }
  /// Actual − available: above 0 where the budget is exceeded.
  package var variance: Points? { actual.map { $0 - available } }
  package var isExceeded: Bool { actual.map { $0 > available } ?? false }

  /// The share of what is available that is used.
  package var used: Percent? { actual.flatMap { Percent($0.count, of: available.count) } }

  /// The probability (0 to 1) that the period ends above the budget; nil where that cannot be told.
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
  /// Whether somebody should act: the budget is exceeded, or likely to be.
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
