package import Budgets
package import Domain
package import Reconciliation

/// Cost by one or more dimensions: what was billed, what was expected, and the variance.
///
/// In every row and in the total `billed = expected + variance + unchecked`.
package enum CostReport {
  fileprivate static let fixedChargesName = "fixed_charges"

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
  ///
  /// Fixed charges have a column of their own where all groups are days or months; they belong to no
  /// task, and so to no group of tasks.
  package static func report(
    _ name: String, title: String, by dimensions: [Dimension], rows: [LedgerLine],
    period: ReportPeriod, undatedTasks: Int, payments: [DatedCharge] = []
  ) -> Report {
    var groups = groups(of: rows, by: dimensions)
    let fixed = fixedCharges(payments, by: dimensions)
    for key in fixed.keys where groups[key] == nil { groups[key] = Totals() }
    let keys = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let total = Totals(rows)
    let lines = keys.map { key in
      key.map { Cell.text($0) } + cells(groups[key] ?? Totals())
        + (fixed.isEmpty ? [] : [.money(fixed[key] ?? .zero)])
    }
    let sum: [Cell] = fixed.isEmpty ? [] : [.money(FixedChargeReport.sum(payments))]
    let keyColumns = dimensions.map { ReportTable.Column($0.name, .text) }
    let totalKey: [Cell] = dimensions.indices.map { $0 == 0 ? .text("total") : .none }
    return Report(
      table: ReportTable(
        name: name, title: title,
        columns: keyColumns + amounts
          + (fixed.isEmpty ? [] : [ReportTable.Column(fixedChargesName, .money)]),
        rows: lines, total: totalKey + cells(total) + sum),
      coverage: Coverage(total, undatedTasks: undatedTasks), period: period)
  }

  /// The totals of rows that agree in the dimensions.
  ///
  /// Rows come by day, and neighbours often belong together: their key is made and looked up once.
  private static func groups(
    of rows: [LedgerLine], by dimensions: [Dimension]
  ) -> [[String]: Totals] {
    var groups: [[String]: Totals] = [:]
    var values = dimensions.map { DimensionValues($0) }
    var (latest, totals): ([String]?, Totals) = (nil, Totals())
    for row in rows {
      let key = values.indices.map { values[$0].value(of: row) }
      if key != latest {
        if let latest { groups[latest, default: Totals()] += totals }
        (latest, totals) = (key, Totals())
      }
      totals.add(row)
    }
    if let latest { groups[latest, default: Totals()] += totals }
    return groups
  }

  /// The sums of fixed charges by the keys of their groups; none where groups are not of time alone.
  private static func fixedCharges(
    _ payments: [DatedCharge], by dimensions: [Dimension]
  ) -> [[String]: Points] {
    guard dimensions.allSatisfy({ $0 == .day || $0 == .month }) else { return [:] }
    var sums: [[String]: Points] = [:]
    for payment in payments {
      let key = dimensions.map {
        $0 == .day ? payment.day.description : payment.day.month.description
      }
      sums[key, default: .zero] += payment.amount
    }
    return sums
  }

  private static func cells(_ totals: Totals) -> [Cell] {
    [
      .count(totals.tasks), .count(totals.coveredTasks), .count(totals.openTasks),
      .money(totals.billed), .money(totals.expected), .money(totals.variance),
      .money(totals.unchecked), .money(totals.unsettled), .money(totals.commitment),
    ]
  }
}

extension ReportTable {
  /// Whether a column tells the fixed charges.
  package var hasFixedCharges: Bool {
    columns.contains { $0.name == CostReport.fixedChargesName }
  }
}
