package import Ledger

/// The records that could not be read, as a table.
package enum QuarantineReport {
  package static func table(_ rows: [QuarantinedRecords]) -> ReportTable {
    ReportTable(
      name: "quarantine", title: "Records that could not be read",
      columns: [
        ReportTable.Column("id", .count), ReportTable.Column("source", .text),
        ReportTable.Column("line", .count), ReportTable.Column("byte", .count),
        ReportTable.Column("records", .count), ReportTable.Column("dismissed", .count),
        ReportTable.Column("reason", .text), ReportTable.Column("kept", .text),
        ReportTable.Column("sha256", .text),
      ],
      rows: rows.map { row in
        [
          .count(Int(row.id)), .text(row.source), .count(row.line), .count(row.byteOffset),
          .count(row.records), .count(row.dismissed), .text(row.message), .text(row.skeleton),
          .text(row.sha256),
        ]
      })
  }
}
