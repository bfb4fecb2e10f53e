import Billing
package import Reconciliation

/// What is drawn beside a cost report: bars where its rows are days or months, else how each row went
/// day by day.
package enum CostGraph {
  /// The graph for the rows of ``CostReport``, which stand in the order of their keys.
  package static func graph(
    of rows: [ReconciledRow], by dimensions: [Dimension]
  ) -> TerminalGraph {
    let groups = Dictionary(grouping: rows) { row in dimensions.map { $0.value(of: row) } }
    let keys = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    guard !dimensions.contains(.day), !dimensions.contains(.month) else {
      return .bars(keys.map { Totals(groups[$0] ?? []).billed })
    }
    let days = rows.compactMap(\.day)
    guard let first = days.min(), let last = days.max() else { return .courses([]) }
    return .courses(
      keys.map { key in
        DailyBilled(groups[key] ?? [], firstDay: first, days: last.number - first.number + 1)
          .amounts
      })
  }
}
