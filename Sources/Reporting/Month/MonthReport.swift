import Domain
package import Reconciliation

/// A month for finance: what was billed and what should have been, where it went, what is open, and
/// how far the figures can be trusted.
package struct MonthReport: Sendable {
  let facts: MonthFacts
  let result: ReconciliationResult
  /// The month beside the month before.
  let comparison: MonthComparison

  package init(_ facts: MonthFacts) {
    self.facts = facts
    var result = ReconciliationResult(
      rows: facts.rows, period: facts.month.period, undatedTasks: facts.undatedTasks,
      accountFindings: facts.accountFindings, drifts: facts.drifts)
    result.coverage.unreadable = facts.unreadable
    self.result = result
    comparison = MonthComparison(facts)
  }

  package var coverage: Coverage { result.coverage }

  package var document: ReportDocument {
    ReportDocument(
      name: "month-\(facts.month)", title: "PiAPI spend, \(facts.month.name)",
      trust: trust, keyFigures: keyFigures,
      sections: [totalsSection, budgetSection, courseSection]
        + spendSections + [keySection, tagSection, chargeSection, priceSection]
        + outcomeSections + [walletSection, forecastSection, commitmentSection])
  }

  /// The coverage, and what else limits the figures.
  private var trust: [String] {
    var lines = [result.coverage.sentence]
    let days = facts.month.daysOver(through: facts.known.lastCompleteDay)
    if days < facts.month.days {
      lines.append("the month is not over: \(days) of its \(facts.month.days) days are complete")
    }
    if result.totals.unsettled > .zero {
      lines.append(
        "\(result.totals.unsettled.usdText) USD are booked for tasks that have not ended")
    }
    return lines + facts.notes
  }

  private var keyFigures: [ReportDocument.KeyFigure] {
    let totals = result.totals
    let usd = { (points: Points) in "\(TextTable.money(points)) USD" }
    let figures: [ReportDocument.KeyFigure] = [
      .init(name: "Billed", value: usd(totals.billed), detail: comparison.sentence),
      .init(name: "Expected", value: usd(totals.expected), detail: "by the rate card"),
      .init(
        name: "Variance", value: usd(totals.variance),
        detail: "\(TextTable.money(totals.overcharged)) too much, "
          + "\(TextTable.money(totals.undercharged)) too little"
      ),
      .init(name: "Unchecked", value: usd(totals.unchecked), detail: "no price to compare with"),
    ]
    return figures + plannedFigures
  }
}

extension MonthReport {
  private var totalsSection: ReportDocument.Section {
    .init("totals", title: "Against last month", [.table(comparison.table)])
  }

  /// How the spend adds up.
  private var courseSection: ReportDocument.Section {
    let month = facts.month
    let days = facts.month.daysOver(through: facts.known.lastCompleteDay)
    let daily = DailyBilled(
      facts.rows, payments: facts.payments, firstDay: month.firstDay, days: month.days)
    let before = DailyBilled(
      facts.rowsBefore, payments: facts.payments, firstDay: month.previous.firstDay,
      days: month.previous.days)
    let chart = SpendCourseChart(
      firstDay: month.firstDay, days: month.days, daily: Array(daily.amounts.prefix(days)),
      dailyBefore: facts.rowsBefore.isEmpty ? [] : before.amounts, budget: budgetOfMonth,
      outlooks: facts.outlook?.course ?? [])
    return .init(
      "course", title: "Course of the month",
      [.chart(Chart(name: "course", title: courseTitle, figure: chart))])
  }

  private var courseTitle: String {
    "Spend since the first of the month" + (facts.payments.isEmpty ? "" : ", with fixed charges")
  }
}
