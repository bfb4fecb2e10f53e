import Domain
package import Reconciliation

/// Where usage lines count tasks otherwise than the tasks themselves, as a table.
package enum LineComparisonReport {
  package static func table(_ comparison: LineComparison) -> ReportTable {
    ReportTable(
      name: "differences", title: "Differences",
      columns: [
        ReportTable.Column("day", .time), ReportTable.Column("account", .text),
        ReportTable.Column("sku", .text),
        ReportTable.Column("status", .text), ReportTable.Column("verdict", .text),
        ReportTable.Column("billed", .money), ReportTable.Column("expected", .money),
        ReportTable.Column("tasks", .count),
        ReportTable.Column("tasks_of_lines", heading: "by lines", .count),
      ],
      rows: comparison.differences.map { difference in
        let kind = difference.kind
        return [
          kind.day.map { .text($0.description) } ?? .none, kind.account.map { .text($0) } ?? .none,
          .text(kind.skuName),
          .word(kind.status.name), .word(kind.verdict.name),
          kind.billed.map { .money($0) } ?? .none, kind.price.map { .money($0) } ?? .none,
          .count(difference.tasks), .count(difference.otherTasks),
        ]
      })
  }

  /// Whether both count the same, in a sentence without a full stop.
  package static func sentence(_ comparison: LineComparison) -> String {
    let sample =
      "\(comparison.tasks.groupedText) \(comparison.tasks == 1 ? "task" : "tasks") of "
      + "\(comparison.days.groupedText) \(comparison.days == 1 ? "day" : "days")"
    return comparison.differences.isEmpty
      ? "the lines count all \(sample) as the tasks themselves do"
      : "the lines count some of \(sample) otherwise"
  }
}
