import Budgets
import Domain
import Forecasting
import Reconciliation
import SpendForecasting

extension MonthReport {
  /// The budgets that hold at the end of the month, or now.
  var budgetSection: ReportDocument.Section {
    guard !facts.budgets.isEmpty else {
      return .init("budgets", title: "Against budget", [.paragraph("No budget is set.")])
    }
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
      "budgets", title: "Against budget",
      [
        .chart(Chart(name: "budgets", title: "Used shares of the budgets", figure: chart)),
        .table(table.picking(kept).withoutEmptyColumns),
      ])
  }

  /// What was planned and what is expected, for the head of the report.
  var plannedFigures: [ReportDocument.KeyFigure] {
    let usd = { (points: Points) in "\(TextTable.money(points)) USD" }
    var figures: [ReportDocument.KeyFigure] = []
    if let budget = budgetOfMonth { figures.append(.init(name: "Budget", value: usd(budget))) }
    if let end = facts.outlook?.course.last {
      figures.append(
        .init(
          name: "Forecast", value: usd(end.median),
          detail: "by \(end.day); 80 %: \(TextTable.money(end.interval80.lowerBound)) to "
            + TextTable.money(end.interval80.upperBound)))
    }
    let payments = paymentsOfMonth
    if !payments.isEmpty {
      figures.append(
        .init(
          name: "Fixed charges", value: usd(FixedChargeReport.sum(payments)),
          detail: "beside what tasks cost"))
    }
    return figures
  }

  /// The amount of a budget of all spend for just this month.
  var budgetOfMonth: Points? {
    facts.budgets.first { status in
      status.budget.scope.isAll && status.period.first == facts.month.firstDay
        && status.period.last == facts.month.lastDay
    }?.available
  }

  /// What is paid on fixed days.
  var chargeSection: ReportDocument.Section {
    let payments = paymentsOfMonth
    guard !payments.isEmpty else {
      return .init(
        "fixed", title: "Fixed charges", [.paragraph("No fixed charge was due in the month.")])
    }
    return .init(
      "fixed", title: "Fixed charges",
      [
        .paragraph("They are of no task, and so in no other table of this report."),
        .table(FixedChargeReport.table(payments).withoutEmptyColumns),
      ])
  }

  private var paymentsOfMonth: [DatedCharge] {
    facts.payments.filter { facts.month.period.contains($0.day) }
  }

  /// Spend by the values of each tag.
  var tagSection: ReportDocument.Section {
    let keys = Set(facts.rows.flatMap(\.tags.keys)).sorted()
    guard !keys.isEmpty else {
      return .init("tags", title: "Spend per tag", [.paragraph("No task of the month has a tag.")])
    }
    return .init(
      "tags", title: "Spend per tag",
      keys.enumerated().map { index, key in
        .table(
          CostReport.report(
            "tag-\(index + 1)", title: "Cost by tag \(key)", by: [.tag(key)], rows: facts.rows,
            period: facts.month.period, undatedTasks: facts.undatedTasks
          ).table.withoutEmptyColumns)
      })
  }

  /// What the month and the next one are expected to cost, and how such forecasts turned out.
  var forecastSection: ReportDocument.Section {
    guard let outlook = facts.outlook else {
      return .init(
        "forecast", title: "Forecast",
        [.paragraph("None: fewer than \(Forecaster.leastDays) days are known.")])
    }
    let table = ReportTable(
      name: "forecast", title: "Expected spend, what is known included, with prediction intervals",
      columns: [
        ReportTable.Column("from", .text), ReportTable.Column("until", .text),
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

extension MonthOutlook {
  /// How forecasts would have turned out on this ledger, compared with simple methods.
  fileprivate var backtestBlocks: [ReportDocument.Block] {
    let sentences = SpendBacktestReport.sentences(backtest).map(ReportDocument.Block.paragraph)
    guard backtest.all.contains(where: { !$0.backtest.trials.isEmpty }) else { return sentences }
    let method = SpendBacktestReport.methodSentence(backtest).map(ReportDocument.Block.paragraph)
    return [.table(SpendBacktestReport.table(backtest))] + sentences + [method].compactMap(\.self)
  }
}
