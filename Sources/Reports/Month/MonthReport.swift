import Domain
package import Reconciliation

/// A month for finance.
///
/// It shows what was billed and what should have been, where the money went, what is open, and how
/// far the figures can be trusted.
package struct MonthReport: Sendable {
  let facts: MonthFacts
  let result: ReconciliationResult
  /// The comparison with the month before.
  let comparison: MonthComparison

  package init(_ facts: MonthFacts) {
    self.facts = facts
    var result = ReconciliationResult(
      rows: facts.rows, period: facts.month.period, undatedTasks: facts.undatedTasks,
      accountFindings: facts.accountFindings, drifts: facts.drifts,
      acknowledgements: facts.acknowledgements, rates: facts.rates)
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
        "\(result.totals.unsettled.usdText) USD is booked for tasks that have not ended")
    }
    return lines + facts.notes + currencyNotes
  }

  private var keyFigures: [ReportDocument.KeyFigure] {
    let totals = result.totals
    let usd = { (points: Points) in "\(points.groupedUSDText()) USD" }
    let figures: [ReportDocument.KeyFigure] = [
      .init(name: "Billed", value: usd(totals.billed), detail: comparison.sentence),
      .init(name: "Expected", value: usd(totals.expected), detail: "by the rate card"),
      .init(
        name: "Variance", value: usd(totals.variance),
        detail: "\(totals.overcharged.groupedUSDText()) overcharged, "
          + "\(totals.undercharged.groupedUSDText()) undercharged"
      ),
      .init(name: "Unchecked", value: usd(totals.unchecked), detail: "no price to compare with"),
    ]
    return Array(figures.prefix(1)) + currencyFigures + Array(figures.dropFirst()) + plannedFigures
  }
}

extension MonthReport {
  private var totalsSection: ReportDocument.Section {
    .init("totals", title: "Compared with last month", [.table(comparison.table)])
  }

  /// How the spend adds up over the month.
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
      "course", title: "Cumulative spend",
      [.chart(Chart(name: "course", title: courseTitle, figure: .course(chart)))])
  }

  private var courseTitle: String {
    "Spend since the first of the month"
      + (facts.payments.isEmpty ? "" : ", including fixed charges")
  }
}

extension MonthReport {
  /// What went wrong: failures, refunds and findings.
  var outcomeSections: [ReportDocument.Section] {
    [failureSection, refundSection, findingSection]
  }

  /// Tasks without a result, and what was charged for them.
  private var failureSection: ReportDocument.Section {
    let failures = Failures(facts.rows)
    guard !failures.isEmpty else {
      return .init("failures", title: "Failures", [.paragraph("No tasks failed in the month.")])
    }
    let cells = { (figures: Failures.Figures, kind: Failures.Kind?) -> [Cell] in
      [
        .count(failures.ended(of: kind)), .count(figures.tasks),
        FailureReport.percent(figures, of: kind, in: failures), .count(figures.unmetered),
        .money(figures.totals.billed), .money(figures.totals.expected),
        .money(figures.totals.variance),
      ]
    }
    let table = ReportTable(
      name: "failures", title: "Failed and cancelled tasks and their cost",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("ended_tasks", heading: "ended", .count),
        ReportTable.Column("failures", .count), FailureReport.percentColumn,
        FailureReport.unmeteredColumn, ReportTable.Column("billed", .money),
        ReportTable.Column("expected", .money), ReportTable.Column("variance", .money),
      ],
      rows: failures.byKind.map { kind, figures in
        [.text(kind.model), .text(kind.taskType)] + cells(figures, kind)
      },
      total: [.text("total"), .none] + cells(failures.total, nil))
    return .init("failures", title: "Failures", [.table(table)])
  }

  /// What happened to the points of tasks without a result.
  private var refundSection: ReportDocument.Section {
    let verdicts: [Verdict] = [.refunded, .penalty, .refundAwaited, .refundDue]
    let lines = result.verdicts.filter { verdicts.contains($0.verdict) }
    guard !lines.isEmpty else {
      return .init(
        "refunds", title: "Refunds", [.paragraph("No tasks were refunded in the month.")])
    }
    let cells = { (totals: Totals) -> [Cell] in
      [
        .count(totals.tasks), .money(totals.billed), .money(totals.expected),
        .money(totals.variance),
      ]
    }
    let table = ReportTable(
      name: "refunds", title: "Refunds of failed and cancelled tasks",
      columns: [
        ReportTable.Column("verdict", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("billed", heading: "still billed USD", .money),
        ReportTable.Column("expected", .money), ReportTable.Column("variance", .money),
      ],
      rows: lines.map { [.word($0.verdict.name)] + cells($0.totals) },
      total: [.text("total")]
        + cells(Totals(facts.rows.filter { verdicts.contains($0.verdict) })))
    return .init("refunds", title: "Refunds", [.table(table)])
  }

  private var findingSection: ReportDocument.Section {
    let report = ReconciliationReport(result)
    let acknowledged: [ReportDocument.Block] =
      report.acknowledged.map { [.table($0.table.withoutEmptyColumns)] } ?? []
    guard !report.findings.table.rows.isEmpty else {
      return .init(
        "findings", title: "Findings", [.paragraph("Nothing needs attention.")] + acknowledged)
    }
    return .init(
      "findings", title: "Findings",
      [
        .table(report.findings.table.withoutEmptyColumns), .table(report.balance.table),
      ] + acknowledged)
  }
}
