package import Billing
package import Budgets
package import Forecasting

/// What a month is expected to come to, and the one after it, with the record of such forecasts.
package struct MonthOutlook: Hashable, Sendable {
  /// What a span of days is expected to cost, what is known of it included.
  package struct Expectation: Hashable, Sendable {
    package let period: BudgetPeriod
    package let predicted: PredictedAmount
  }

  /// So many past forecasts are looked at.
  private static let trials = 10

  /// The month, while it runs, and the next one.
  package let expectations: [Expectation]
  /// What the month will have come to by the end of each day that is not over.
  package let course: [SpendCourseChart.Outlook]
  /// How such forecasts of the past turned out.
  package let record: ForecastRecord
  /// Whether these were of the rests of months; of single weeks where months are too few.
  package let isRecordOfMonths: Bool

  /// The outlook; nil where too few days are known.
  ///
  /// - Parameters:
  ///   - month: the month that the report is of.
  ///   - today: the day of now, which is not over.
  ///   - spend: what was spent, of all days.
  ///   - charges: what is paid on fixed days counts on them.
  package init?(
    of month: ReportMonth, today: CalendarDay, spend: DailySpend, charges: [FixedCharge]
  ) {
    guard let first = spend.days.keys.min(), let last = spend.days.keys.max(), first < today
    else { return nil }
    let known = first...min(last, today + -1)
    let next = ReportMonth(of: month.lastDay + 1)
    let forecast = { (month: ReportMonth) -> (BudgetPeriod, SpendForecast)? in
      let period = BudgetPeriod(first: month.firstDay, last: month.lastDay)
      let payments = charges.payments(in: month.period, today: month.lastDay)
      return SpendForecast(of: period, spend: spend, charges: payments, known: known)
        .map { (period, $0) }
    }
    let forecasts = [today > month.lastDay ? nil : forecast(month), forecast(next)]
      .compactMap(\.self)
    guard !forecasts.isEmpty else { return nil }
    expectations = forecasts.map { period, forecast in
      Expectation(period: period, predicted: forecast.total(through: period.last))
    }
    course =
      forecasts.first.map { period, forecast in
        MonthOutlook.course(of: month, period, forecast, from: max(known.upperBound + 1, today))
      } ?? []
    (record, isRecordOfMonths) = MonthOutlook.record(spend, known: known)
  }

  private static func course(
    of month: ReportMonth, _ period: BudgetPeriod, _ forecast: SpendForecast, from day: CalendarDay
  ) -> [SpendCourseChart.Outlook] {
    guard period.first == month.firstDay, day <= period.last else { return [] }
    return (day.number...period.last.number).map { number in
      let day = CalendarDay(number: number)
      return SpendCourseChart.Outlook(day: day, forecast.total(through: day))
    }
  }

  private static func record(
    _ spend: DailySpend, known: ClosedRange<CalendarDay>
  ) -> (ForecastRecord, isOfMonths: Bool) {
    let values = (known.lowerBound.number...known.upperBound.number).map { number in
      (spend.days[CalendarDay(number: number)]?.billed ?? .zero).approximateUSD
    }
    let series = DailySeries(firstDay: known.lowerBound, values: values)
    let months = series.monthEndQuestions(count: trials)
    let isOfMonths = months.count >= ForecastRecord.leastTrials
    let questions =
      isOfMonths ? months : series.rollingQuestions(horizon: 7, every: 7, count: trials)
    return (ForecastRecord(of: series, questions: questions), isOfMonths)
  }
}

extension SpendCourseChart.Outlook {
  init(day: CalendarDay, _ amount: PredictedAmount) {
    let interval = { (interval: PredictionInterval) in
      Points(predictedUSD: interval.lower)...Points(predictedUSD: interval.upper)
    }
    self.init(
      day: day, median: Points(predictedUSD: amount.median),
      interval80: interval(amount.interval80), interval95: interval(amount.interval95))
  }
}

extension Points {
  /// A predicted amount, rounded to a cent: it is no money that anybody booked.
  init(predictedUSD amount: Double) {
    let cents = Int64((min(max(amount, 0), 9e10) * 100).rounded())
    self.init(cents * (Points.perUSD / 100))
  }
}
