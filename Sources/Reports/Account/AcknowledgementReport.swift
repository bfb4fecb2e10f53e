import Domain
package import Reconciliation

/// What is acknowledged, as tables.
package enum AcknowledgementReport {
  /// All acknowledgements, with what has become of them.
  package static func list(_ acknowledgements: Acknowledgements) -> ReportTable {
    let ids = FindingIDs(acknowledgements.entries.map(\.acknowledgement.key))
    return ReportTable(
      name: "acknowledgements", title: "Acknowledgements",
      columns: [
        ReportTable.Column("id", .text), ReportTable.Column("state", .text),
        ReportTable.Column("kind", .text), ReportTable.Column("sku", .text),
        ReportTable.Column("day", .time), ReportTable.Column("tasks", .count),
        ReportTable.Column("amount", .money), ReportTable.Column("tasks_now", .count),
        ReportTable.Column("amount_now", heading: "now USD", .money),
        ReportTable.Column("since", .time), ReportTable.Column("until", .time),
        ReportTable.Column("reason", .text), ReportTable.Column("about", .text),
      ],
      rows: acknowledgements.entries.map { entry in
        let given = entry.acknowledgement
        return [
          .text(ids[given.key]), .word(entry.state.rawValue), .word(given.key.kind),
          .text(given.key.sku), day(given.key.day), .count(given.tasks), .money(given.amount),
          entry.now.map { .count($0.tasks) } ?? .none,
          entry.now.map { .money($0.amount) } ?? .none, .text(given.givenAt.description),
          day(given.until), .text(given.reason), .text(given.key.detail),
        ]
      })
  }

  /// The acknowledged findings of a reconciliation.
  static func table(_ findings: [AcknowledgedFinding], ids: FindingIDs) -> ReportTable {
    ReportTable(
      name: "acknowledged", title: "Acknowledged",
      columns: [
        ReportTable.Column("id", .text), ReportTable.Column("kind", .text),
        ReportTable.Column("sku", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("amount", .money), ReportTable.Column("detail", .text),
        ReportTable.Column("until", .time), ReportTable.Column("reason", .text),
        ReportTable.Column("task_ids", heading: "task ids", .tasks),
      ],
      rows: findings.map { acknowledged in
        let finding = acknowledged.finding
        return [
          .text(ids[finding.key]), .word(finding.kind), .text(finding.sku),
          .count(finding.tasks), .money(finding.amount), .text(finding.detail),
          day(acknowledged.acknowledgement.until), .text(acknowledged.acknowledgement.reason),
          .tasks(TaskList(finding, id: ids[finding.key])),
        ]
      })
  }

  private static func day(_ day: CalendarDay?) -> Cell {
    day.map { .text($0.description) } ?? .none
  }
}
