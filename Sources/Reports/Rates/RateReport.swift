import Domain
package import RateCards

/// Tables of a rate card: its prices, and its differences from another card.
package enum RateReport {
  private static let columns: [ReportTable.Column] = [
    ReportTable.Column("family", .text), ReportTable.Column("sku", .text),
    ReportTable.Column("measure", .text, isDetail: true),
    ReportTable.Column("usd", heading: "USD", .number),
    ReportTable.Column("per", .text), ReportTable.Column("from", .time),
    ReportTable.Column("until", .time), ReportTable.Column("seen", .text),
    ReportTable.Column("certainty", .text, isDetail: true),
    ReportTable.Column("checked", .time, isDetail: true),
    ReportTable.Column("source", .text), ReportTable.Column("note", .text),
    ReportTable.Column("card", .text), ReportTable.Column("place", .text),
  ]

  /// The prices as a table, in the card's order.
  package static func prices(_ lines: [RateLine], name: String, title: String) -> ReportTable {
    ReportTable(name: name, title: title, columns: columns, rows: lines.map(row))
  }

  /// Evidence columns, which only the other formats include, since a terminal has no room for them.
  private static let evidenceColumns: Set<String> = [
    "family", "seen", "source", "note", "card", "place",
  ]

  /// The table for people, without columns that are empty in every row.
  ///
  /// In a terminal, a long price list is shown without the evidence too.
  package static func readable(_ table: ReportTable, isBrief: Bool = false) -> ReportTable {
    let kept = table.columns.indices.filter { index in
      !(isBrief && evidenceColumns.contains(table.columns[index].name))
        && table.rows.contains { $0[index] != .none && $0[index] != .text("") }
    }
    let pick = { (row: [Cell]) in kept.map { row[$0] } }
    return ReportTable(
      name: table.name, title: table.title, columns: kept.map { table.columns[$0] },
      rows: table.rows.map(pick), total: table.total.map(pick))
  }

  private static func row(_ line: RateLine) -> [Cell] {
    let evidence = line.evidence
    let seen = [evidence.firstSeen, evidence.lastSeen].compactMap { $0?.description }
    return [
      .text(line.family), .text(line.sku), text(line.measure), .text(line.usd.description),
      .text(line.lot), text(line.period.from?.dayOrMomentText),
      text(line.period.until?.dayOrMomentText),
      text(Set(seen).sorted().joined(separator: " to ")),
      .text(evidence.certainty.rawValue + (line.isUnconfirmed ? ", unconfirmed" : "")),
      text(evidence.checked?.description), text(evidence.source), text(line.note),
      .text(line.place.card), .text(line.place.description),
    ]
  }

  private static func text(_ text: String?) -> Cell {
    guard let text, !text.isEmpty else { return .none }
    return .text(text)
  }

  package static let differenceColumns: [ReportTable.Column] = [
    ReportTable.Column("sku", .text), ReportTable.Column("measure", .text),
    ReportTable.Column("per", .text), ReportTable.Column("from", .time),
    ReportTable.Column("until", .time),
    ReportTable.Column("before_usd", heading: "before USD", .number),
    ReportTable.Column("after_usd", heading: "after USD", .number),
    ReportTable.Column("change_percent", heading: "change %", .number),
  ]

  /// What another card changes, by SKU and time.
  package static func differences(_ comparison: CardComparison) -> ReportTable {
    ReportTable(
      name: "diff", title: "Prices that differ",
      columns: differenceColumns,
      rows: comparison.differences.map { difference in
        [
          .text(difference.sku), text(difference.measure), .text(difference.lot),
          text(difference.period.from?.dayOrMomentText),
          text(difference.period.until?.dayOrMomentText),
          text(difference.before?.description), text(difference.after?.description),
          text(difference.change?.signedText),
        ]
      })
  }
}
