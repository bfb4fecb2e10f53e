import Domain
package import Reconciliation

/// The tables of a reconciliation.
///
/// They show totals by verdict, findings by cause, both directions of the variance, and the part of
/// it that isn't proved.
package struct ReconciliationReport: Sendable {
  package let verdicts: Report
  package let findings: Report
  /// The findings of that table, in its order.
  package let entries: [FindingEntry]
  /// Nil if nothing is acknowledged.
  package let acknowledged: Report?
  /// For programs.
  package let acknowledgedTable: ReportTable
  /// Overcharged, undercharged and the net of both.
  package let balance: Report
  /// For people; nil if all variance is proved, or if this wasn't requested.
  package let unproved: Report?
  /// For programs: each row comes with the command that settles it.
  package let unprovedTable: ReportTable
  /// How much of the variance isn't proved, and how to settle it, line by line.
  package let settlement: [String]

  package init(_ result: ReconciliationResult, unproved: [UnprovedVariance] = []) {
    let report = { (table: ReportTable) in
      Report(table: table, coverage: result.coverage, period: result.period)
    }
    verdicts = report(ReconciliationReport.verdictTable(result))
    let ids = result.findingIDs
    let entries = result.findings.map { FindingEntry($0, ids: ids) }
    self.entries = entries
    findings = report(ReconciliationReport.findingTable(entries))
    let acknowledgedTable = AcknowledgementReport.table(result.acknowledged, ids: ids)
    self.acknowledgedTable = acknowledgedTable
    acknowledged = result.acknowledged.isEmpty ? nil : report(acknowledgedTable)
    balance = report(ReconciliationReport.balanceTable(result.totals))
    let table = ReconciliationReport.unprovedTable(unproved)
    unprovedTable = table
    self.unproved =
      unproved.isEmpty ? nil : report(table.picking(Array(table.columns.indices.dropLast())))
    settlement = ReconciliationReport.settlement(unproved, of: result.totals.variance)
  }

  private static let amounts: [ReportTable.Column] = [
    ReportTable.Column("tasks", .count), ReportTable.Column("billed", .money),
    ReportTable.Column("expected", .money), ReportTable.Column("variance", .money),
    ReportTable.Column("unchecked", .money), ReportTable.Column("commitment", .money),
  ]

  private static func verdictTable(_ result: ReconciliationResult) -> ReportTable {
    ReportTable(
      name: "verdicts", title: "Verdicts",
      columns: [ReportTable.Column("verdict", .text)]
        + CurrencyColumns.columns(amounts, in: result.currency),
      rows: result.verdicts.map {
        [.word($0.verdict.name)] + cells($0.totals, $0.converted)
      },
      total: [.text("total")] + cells(result.totals, result.converted))
  }

  private static func cells(_ totals: Totals, _ converted: CurrencyTotals?) -> [Cell] {
    let cells: [Cell] = [
      .count(totals.tasks), .money(totals.billed), .money(totals.expected),
      .money(totals.variance), .money(totals.unchecked), .money(totals.commitment),
    ]
    return CurrencyColumns.cells(cells, of: amounts, converted)
  }

  static func findingTable(_ entries: [FindingEntry]) -> ReportTable {
    ReportTable(
      name: "findings", title: "Findings",
      columns: [
        ReportTable.Column("kind", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("first_day", .time),
        ReportTable.Column("last_day", .time), ReportTable.Column("billed", .money),
        ReportTable.Column("booked", .money), ReportTable.Column("expected", .money),
        ReportTable.Column("variance", .money), ReportTable.Column("unchecked", .money),
        ReportTable.Column("price", .money), ReportTable.Column("commitment", .money),
        ReportTable.Column("id", .text), ReportTable.Column("detail", .text),
        ReportTable.Column("action", .text),
        ReportTable.Column("task_ids", heading: "task ids", .tasks),
      ],
      rows: entries.map { entry in
        let finding = entry.finding
        return [
          .word(finding.kind), .text(finding.sku),
          .count(finding.tasks), day(finding.firstDay), day(finding.lastDay),
          money(finding.billed), money(finding.booked), money(finding.expected),
          money(finding.variance), money(finding.unchecked), money(finding.price),
          money(finding.commitment), .text(entry.id),
          finding.detail.isEmpty ? .none : .text(finding.detail), .text(entry.action),
          .tasks(entry.tasks),
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

  private static func unprovedTable(_ unproved: [UnprovedVariance]) -> ReportTable {
    ReportTable(
      name: "unproved", title: "Not proved",
      columns: [
        ReportTable.Column("kind", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("first_day", .time),
        ReportTable.Column("last_day", .time), ReportTable.Column("variance", .money),
        ReportTable.Column("reason", .text), ReportTable.Column("settle", .text),
      ],
      rows: unproved.map { part in
        [
          .word(part.gap.kind.rawValue), .text(part.sku), .count(part.tasks), day(part.firstDay),
          day(part.lastDay), .money(part.variance), .text(part.gap.reason),
          part.confirmation.map { .text($0.command) } ?? .none,
        ]
      },
      total: [
        .text("total"), .none, .count(unproved.reduce(0) { $0 + $1.tasks }), .none, .none,
        .money(unproved.reduce(.zero) { $0 + $1.variance }), .none, .none,
      ])
  }

  private static func settlement(
    _ unproved: [UnprovedVariance], of variance: Points
  ) -> [String] {
    guard !unproved.isEmpty else { return [] }
    let amount = unproved.reduce(Points.zero) { $0 + $1.variance }
    let tasks = unproved.reduce(0) { $0 + $1.tasks }
    var seen: Set<String> = []
    let commands = unproved.compactMap(\.confirmation?.command)
      .filter { seen.insert($0).inserted }
    let hasOthers = unproved.contains { $0.confirmation == nil }
    return [
      "\(amount.usdText) of \(variance.usdText) USD variance (\(tasks) "
        + "\(tasks == 1 ? "task" : "tasks")) is not proved, and is left out of claims"
    ]
      + (commands.isEmpty
        ? []
        : ["to accept a price, add it to your rate card; its tasks match at the next reconcile:"])
      + commands.map { "  \($0)" }
      + (hasOthers
        ? [
          "\(commands.isEmpty ? "ask" : "for the rest, ask") the provider which price applied; a rate "
            + "with its published start (from) in your card proves it"
        ] : [])
  }

  private static func day(_ day: CalendarDay?) -> Cell {
    day.map { .text($0.description) } ?? .none
  }

  private static func money(_ points: Points?) -> Cell { points.map { .money($0) } ?? .none }
}
