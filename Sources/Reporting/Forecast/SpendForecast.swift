package import Billing
package import Budgets
package import Forecasting
import Ledger

/// What a period will cost, by part and in all, with the record of such forecasts on this ledger.
package struct SpendForecast: Sendable {
  /// What a forecast of spend is asked.
  package struct Question: Sendable {
    package let dimension: SpendDimension
    package let span: ForecastSpan
    package let today: CalendarDay
    package let levels: [Double]
    package let budget: Points?
    /// What is paid on fixed days of the span and of the one before it.
    package let fixedCharges: [DatedCharge]

    package init(
      dimension: SpendDimension, span: ForecastSpan, today: CalendarDay, levels: [Double],
      budget: Points?, fixedCharges: [DatedCharge] = []
    ) {
      (self.dimension, self.span, self.today) = (dimension, span, today)
      (self.levels, self.budget, self.fixedCharges) = (levels, budget, fixedCharges)
    }

    /// The fixed charges of some days.
    func fixedCharges(in days: ClosedRange<CalendarDay>) -> Points {
      fixedCharges.filter { days.contains($0.day) }.reduce(.zero) { $0 + $1.amount }
    }
  }

  package let question: Question
  package let parts: [SpendForecastPart]
  package let total: SpendForecastPart
  /// The last day that was known whole.
  package let lastKnownDay: CalendarDay
  package let knownDays: Int
  package let record: SpendRecord
  /// The days that are not known yet, with what is expected of each in all.
  package let days: [(day: CalendarDay, amount: PredictedAmount)]
  /// The probability (0 to 1) of exceeding the budget, and when it happens.
  package let budget: BudgetOutlook?
}

/// How likely a period is to cost more than its budget.
package struct BudgetOutlook: Hashable, Sendable {
  package let budget: Points
  package let probability: Double
  /// The day on which the budget is exceeded in the middle course and in the dear one of ten.
  package let middleDay: CalendarDay?
  package let earlyDay: CalendarDay?
}

/// The forecast of one part for the whole period.
package struct SpendForecastPart: Sendable {
  package let name: String
  /// What has been spent in the period already, days that are not over included.
  package let spent: Points
  /// What the period will have cost, in points.
  package internal(set) var predicted: PredictedAmount
  /// Nil where the forecaster's own path is used; else the baseline that has been nearer.
  package let baseline: Baseline?
  package let previous: Points
  /// What the previous period would have cost more at the coming prices.
  package let priceEffect: Points
}

/// Why spend cannot be forecast.
package enum SpendForecastError: Error, Hashable, CustomStringConvertible {
  case tooFewDays(Int)

  package var description: String {
    switch self {
    case .tooFewDays(let known):
      "a forecast needs \(Forecaster.leastDays) known days, found \(known)"
    }
  }
}
