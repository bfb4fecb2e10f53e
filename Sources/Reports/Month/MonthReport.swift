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
      accountFindings: facts.accountFindings, drifts: facts.drifts, tasks: facts.tasks,
      acknowledgements: facts.acknowledgements, rates: facts.rates)
    result.coverage.unreadable = facts.unreadable
    result.coverage.filter = facts.filter
    self.result = result
    comparison = MonthComparison(facts)
  }

  package var coverage: Coverage { result.coverage }

  package var document: ReportDocument {
    let rest = [
      keySection, tagSection, totalsSection, budgetSection, chargeSection, priceSection,
      failureSection, refundSection, findingTables, walletSection, forecastSection,
      commitmentSection,
    ]
    return ReportDocument(
      name: "month-\(facts.month)", title: "PiAPI spend, \(facts.month.name)",
      headline: headline.text, answer: [courseSection, findingSection].compactMap(\.self),
      trust: trust, keyFigures: keyFigures, sections: spendSections + rest.compactMap(\.self),
      absences: absences.sentences, glossary: GlossaryTerm.six)
  }

  var headline: MonthHeadline {
    MonthHeadline(facts, comparison: comparison, findings: attention)
  }

  /// The findings that nobody has acknowledged or waived.
  var attention: [Finding] { result.findings.filter { !$0.isWaived } }

  /// The coverage, and what else limits the figures.
  private var trust: [String] {
    var lines = [result.coverage.centsSentence]
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
    let figures: [ReportDocument.KeyFigure] = [
      .init(name: "Billed", cents: totals.billed, detail: comparison.sentence),
      .init(name: "Expected", cents: totals.expected, detail: "by the rate card"),
      .init(
        name: "Variance", cents: totals.variance,
        detail: "\(totals.overcharged.centsText) overcharged, "
          + "\(totals.undercharged.centsText) undercharged"
      ),
      .init(name: "Unchecked", cents: totals.unchecked, detail: "no price to compare with"),
    ]
    return Array(figures.prefix(1)) + currencyFigures + Array(figures.dropFirst())
      + [reclaimFigure].compactMap(\.self) + plannedFigures
  }

  /// What a claim would ask for, and what of the variance it would leave out.
  private var reclaimFigure: ReportDocument.KeyFigure? {
    guard let claim = facts.claim, claim.net > .zero else { return nil }
    let unproved = claim.unproved
    return .init(
      name: "To reclaim", cents: claim.net,
      detail: unproved.tasks == 0
        ? "what piledger claims new asks for"
        : "the variance that is proved; \(unproved.variance.centsText) USD is not")
  }
}

extension MonthReport {
  private var totalsSection: ReportDocument.Section? {
    .init("totals", title: "Compared with the month before", [.table(comparison.table)])
  }

  /// How the spend adds up over the month, against the budget, with the fan of the forecast; nil if
  /// there is nothing to draw.
  private var courseSection: ReportDocument.Section? {
    let month = facts.month
    guard !facts.rows.isEmpty || !paymentsOfMonth.isEmpty || budgetOfMonth != nil else {
      return nil
    }
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
      "course", title: budgetOfMonth == nil ? "Spend of the month" : "Spend against budget",
      [.chart(Chart(name: "course", title: courseTitle, figure: .course(chart)))]
        + [courseSentence(chart)].compactMap { $0.map { .paragraph($0) } })
  }

  /// The budget and the forecast in words; nil without either.
  private func courseSentence(_ chart: SpendCourseChart) -> String? {
    let spent = chart.actual.last ?? .zero
    let budget = chart.budget.map { budget in
      "\(spent.centsText) of \(budget.centsText) USD budgeted "
        + "(\(Coverage.percentText(spent.count, of: budget.count)))"
    }
    let forecast = chart.outlooks.last.map { end in
      "forecast \(end.median.centsText) USD by \(end.day), 80 %: "
        + "\(end.interval80.lowerBound.centsText) to \(end.interval80.upperBound.centsText)"
    }
    let parts = [budget, forecast].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private var courseTitle: String {
    "Spend since the first of the month"
      + (facts.payments.isEmpty ? "" : ", including fixed charges")
  }
}

extension MonthReport {
  /// Tasks without a result, and what was charged for them; nil if there are none.
  var failureSection: ReportDocument.Section? {
    let failures = Failures(facts.rows)
    guard !failures.isEmpty else { return nil }
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

  /// What happened to the points of tasks without a result; nil if there are none.
  var refundSection: ReportDocument.Section? {
    let verdicts: [Verdict] = [.refunded, .penalty, .refundAwaited, .refundDue]
    let lines = result.verdicts.filter { verdicts.contains($0.verdict) }
    guard !lines.isEmpty else { return nil }
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

  /// So many findings get a block each, as fit on the first screen; the rest are in the table.
  private static let findingBlocks = 5

  /// What needs attention, one block each, largest amount first.
  private var findingSection: ReportDocument.Section? {
    let findings = attention
    let ids = result.findingIDs
    let blocks = findings.prefix(MonthReport.findingBlocks).map { finding in
      ReportDocument.Block.finding(FindingEntry(finding, ids: ids))
    }
    let rest = findings.count - blocks.count
    guard !findings.isEmpty else {
      return .init("findings", title: "To look at", [.paragraph("Nothing needs attention.")])
    }
    return .init(
      "findings", title: "To look at",
      blocks + (rest == 0 ? [] : [.paragraph("\(rest.groupedText) more in the table of findings")]))
  }

  /// All findings and their amounts, for those who count; nil without any.
  private var findingTables: ReportDocument.Section? {
    let report = ReconciliationReport(result)
    let table = report.findings.table
    let findings: [ReportDocument.Block] =
      table.rows.isEmpty
      ? []
      : [
        .table(TableBlock(table.withoutEmptyColumns, data: table, isFolded: true)),
        .table(report.balance.table),
      ]
    let acknowledged: [ReportDocument.Block] =
      report.acknowledged.map {
        [.table(TableBlock($0.table.withoutEmptyColumns, data: $0.table))]
      } ?? []
    guard !findings.isEmpty || !acknowledged.isEmpty else { return nil }
    return .init("finding-tables", title: "Findings in numbers", findings + acknowledged)
  }
}

extension ReportDocument.KeyFigure {
  /// An amount to the cent.
  init(name: String, cents: Points, detail: String = "") {
    self.init(name: name, value: "\(cents.centsText) USD", detail: detail)
  }
}
