package import Budgets
package import Domain
package import Forecasting
package import SpendForecasting

/// What a month is expected to come to, and the one after it, with the past accuracy of such forecasts.
package struct MonthOutlook: Sendable {
  /// What a span of days is expected to cost, what is known of it included.
  package struct Expectation: Hashable, Sendable {
    package let days: ClosedRange<CalendarDay>
    package let predicted: PredictedAmount
  }

  /// The month, while it runs, and the next one.
  package let expectations: [Expectation]
  /// What the month will have come to by the end of each day that is not over.
  package let course: [SpendCourseChart.Outlook]
  /// How such forecasts of the past turned out.
  package let backtest: SpendBacktest

  /// The outlook; nil where nothing of both months is left to be known.
  ///
  /// - Parameters:
  ///   - month: the month that the report is of.
  ///   - last: the last day that is over.
  ///   - charges: what is paid on fixed days counts on them.
  ///   - forecaster: of all spend, through the end of the next month.
  package init?(
    of month: CalendarMonth, after last: CalendarDay, charges: [FixedCharge],
    forecaster: SpendForecaster
  ) {
    let months = (last >= month.lastDay ? [] : [month]) + [month.next]
    let outlooks = months.filter { $0.lastDay > forecaster.lastKnownDay }.map { month in
      forecaster.total(
        of: month.firstDay...month.lastDay,
        fixedCharges: charges.payments(in: month.period, today: month.lastDay).amountsByDay)
    }
    guard let first = outlooks.first else { return nil }
    expectations = outlooks.map { Expectation(days: $0.span, predicted: $0.amount) }
    let start = max(forecaster.lastKnownDay + 1, last + 1, month.firstDay)
    course =
      first.span.lowerBound == month.firstDay && start <= month.lastDay
      ? (start.number...month.lastDay.number).map { number in
        let day = CalendarDay(number: number)
        return SpendCourseChart.Outlook(day: day, first.amount(through: day))
      } : []
    backtest = forecaster.backtest
  }
}

extension SpendCourseChart.Outlook {
  init(day: CalendarDay, _ amount: PredictedAmount) {
    self.init(
      day: day, median: ForecastMoney.cents(amount.median),
      interval80: ForecastMoney.cents(amount.interval80),
      interval95: ForecastMoney.cents(amount.interval95))
  }
}
