package import Billing
package import Reconciliation

/// Cost by one or more dimensions: what was billed, what was expected, and the variance.
///
/// In every row and in the total `billed = expected + variance + unchecked`.
package enum CostReport {
  private static let amounts: [ReportTable.Column] = [
    ReportTable.Column("tasks", .count),
    ReportTable.Column("checked_tasks", heading: "checked", .count, isDetail: true),
    ReportTable.Column("open_tasks", heading: "open", .count, isDetail: true),
    ReportTable.Column("billed", .money),
    ReportTable.Column("expected", .money),
    ReportTable.Column("variance", .money),
    ReportTable.Column("unchecked", .money),
    ReportTable.Column("unsettled", .money, isDetail: true),
    ReportTable.Column("commitment", .money, isDetail: true),
  ]

  /// The report over rows, in the order of its keys.
  package static func report(
    _ name: String, title: String, by dimensions: [Dimension], rows: [ReconciledRow],
    period: ReportPeriod, undatedTasks: Int
  ) -> Report {
    var groups: [[String]: Totals] = [:]
    for row in rows {
      groups[dimensions.map { $0.value(of: row) }, default: Totals()].add(row)
    }
    let keys = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let total = Totals(rows)
    let lines = keys.map { key in
      key.map { Cell.text($0) } + cells(groups[key] ?? Totals())
    }
    let keyColumns = dimensions.map { ReportTable.Column($0.name, .text) }
    let totalKey: [Cell] = dimensions.indices.map { $0 == 0 ? .text("total") : .none }
    return Report(
      table: ReportTable(
        name: name, title: title, columns: keyColumns + amounts, rows: lines,
        total: totalKey + cells(total)),
      coverage: Coverage(total, undatedTasks: undatedTasks), period: period)
  }

  private static func cells(_ totals: Totals) -> [Cell] {
    [
      .count(totals.tasks), .count(totals.coveredTasks), .count(totals.openTasks),
      .money(totals.billed), .money(totals.expected), .money(totals.variance),
      .money(totals.unchecked), .money(totals.unsettled), .money(totals.commitment),
    ]
  }
}
