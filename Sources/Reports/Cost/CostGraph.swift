package import Domain
package import Reconciliation

/// What is drawn beside a cost report: bars where its rows are days or months, else how each row went
/// day by day.
package enum CostGraph: Hashable, Sendable {
  /// A bar for each row, all on one scale.
  case bars([Points])
  /// How each row's amounts went, on a scale of its own; days of one row are as many as of another.
  case courses([[Points]])

  /// - Parameters:
  ///   - table: the report, whose rows begin with the values of the dimensions.
  ///   - dimensions: what it groups by.
  ///   - rows: the reconciled rows that it is of.
  package init(
    beside table: ReportTable, by dimensions: [Dimension], rows: [ReconciledRow]
  ) {
    let groups = Dictionary(grouping: rows) { row in
      dimensions.map { Cell.text($0.value(of: row)) }
    }
    let lines = table.rows.map { groups[Array($0.prefix(dimensions.count))] ?? [] }
    guard !dimensions.contains(.day), !dimensions.contains(.month) else {
      self = .bars(lines.map { Totals($0).billed })
      return
    }
    let days = rows.compactMap(\.day)
    guard let first = days.min(), let last = days.max() else {
      self = .courses([])
      return
    }
    self = .courses(
      lines.map { line in
        DailyBilled(line, firstDay: first, days: last.number - first.number + 1).amounts
      })
  }
}
