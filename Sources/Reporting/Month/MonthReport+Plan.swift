import Billing
import Budgets
import Forecasting
import Reconciliation

extension MonthReport {
  /// The budgets that hold at the end of the month, or now.
  var budgetSection: ReportDocument.Section {
    guard !facts.budgets.isEmpty else {
      return .init("budgets", title: "Against budget", [.paragraph("No budget is set.")])
    }
    let chart = BudgetChart(
      facts.budgets.map { status in
        BudgetChart.Line(
          name: status.budget.name, actual: status.actual, available: status.available,
          interval80: status.forecast.map {
            Points(predictedUSD: $0.interval80.lower)...Points(predictedUSD: $0.interval80.upper)
          })
      })
    let table = BudgetReport.readable(BudgetReport.status(facts.budgets)).withoutEmptyColumns
    return .init(
      "budgets", title: "Against budget",
      [
        .chart(Chart(name: "budgets", title: "Used shares of the budgets", figure: chart)),
        .table(table),
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
        ReportTable.Column("median", .money),
        ReportTable.Column("low80", heading: "80 % from USD", .money),
        ReportTable.Column("high80", heading: "80 % to USD", .money),
        ReportTable.Column("low95", heading: "95 % from USD", .money),
        ReportTable.Column("high95", heading: "95 % to USD", .money),
      ],
      rows: outlook.expectations.map { expectation in
        let amount = expectation.predicted
        let amounts = [
          amount.median, amount.interval80.lower, amount.interval80.upper,
          amount.interval95.lower, amount.interval95.upper,
        ]
        return [
          .text(expectation.period.first.description), .text(expectation.period.last.description),
        ] + amounts.map { .money(Points(predictedUSD: $0)) }
      })
    return .init(
      "forecast", title: "Forecast", [.table(table), .paragraph(outlook.recordSentence)])
  }
}

extension MonthOutlook {
  /// `Of the latest 10 month-ends 8 fell inside the 80 % interval …`.
  var recordSentence: String {
    let questions = isRecordOfMonths ? "forecasts of the rest of a month" : "forecasts of a week"
    guard !record.trials.isEmpty, let error = record.error else {
      return "The forecast has no record yet: too few days lie behind."
    }
    let percent = { (share: Double) in "\(Int((min(share, 99) * 100).rounded())) %" }
    let others = [(Baseline.sameAsLastWeek, "the same as last week"), (.runRate, "the run rate")]
      .compactMap { baseline, name in
        record.error(of: baseline).map { (baseline, "\(name) was off by \(percent($0))") }
      }
    let better = others.filter { record.isWorse(than: $0.0) }
    return "Of the latest \(record.trials.count) \(questions) on this ledger "
      + "\(record.hits(level: 80)) fell inside their 80 % interval and \(record.hits(level: 95)) "
      + "inside their 95 % interval; they were off by \(percent(error)) of the spend, "
      + others.map(\.1).joined(separator: ", ") + "."
      + (better.isEmpty ? "" : " So far a plain method was nearer than the forecast.")
  }
}
