package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// What the unit of the history turned out to be; nil where the ledger holds no history.
  package func historyUnit() throws -> HistoryUnit? {
    try database.read { database in
      let known = try Row.fetchOne(database, sql: Query.accountSideIsKnown.sql)
      guard known?["has_history"] ?? false else { return nil }
      return try HistoryUnit(in: database)
    }
  }

  /// Where history and responses differ in a period, as of the last import or reconcile.
  package func historyFindings(in period: ReportPeriod) throws -> [HistoryFinding] {
    try database.read { database in
      let isPoint = try HistoryUnit.isPoint(in: database)
      let usages = try LedgerStore.unloggedUsage(in: database)
      let rows = try Row.fetchAll(
        database, sql: Query.historyFindings.sql,
        arguments: [
          "since": period.since?.description, "until": period.until?.description,
        ])
      return rows.compactMap { row in
        guard let kind = HistoryFindingKind(rawValue: row["kind"]) else { return nil }
        let key = UsageKey(
          apiKeyID: row["api_key_id"], day: row["first_day"],
          otherUnitType: row["other_unit_type"])
        let model: String? = row["model"]
        return HistoryFinding(
          kind: kind, apiKeyID: row["api_key_id"], sku: row["sku"] ?? model ?? "",
          tasks: row["tasks"], firstDay: (row["first_day"] as String?).flatMap { CalendarDay($0) },
          lastDay: (row["last_day"] as String?).flatMap { CalendarDay($0) },
          billed: points(row["billed_points"]), booked: points(row["booked_points"]),
          price: points(row["price_points"]),
          usage: kind == .onlyInHistory && (!isPoint || key.otherUnitType != nil)
            ? usages[key] : nil,
          otherUnitType: key.otherUnitType)
      }
    }
  }

  private func points(_ count: Int64?) -> Points? { count.map { Points($0) } }

  private struct UsageKey: Hashable {
    let apiKeyID: String?
    let day: String?
    /// Nil for points.
    let otherUnitType: String?
  }

  /// The usage of entries that only the history has, in its own unit.
  private static func unloggedUsage(in database: Database) throws -> [UsageKey: Ratio] {
    var sums: [UsageKey: Ratio] = [:]
    for row in try Row.fetchAll(database, sql: Query.unloggedUsage.sql) {
      guard let usage = (row["usage"] as String?).flatMap({ ExactDecimal($0) }) else { continue }
      let key = UsageKey(
        apiKeyID: row["api_key_id"], day: row["day"], otherUnitType: row["other_unit_type"])
      let count: Int64 = row["entries"]
      sums[key] = try (sums[key] ?? .zero).plus(usage.ratio.times(Ratio(count)))
    }
    return sums
  }
}

extension LedgerStore {
  /// What each API key spent in a period, by its id.
  package func keySpend(in period: ReportPeriod) throws -> [KeySpend] {
    try database.read { database in
      var spends: [KeySpend] = []
      let rows = try Row.fetchAll(
        database, sql: Query.historyByKey.sql,
        arguments: ["since": period.since?.number, "until": period.until?.number])
      for row in rows {
        let apiKeyID: String? = row["api_key_id"]
        if spends.last.map({ $0.apiKeyID != apiKeyID }) ?? true {
          spends.append(KeySpend(apiKeyID: apiKeyID))
        }
        try spends[spends.count - 1].add(
          entries: row["entries"], isAlone: row["is_alone"],
          isInOtherUnit: row["is_other_unit"] ?? false,
          usage: (row["usage"] as String?).flatMap { ExactDecimal($0) },
          billed: Points(row["billed_points"]), expected: Points(row["expected_points"]))
      }
      return spends
    }
  }
}
