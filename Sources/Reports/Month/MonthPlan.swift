package import Budgets
package import Domain
package import Forecasting
import Reconciliation
package import SpendForecasting

extension MonthReport {
  /// The budgets in effect at the end of the month, or now; nil if none is.
  var budgetSection: ReportDocument.Section? {
    guard !facts.budgets.isEmpty else { return nil }
    let chart = BudgetChart(
      facts.budgets.compactMap { status in
        status.actual.map { actual in
          BudgetChart.Line(
            name: status.budget.name, actual: actual, available: status.available,
            interval80: status.forecast.map { ForecastMoney.cents($0.interval80) })
        }
      })
    let table = BudgetReport.status(facts.budgets)
    let hidden = facts.budgets.allSatisfy(\.budget.scope.isAll) ? ["from", "scope"] : ["from"]
    let kept = table.columns.indices.filter { !hidden.contains(table.columns[$0].name) }
    return .init(
      "budgets", title: "Budget versus actual",
      [
        .chart(
          Chart(name: "budgets", title: "Share of each budget used", figure: .budgets(chart))),
        .table(TableBlock(table.picking(kept).withoutEmptyColumns, data: table)),
      ])
  }

  /// Planned and expected amounts, for the top of the report.
  var plannedFigures: [ReportDocument.KeyFigure] {
    var figures: [ReportDocument.KeyFigure] = []
    if let budget = budgetOfMonth { figures.append(.init(name: "Budget", cents: budget)) }
    if let end = facts.outlook?.course.last {
      figures.append(
        .init(
          name: "Forecast", cents: end.median,
          detail: "by \(end.day); 80 %: \(end.interval80.lowerBound.centsText) to "
            + end.interval80.upperBound.centsText))
    }
    let payments = paymentsOfMonth
    if !payments.isEmpty {
      figures.append(
        .init(
          name: "Fixed charges", cents: FixedChargeReport.sum(payments),
          detail: "in addition to what tasks cost"))
    }
    return figures
  }

  /// The amount of a budget that covers all spend of exactly this month.
  var budgetOfMonth: Points? {
    facts.budgets.first { status in
      status.budget.scope.isAll && status.period.first == facts.month.firstDay
        && status.period.last == facts.month.lastDay
    }?.available
  }

  /// Fixed charges; nil if none were due.
  var chargeSection: ReportDocument.Section? {
    let payments = paymentsOfMonth
    guard !payments.isEmpty else { return nil }
    let table = FixedChargeReport.table(payments)
    return .init(
      "fixed", title: "Fixed charges",
      [
        .paragraph("They are not tied to any task, and so not in any other table of this report."),
        .table(TableBlock(table.withoutEmptyColumns, data: table)),
      ])
  }

  var paymentsOfMonth: [DatedCharge] {
    facts.payments.filter { facts.month.period.contains($0.day) }
  }

  /// Spend by the values of each tag; nil if no task has one.
  var tagSection: ReportDocument.Section? {
    let keys = Set(facts.rows.flatMap(\.tags.keys)).sorted()
    guard !keys.isEmpty else { return nil }
    return .init(
      "tags", title: "Spend per tag",
      keys.enumerated().map { index, key in
        .table(
          spendTable(
            CostReport.report(
              "tag-\(index + 1)", title: "Cost by tag \(key)", by: [.charge(.tag(key))],
              rows: facts.rows, period: facts.month.period, undatedTasks: facts.undatedTasks
            ).table, by: [.charge(.tag(key))]))
      })
  }

  /// The expected cost of the month and the next one, and the past accuracy of such forecasts;
  /// nil if too few days are known, or all are.
  var forecastSection: ReportDocument.Section? {
    guard let outlook = facts.outlook else { return nil }
    let table = ReportTable(
      name: "forecast", title: "Expected spend, including what is known, with prediction intervals",
      columns: [
        ReportTable.Column("from", .time), ReportTable.Column("until", .time),
        ReportTable.Column("forecast", .money),
        ReportTable.Column("low80", heading: "80 % from USD", .money),
        ReportTable.Column("high80", heading: "80 % to USD", .money),
        ReportTable.Column("low95", heading: "95 % from USD", .money),
        ReportTable.Column("high95", heading: "95 % to USD", .money),
      ],
      rows: outlook.expectations.map { expectation in
        let amount = expectation.predicted
        let amounts = [
          amount.mean, amount.interval80.lower, amount.interval80.upper,
          amount.interval95.lower, amount.interval95.upper,
        ]
        return [
          .text(expectation.days.lowerBound.description),
          .text(expectation.days.upperBound.description),
        ] + amounts.map { .money(ForecastMoney.cents($0)) }
      })
    return .init(
      "forecast", title: "Forecast", [.table(table)] + outlook.backtestBlocks)
  }
}

extension MonthReport {
  /// With fewer known days there is no forecast.
  static var leastForecastDays: Int { Forecaster.leastDays }
}

extension MonthOutlook {
  /// How accurate forecasts would have been on this ledger, compared with simple methods.
  fileprivate var backtestBlocks: [ReportDocument.Block] {
    let sentences = (SpendNewsText.sentences(news) + SpendBacktestReport.sentences(backtest))
      .map(ReportDocument.Block.paragraph)
    guard backtest.all.contains(where: { !$0.backtest.trials.isEmpty }) else { return sentences }
    let method = SpendBacktestReport.methodSentence(backtest).map(ReportDocument.Block.paragraph)
    return [.table(SpendBacktestReport.table(backtest))] + sentences + [method].compactMap(\.self)
  }
}

/// The expected totals of a month and the one after it, with the past accuracy of such forecasts.
package struct MonthOutlook: Sendable {
  /// The expected cost of a span of days, including what is already known.
  package struct Expectation: Hashable, Sendable {
    package let days: ClosedRange<CalendarDay>
    package let predicted: PredictedAmount
  }

  /// The month, if it is still running, and the next one.
  package let expectations: [Expectation]
  /// The month's expected running total at the end of each day that isn't over.
  package let course: [SpendCourseChart.Outlook]
  /// What is unusual about the latest days of all spend.
  package let news: SpendNews
  /// The past accuracy of such forecasts.
  package let backtest: SpendBacktest

  /// Makes the outlook; nil if both months are already known in full.
  ///
  /// - Parameters:
  ///   - month: the month of the report.
  ///   - last: the last complete day.
  ///   - charges: fixed charges, each counted on its day.
  ///   - forecaster: forecasts all spend through the end of the next month.
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
    (news, backtest) = (first.news, forecaster.backtest)
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
