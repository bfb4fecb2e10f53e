package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The spend of all days, from the rows of all reports; what they are divided by adds up to the
  /// whole.
  package func spendHistory(
    asOf: Instant, dividedBy division: ReconciledRow.Division = .whole
  ) throws -> SpendHistory {
    let rows = try rows(in: .all, asOf: asOf, dividedBy: division, withRates: true)
    return try database.read { database in
      let known = try LedgerStore.knownDays(asOf: asOf, calendar: calendar, in: database)
      return SpendHistory(
        rows, lastKnownDay: known.days?.upperBound,
        keyDays: division == .keys
          ? try LedgerStore.keyDays(in: known, asOf: asOf, calendar: calendar, in: database)
          : nil)
    }
  }

  /// The known days that the account history covers too.
  private static func keyDays(
    in known: KnownDays, asOf: Instant, calendar: AccountingCalendar, in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    let span = try HistorySpan(in: database)
    guard let lastDay = known.days?.upperBound, let first = span.first.map(calendar.day),
      let last = try lastKnownHistoryDay(
        [span.last.map(calendar.day)].compactMap(\.self), asOf: asOf, calendar: calendar,
        in: database)
    else { return nil }
    let end = min(last, lastDay)
    return first <= end ? first...end : nil
  }

  /// What each API key spent per day by the account history, also where no response tells of a
  /// task; nil until its unit is proved.
  package func keySpendHistory(asOf: Instant) throws -> SpendHistory? {
    try database.read { database in
      guard try LedgerStore.setting("history_unit", in: database) == "point" else { return nil }
      var charges: [SpendHistory.Charge] = []
      var lines: [SpendLine] = []
      for row in try Row.fetchAll(database, sql: Query.spendOfKeys.sql) {
        let key: String? = row["api_key_id"]
        if charges.isEmpty || charges.last?.apiKeyID != key {
          let sku = SKU(model: "", taskType: "", fields: [])
          charges.append(SpendHistory.Charge(sku: sku, price: nil, apiKeyID: key))
        }
        lines.append(
          SpendLine(
            day: CalendarDay(number: row["day"]), charge: charges.count - 1,
            billed: Points(row["points"]), price: nil, tasks: row["entries"],
            isFailure: TaskStatus(row["status"] as String).isWithoutResult))
      }
      let lastDay = try LedgerStore.lastKnownHistoryDay(
        lines.lazy.map(\.day), asOf: asOf, calendar: calendar, in: database)
      return SpendHistory(charges: charges, lines: lines, lastKnownDay: lastDay)
    }
  }
}
