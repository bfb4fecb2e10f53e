import Billing
package import Reconciliation

/// The tables of a reconciliation: totals by verdict, the findings by cause, and both directions.
package struct ReconciliationReport: Sendable {
  package let verdicts: Report
  package let findings: Report
  /// Overcharged, undercharged and the net of both.
  package let balance: Report

  package init(_ result: ReconciliationResult) {
    let report = { (table: ReportTable) in
      Report(table: table, coverage: result.coverage, period: result.period)
    }
    verdicts = report(ReconciliationReport.verdictTable(result))
    findings = report(ReconciliationReport.findingTable(result.findings))
    balance = report(ReconciliationReport.balanceTable(result.totals))
  }

  private static func verdictTable(_ result: ReconciliationResult) -> ReportTable {
    ReportTable(
      name: "verdicts", title: "Verdicts",
      columns: [
        ReportTable.Column("verdict", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("billed", .money), ReportTable.Column("expected", .money),
        ReportTable.Column("variance", .money), ReportTable.Column("unchecked", .money),
        ReportTable.Column("commitment", .money),
      ],
      rows: result.verdicts.map { [.word($0.verdict.name)] + cells($0.totals) },
      total: [.text("total")] + cells(result.totals))
  }

  private static func cells(_ totals: Totals) -> [Cell] {
    [
      .count(totals.tasks), .money(totals.billed), .money(totals.expected),
      .money(totals.variance), .money(totals.unchecked), .money(totals.commitment),
    ]
  }

  private static func findingTable(_ findings: [Finding]) -> ReportTable {
    ReportTable(
      name: "findings", title: "Findings",
      columns: [
        ReportTable.Column("kind", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("first_day", .text),
        ReportTable.Column("last_day", .text), ReportTable.Column("billed", .money),
        ReportTable.Column("booked", .money), ReportTable.Column("expected", .money),
        ReportTable.Column("variance", .money), ReportTable.Column("unchecked", .money),
        ReportTable.Column("price", .money), ReportTable.Column("commitment", .money),
        ReportTable.Column("detail", .text),
      ],
      rows: findings.map { finding in
        [
          .word(finding.kind), .text(finding.sku),
          .count(finding.tasks), day(finding.firstDay), day(finding.lastDay),
          money(finding.billed), money(finding.booked), money(finding.expected),
          money(finding.variance), money(finding.unchecked), money(finding.price),
          money(finding.commitment),
          finding.detail.isEmpty ? .none : .text(finding.detail),
        ]
      })
  }

  private static func balanceTable(_ totals: Totals) -> ReportTable {
    ReportTable(
      name: "balance", title: "Variance, both directions",
      columns: [ReportTable.Column("direction", .text), ReportTable.Column("variance", .money)],
      rows: [
        [.text("overcharged"), .money(totals.overcharged)],
        [.text("undercharged"), .money(-totals.undercharged)],
      ],
      total: [.text("net"), .money(totals.variance)])
  }

  private static func day(_ day: CalendarDay?) -> Cell {
    day.map { .text($0.description) } ?? .none
  }

  private static func money(_ points: Points?) -> Cell { points.map { .money($0) } ?? .none }
}
