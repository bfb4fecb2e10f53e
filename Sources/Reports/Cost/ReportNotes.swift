package import Domain
package import Reconciliation

/// The notes below a report's coverage.
///
/// They say whether tasks still arrive, which card priced the report, which of its months are
/// closed, and what was found later about closed months.
package enum ReportNotes {
  package static func notes(
    _ rows: [LedgerLine], period: ReportPeriod, basis: ReportBasis
  ) -> [String] {
    var notes =
      arrivals(basis, in: period) + [basis.uncountedSentence].compactMap(\.self)
    if let card = basis.card {
      notes.append("priced with the rate card \(card.name), fingerprint \(card.fingerprint)")
    }
    for month in basis.closedMonths
    where period.overlaps(month.month.firstDay...month.month.lastDay) {
      notes.append(
        "\(month.month) was closed \(month.closedAt), priced with \(month.cardName), "
          + "fingerprint \(month.cardFingerprint)")
    }
    return notes + adjustmentNotes(rows)
  }

  /// Notes that no task has arrived for too long, now or on earlier days, if that affects the period.
  package static func arrivals(_ basis: ReportBasis, in period: ReportPeriod) -> [String] {
    basis.staleFeeds.filter { $0.concerns(period) }.map(\.sentence)
      + basis.gapSentences(in: period)
  }

  /// One line per closed month whose tasks turned out to have changed.
  private static func adjustmentNotes(_ rows: [LedgerLine]) -> [String] {
    let adjusted = rows.filter { $0.adjustedDay != nil }
    let months = Dictionary(grouping: adjusted) { $0.adjustedDay?.month.description ?? "" }
    return months.sorted { $0.key < $1.key }.compactMap { month, rows in
      let totals = Totals(rows)
      let tasks = joinedTasks(rows).reduce(0) { $0 + max(0, $1) }
      // If only tags changed, there is nothing to note.
      guard tasks > 0 || totals.tasks != 0 else { return nil }
      return "adjustments to the closed month \(month), found later: \(tasks) "
        + "\(tasks == 1 ? "task" : "tasks"), billed \(signed(totals.billed)) USD, "
        + "expected \(signed(totals.expected)) USD, variance \(signed(totals.variance)) USD"
    }
  }

  /// The task counts of rows, summed over those that differ only in their tags.
  private static func joinedTasks(_ rows: [LedgerLine]) -> [Int] {
    var tasks: [LedgerLine: Int] = [:]
    for row in rows {
      var key = row
      (key.tags, key.cash, key.tasks) = (.none, nil, 0)
      tasks[key, default: 0] += row.tasks
    }
    return Array(tasks.values)
  }

  private static func signed(_ points: Points) -> String {
    (points > .zero ? "+" : "") + points.usdText
  }
}
