package import Billing
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
    let today = calendar.day(of: asOf)
    return try database.read { database in
      let lastDay = try LedgerStore.lastKnownDay(
        rows.lazy.compactMap { $0.adjustedDay ?? $0.day }, today: today, calendar: calendar,
        in: database)
      return SpendHistory(
        rows, lastKnownDay: lastDay,
        keyDays: division == .keys
          ? try LedgerStore.keyDays(through: lastDay, calendar: calendar, in: database) : nil)
    }
  }

  /// The days from the first task of the account history through the last.
  private static func keyDays(
    through lastDay: CalendarDay?, calendar: AccountingCalendar, in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    let span = try HistorySpan(in: database)
    guard let lastDay, let first = span.first.map(calendar.day), let last = span.last
    else { return nil }
    let end = min(calendar.day(of: last), lastDay)
    return first <= end ? first...end : nil
  }

  /// A quiet spell of up to a week before the last import is taken for days without tasks; a
  /// longer one for data that was not imported.
  private static let longestQuiet = 7

  private static func lastKnownDay(
    _ days: some Sequence<CalendarDay>, today: CalendarDay, calendar: AccountingCalendar,
    in database: Database
  ) throws -> CalendarDay? {
    // The day of the import itself is not over when it runs.
    let row = try Row.fetchOne(database, sql: Query.lastImport.sql)
    let imported = (row?["imported_at"] as Int64?).map {
      calendar.day(of: Instant(nanoseconds: $0)) + -1
    }
    let limit = min(today + -1, imported ?? today + -1)
    guard let lastTasks = days.filter({ $0 <= limit }).max() else { return nil }
    return limit.number - lastTasks.number <= longestQuiet ? limit : lastTasks
  }

  /// What each API key spent per day by the account history, also where no response tells of a
  /// task; nil until its unit is proved.
  package func keySpendHistory(asOf: Instant) throws -> SpendHistory? {
    let today = calendar.day(of: asOf)
    return try database.read { database in
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
      let lastDay = try LedgerStore.lastKnownDay(
        lines.lazy.map(\.day), today: today, calendar: calendar, in: database)
      return SpendHistory(charges: charges, lines: lines, lastKnownDay: lastDay)
    }
  }
}
