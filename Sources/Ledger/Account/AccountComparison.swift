import Domain
import GRDB
import Queries
import Reconciliation

/// Compares the tasks with the account's side, the history and the balance snapshots.
///
/// Only what has changed is looked at: tasks of days that have changed, and new entries and
/// snapshots. Everything happens in the transaction of its caller.
struct AccountComparison {
  let calendar: AccountingCalendar
  let asOf: Instant

  func run(in database: Database) throws {
    let known = try Row.fetchOne(database, sql: Query.accountSideIsKnown.sql)
    let hasHistory: Bool = known?["has_history"] ?? false
    let hasSnapshots: Bool = known?["has_snapshots"] ?? false
    // Changed days wait until there is something to compare them with.
    guard hasHistory || hasSnapshots else { return }
    if hasHistory { try compareHistory(in: database) }
    if hasSnapshots { try WalletBooks(calendar: calendar).update(in: database) }
    try database.execute(sql: Query.staleDaysClear.sql)
  }

  private func compareHistory(in database: Database) throws {
    try HistoryLink.linkAll(calendar: calendar, in: database)
    let span = try HistorySpan(in: database)
    try markDays(newIn: span, in: database)
    if try StaleDays.exist(in: database) {
      try database.execute(sql: Query.staleTasksOfDays.sql)
    }
    try EntryComparison.compareAll(in: database)
    try database.execute(sql: Query.entriesFindTasks.sql)
    try database.execute(sql: Query.differencesDelete.sql)
    try database.execute(
      sql: Query.differencesInsert.sql,
      arguments: ["first": span.first?.nanoseconds, "last": span.last?.nanoseconds])
    try database.execute(sql: Query.staleTagDaysOfTasks.sql)
    try database.execute(sql: Query.staleTasksClear.sql)
    let unit = try HistoryUnit(in: database)
    let due = asOf.adding(seconds: -HistoryDelay.hours * 3600)
    try LedgerStore.put(HistoryUnit.setting, unit.name, in: database)
    try LedgerStore.put("history_due_before", String(due.nanoseconds), in: database)
    try LedgerStore.put("history_span", span.text, in: database)
  }

  /// A history that covers more days than before may lack tasks of these days, although the tasks
  /// have not changed.
  private func markDays(newIn span: HistorySpan, in database: Database) throws {
    guard let first = span.first, let last = span.last else { return }
    let before = HistorySpan(text: try LedgerStore.setting("history_span", in: database) ?? "")
    guard span != before else { return }
    let days = { (from: Instant, until: Instant) in
      try database.execute(
        sql: Query.staleDaysBetween.sql,
        arguments: ["first": calendar.day(of: from).number, "last": calendar.day(of: until).number])
    }
    guard let firstBefore = before.first, let lastBefore = before.last else {
      return try days(first, last)
    }
    if first != firstBefore { try days(min(first, firstBefore), max(first, firstBefore)) }
    if last != lastBefore { try days(min(last, lastBefore), max(last, lastBefore)) }
  }
}

extension HistoryUnit {
  fileprivate static let setting = "history_unit"

  /// Whether the last comparison found the usage of the history to be in points.
  static func isPoint(in database: Database) throws -> Bool {
    try LedgerStore.setting(setting, in: database) == pointName
  }

  init(in database: Database) throws {
    let rows = try Row.fetchAll(
      database, sql: Query.historyUnitSample.sql,
      arguments: ["limit": HistoryUnit.sampleLimit])
    self.init(
      rows.compactMap { row in
        ExactDecimal(row["usage"] as String).map {
          Pair(usage: $0, billed: Points(row["consume_points"]), tasks: row["tasks"])
        }
      })
  }
}
