import Domain
package import Reconciliation

/// What is drawn beside a cost report: bars where its rows are days or months, else how each row went
/// day by day.
package enum CostGraph {
  /// - Parameters:
  ///   - table: the report, whose rows begin with the values of the dimensions.
  ///   - dimensions: what it groups by.
  ///   - rows: the reconciled rows that it is of.
  /// - Returns: what is drawn beside each of its rows.
  package static func graph(
    beside table: ReportTable, by dimensions: [Dimension], rows: [LedgerLine]
  ) -> TerminalGraph {
    let groups = Dictionary(grouping: rows) { row in
      dimensions.map { Cell.text($0.value(of: row)) }
    }
    let lines = table.rows.map { groups[Array($0.prefix(dimensions.count))] ?? [] }
    guard !dimensions.contains(.day), !dimensions.contains(.month) else {
      return .bars(lines.map { Totals($0).billed })
    }
    let days = rows.compactMap(\.day)
    guard let first = days.min(), let last = days.max() else { return .courses([]) }
    return .courses(
      lines.map { line in
        DailyBilled(line, firstDay: first, days: last.number - first.number + 1).amounts
      })
  }
}
