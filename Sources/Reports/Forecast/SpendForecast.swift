package import Budgets
package import Domain
package import Forecasting
package import Reconciliation
package import SpendForecasting

/// The days that a spend forecast covers, and the earlier days that it is compared with.
package struct ForecastSpan: Hashable, Sendable {
  package let days: ClosedRange<CalendarDay>
  package let previous: ClosedRange<CalendarDay>

  /// The days after the last complete one, compared with the same number of days up to that one.
  package init(next count: Int, after last: CalendarDay) {
    days = last + 1...last + count
    previous = last + (1 - count)...last
  }

  /// The calendar month of a day, compared with the month before.
  package init(monthOf day: CalendarDay) {
    self.init(months: 1, from: day.month)
  }

  /// The calendar quarter of a day, compared with the quarter before.
  package init(quarterOf day: CalendarDay) {
    self.init(months: 3, from: CalendarMonth(startingQuarterOf: day))
  }

  /// The calendar year of a day, compared with the year before.
  package init(yearOf day: CalendarDay) {
    self.init(months: 12, from: day.month + (1 - day.month.monthOfYear))
  }

  /// The calendar month after that of a day, compared with the last whole one.
  package init(monthAfter day: CalendarDay) {
    self.init(months: 1, from: day.month.next, before: day.month)
  }

  /// The calendar quarter after that of a day, compared with the last whole one.
  package init(quarterAfter day: CalendarDay) {
    let current = CalendarMonth(startingQuarterOf: day)
    self.init(months: 3, from: current + 3, before: current)
  }

  /// Some months, and as many before a month: their first unless it is given.
  private init(months: Int, from first: CalendarMonth, before end: CalendarMonth? = nil) {
    let end = end ?? first
    days = first.firstDay...(first + (months - 1)).lastDay
    previous = (end + -months).firstDay...end.previous.lastDay
  }
}

/// What a period will cost, by part and in total, with the past accuracy of such forecasts on this
/// ledger.
package struct SpendForecast: Sendable {
  /// The question that a spend forecast answers.
  package struct Question: Sendable {
    package let dimension: SpendDimension
    package let span: ForecastSpan
    package let today: CalendarDay
    /// The days whose cost is known.
    package let known: KnownDays
    /// Further notes on the known data.
    package let notes: [String]
    package let levels: [Double]
    package let budget: Points?
    /// The fixed charges of the span and of the one before it.
    package let fixedCharges: [DatedCharge]

    package init(
      dimension: SpendDimension, span: ForecastSpan, today: CalendarDay, known: KnownDays,
      levels: [Double], budget: Points?, fixedCharges: [DatedCharge] = [], notes: [String] = []
    ) {
      (self.dimension, self.span, self.today) = (dimension, span, today)
      (self.known, self.notes) = (known, notes)
      (self.levels, self.budget, self.fixedCharges) = (levels, budget, fixedCharges)
    }

    /// The fixed charges within a range of days.
    func fixedCharges(in days: ClosedRange<CalendarDay>) -> Points {
      fixedCharges.filter { days.contains($0.day) }.reduce(.zero) { $0 + $1.amount }
    }
  }

  package let question: Question
  package let parts: [SpendForecastPart]
  package let total: SpendForecastPart
  /// The last day whose data is complete.
  package let lastKnownDay: CalendarDay
  package let knownDays: Int
  package let backtest: SpendBacktest
  /// The days for which API keys are known, if the parts are keys.
  package let keyDays: ClosedRange<CalendarDay>?
  /// The days that aren't known yet, with the expected total of each.
  package let days: [(day: CalendarDay, amount: PredictedAmount)]
  /// What makes the total.
  package let explanation: ForecastExplanation
  /// The probability (0 to 1) of exceeding the budget, and when it happens.
  package let budget: BudgetOutlook?
}

/// How likely a period is to exceed its budget.
package struct BudgetOutlook: Hashable, Sendable {
  package let budget: Points
  package let probability: Double
  /// The day on which the budget is exceeded, in the median course and in the one-in-ten expensive
  /// course.
  ///
  /// If it has been exceeded already, both are the day when that happened.
  package let middleDay: CalendarDay?
  package let earlyDay: CalendarDay?
}

/// The forecast of one part for the entire period.
package struct SpendForecastPart: Sendable {
  package let name: String
  /// What has been billed in the period so far, as in the reports, plus the fixed charges paid.
  ///
  /// Days that aren't over are included. Nil if nothing is known about the period's complete days.
  package let actual: Points?
  /// The cost of the period at its end, in points.
  package let predicted: PredictedAmount
  /// The baseline that the forecast meets halfway, if it has been clearly more accurate.
  package let baseline: Baseline?
  package let news: SpendNews
  /// The actual cost of the previous period; nil unless all of its days are known.
  package let previous: Points?
  /// How much more the previous period would have cost at the coming prices; nil if unknown.
  package let priceEffect: Points?
}

extension SpendForecast {
  /// Makes the forecast that answers a question.
  ///
  /// - Throws: `SpendForecastError` if too few days are known for the parts.
  package init(
    _ question: Question, by forecaster: SpendForecaster
  ) throws(SpendForecastError) {
    let span = question.span
    let whole = forecaster.total(
      of: span.days,
      fixedCharges: question.fixedCharges.filter { span.days.contains($0.day) }.amountsByDay)
    let fixed = SpendForecastPart.fixedCharges(question)
    let known =
      question.dimension == .key ? question.known.ofKeys(forecaster.keyDays) : question.known
    let isDivided = question.dimension != .total
    let outlooks = isDivided ? try forecaster.parts(by: question.dimension, of: span.days) : []
    let parts = outlooks.map {
      SpendForecastPart($0, by: forecaster, known: known, before: span.previous)
    }
    self.init(
      question: question, parts: parts + (isDivided ? [fixed].compactMap(\.self) : []),
      total: SpendForecastPart(
        whole, by: forecaster, known: question.known, before: span.previous, fixedCharges: fixed),
      lastKnownDay: forecaster.lastKnownDay, knownDays: forecaster.knownDays,
      backtest: forecaster.backtest, keyDays: forecaster.keyDays, days: whole.days,
      explanation: whole.explanation,
      budget: question.budget.map { BudgetOutlook($0, of: whole) })
  }
}

extension BudgetOutlook {
  /// The probability in words, as what is said of the budget.
  package var prospect: String {
    switch probability {
    case ..<0.01: "will almost certainly not be exceeded"
    case ..<0.2: "will probably not be exceeded"
    case ..<0.4: "may be exceeded, but more likely not"
    case ...0.6: "is about as likely to be exceeded as not"
    case ...0.8: "is likely to be exceeded"
    case ...0.99: "will probably be exceeded"
    default: "will almost certainly be exceeded"
    }
  }

  /// Whether exceeding the budget is more likely than not, or has already happened.
  package var isLikelyExceeded: Bool { probability > 0.5 }

  fileprivate init(_ budget: Points, of outlook: SpendOutlook) {
    self.init(
      budget: budget, probability: outlook.probability(ofExceeding: budget),
      middleDay: outlook.day(exceeding: budget, share: 0.5),
      earlyDay: outlook.day(exceeding: budget, share: 0.9))
  }
}

extension SpendForecastPart {
  /// A part's forecast; a total's forecast already includes fixed charges, which add to its actual
  /// cost.
  fileprivate init(
    _ outlook: SpendOutlook, by forecaster: SpendForecaster, known: KnownDays,
    before previous: ClosedRange<CalendarDay>, fixedCharges: SpendForecastPart? = nil
  ) {
    let actual = outlook.billed(in: outlook.span)
    let isUnknown = known.isUnknown(outlook.span) && actual == .zero
    let isPreviousKnown = known.contains(previous)
    self.init(
      name: outlook.name,
      actual: isUnknown ? nil : actual + (fixedCharges?.actual ?? .zero),
      predicted: outlook.amount, baseline: outlook.baseline, news: outlook.news,
      previous: isPreviousKnown
        ? outlook.billed(in: previous) + (fixedCharges?.previous ?? .zero) : nil,
      priceEffect: isPreviousKnown ? forecaster.priceEffect(of: outlook, on: previous) : nil)
  }
}

extension SpendForecastPart {
  static let fixedChargesName = "fixed charges"

  /// The fixed charges of the span as a separate part, which is certain; nil if there are none.
  static func fixedCharges(_ question: SpendForecast.Question) -> SpendForecastPart? {
    let span = question.span.days
    let (due, previous) = (
      question.fixedCharges(in: span), question.fixedCharges(in: question.span.previous)
    )
    guard due != .zero || previous != .zero else { return nil }
    let paid =
      question.today < span.lowerBound
      ? Points.zero
      : question.fixedCharges(in: span.lowerBound...min(question.today, span.upperBound))
    return SpendForecastPart(
      name: fixedChargesName, actual: paid,
      predicted: PredictedAmount(certain: ForecastMoney.amount(due)), baseline: nil,
      news: SpendNews(),
      previous: previous, priceEffect: .zero)
  }
}
