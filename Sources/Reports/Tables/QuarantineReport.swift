package import Reconciliation

/// The records that could not be read, as a table.
package enum QuarantineReport {
  package static func table(_ rows: [QuarantinedRecords]) -> ReportTable {
    ReportTable(
      name: "quarantine", title: "Records that could not be read",
      columns: [
        ReportTable.Column("id", .number), ReportTable.Column("source", .text),
        ReportTable.Column("line", .number), ReportTable.Column("byte", .number, isDetail: true),
        ReportTable.Column("records", .count), ReportTable.Column("dismissed", .count),
        ReportTable.Column("reason", .text), ReportTable.Column("kept", .text),
        ReportTable.Column("sha256", .text, isDetail: true),
      ],
      rows: rows.map { row in
        [
          .text(String(row.id)), .text(row.source), .text(String(row.line)),
          .text(String(row.byteOffset)),
          .count(row.records), .count(row.dismissed), .text(row.message), .text(row.skeleton),
          .text(row.sha256),
        ]
      })
  }
}
