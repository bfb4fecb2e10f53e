import Domain
import Reconciliation

extension MonthReport {
  /// What went wrong: failures, refunds and findings.
  var outcomeSections: [ReportDocument.Section] {
    [failureSection, refundSection, findingSection]
  }

  /// Tasks without a result, and what was booked for them.
  private var failureSection: ReportDocument.Section {
    let failures = Failures(facts.rows)
    guard !failures.isEmpty else {
      return .init("failures", title: "Failures", [.paragraph("No task of the month failed.")])
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
      name: "failures", title: "Failed and cancelled tasks and what they cost",
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

  /// What became of the points of tasks without a result.
  private var refundSection: ReportDocument.Section {
    let verdicts: [Verdict] = [.refunded, .penalty, .refundAwaited, .refundDue]
    let lines = result.verdicts.filter { verdicts.contains($0.verdict) }
    guard !lines.isEmpty else {
      return .init("refunds", title: "Refunds", [.paragraph("No task of the month was refunded.")])
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
    guard !report.findings.table.rows.isEmpty else {
      return .init(
        "findings", title: "Findings", [.paragraph("Nothing has to be looked at.")])
    }
    return .init(
      "findings", title: "Findings",
      [
        .table(report.findings.table.withoutEmptyColumns), .table(report.balance.table),
      ])
  }
}
