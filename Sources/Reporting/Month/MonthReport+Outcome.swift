import Billing
import Reconciliation

extension MonthReport {
  /// What went wrong: failures, refunds and findings.
  var outcomeSections: [ReportDocument.Section] {
    [failureSection, refundSection, findingSection]
  }

  /// Tasks without a result, and what was booked for them.
  private var failureSection: ReportDocument.Section {
    let isFailure = { (row: ReconciledRow) in TaskStatus(row.status).isWithoutResult }
    guard facts.rows.contains(where: isFailure) else {
      return .init("failures", title: "Failures", [.paragraph("No task of the month failed.")])
    }
    let cells = { (rows: [ReconciledRow]) -> [Cell] in
      let failures = Totals(rows.filter(isFailure))
      let tasks = rows.reduce(0) { $0 + $1.tasks }
      let share = Coverage.permille(Int64(failures.tasks), of: Int64(tasks))
      return [
        .count(tasks), .count(failures.tasks),
        share.map { .text("\($0 / 10).\($0 % 10)") } ?? .none,
        .money(failures.billed), .money(failures.expected), .money(failures.variance),
      ]
    }
    let groups = Dictionary(grouping: facts.rows) {
      [$0.pricing.sku.model, $0.pricing.sku.taskType]
    }.filter { $0.value.contains(where: isFailure) }
    let table = ReportTable(
      name: "failures", title: "Failed and cancelled tasks and what they cost",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("failures", .count),
        ReportTable.Column("failure_percent", heading: "%", .number),
        ReportTable.Column("billed", .money), ReportTable.Column("expected", .money),
        ReportTable.Column("variance", .money),
      ],
      rows: groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { key in
        key.map { .text($0) } + cells(groups[key] ?? [])
      },
      total: [.text("total"), .none] + cells(groups.values.flatMap(\.self)))
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
