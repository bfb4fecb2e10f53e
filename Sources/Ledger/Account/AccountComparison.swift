import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Compares the tasks with the account's side: the history and the balance snapshots.
///
/// Only changes are examined: tasks of changed days, and new entries and snapshots. Everything
/// happens in the caller's transaction.
struct AccountComparison {
  let calendar: AccountingCalendar
  let pricer: Pricer
  let asOf: Instant

  func run(in database: Database) throws {
    let known = try Row.fetchOne(database, sql: Query.accountSideIsKnown.sql)
    let hasHistory: Bool = known?["has_history"] ?? false
    let hasSnapshots: Bool = known?["has_snapshots"] ?? false
    // Changed days are kept until there is something to compare them with.
    guard hasHistory || hasSnapshots else { return }
    if hasHistory { try compareHistory(in: database) }
    if hasSnapshots { try WalletBooks(calendar: calendar).update(in: database) }
    try database.execute(sql: Query.staleDaysClear.sql)
  }

  private func compareHistory(in database: Database) throws {
    try HistoryLink.linkAll(calendar: calendar, in: database)
    let span = try HistorySpan(in: database)
    let areSeveral = try AccountNames(in: database).areSeveral
    try markDays(newIn: span, in: database)
    if areSeveral { try markDays(newInSpansOfAccounts: span, in: database) }
    if try StaleDays.exist(in: database) {
      try database.execute(sql: Query.staleTasksOfDays.sql)
    }
    try EntryComparison.compareAll(in: database)
    try EntryComparison.markStoredDays(in: database)
    try database.execute(sql: Query.entriesFindTasks.sql)
    try AccountAttribution.prepare(in: database)
    try applyHistory(in: database)
    try AccountAttribution.run(calendar: calendar, pricer: pricer, asOf: asOf, in: database)
    try database.execute(sql: Query.differencesDelete.sql)
    try database.execute(
      sql: Query.differencesInsert.sql,
      arguments: [
        "first": span.first?.nanoseconds, "last": span.last?.nanoseconds, "are_several": areSeveral,
      ])
    try database.execute(sql: Query.staleTagDaysOfTasks.sql)
    try database.execute(sql: Query.staleTasksClear.sql)
    let due = asOf.adding(seconds: -HistoryDelay.hours * 3600)
    try LedgerStore.put("history_due_before", String(due.nanoseconds), in: database)
    try LedgerStore.put("history_span", span.text, in: database)
  }

  /// Brings the tasks that are compared to what the history says of them: all of the history, if its
  /// unit has changed, and all that only it knows, if it was not applied under the ledger's card.
  private func applyHistory(in database: Database) throws {
    let unit = try HistoryUnit(in: database)
    let applied = try LedgerStore.setting(HistoryUnit.appliedSetting, in: database)
    let perUnit = try HistoryUnit.storedPointsPerUnit(in: database)
    let hasOtherUnit =
      try LedgerStore.setting(HistoryUnit.setting, in: database) != unit.name
      || perUnit != unit.pointsPerUnit ?? .one
    try LedgerStore.put(HistoryUnit.setting, unit.name, in: database)
    if perUnit != unit.pointsPerUnit ?? .one { try unit.convertEntries(in: database) }
    if hasOtherUnit || applied == nil {
      try database.execute(
        sql: Query.staleTasksOfEntries.sql, arguments: ["has_other_unit": hasOtherUnit])
      try LedgerStore.put(HistoryUnit.appliedSetting, "1", in: database)
    }
    try HistoryApplication.run(
      calendar: calendar, pricer: pricer, asOf: asOf, pointsPerUnit: unit.pointsPerUnit,
      in: database)
  }

  /// The same of the history of each account, if any of them covers more or fewer days than before.
  private func markDays(newInSpansOfAccounts span: HistorySpan, in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: Query.historySpans.sql)
    let spans: String = rows.map { (row: Row) -> String in
      let times = ["first", "last"].map { (row[$0] as Int64?).map(String.init) ?? "" }
      return "\(row["account"] as String) \(times.joined(separator: " "))"
    }.joined(separator: "\n")
    let setting = "history_spans"
    guard try LedgerStore.setting(setting, in: database) != spans else { return }
    try LedgerStore.put(setting, spans, in: database)
    guard let first = span.first, let last = span.last else { return }
    try database.execute(
      sql: Query.staleDaysBetween.sql,
      arguments: ["first": calendar.day(of: first).number, "last": calendar.day(of: last).number])
  }

  /// A history that covers more days than before may lack tasks of these days, even if the tasks
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

/// The days whose tasks have changed since they were last compared, and since their tags were last
/// counted.
enum StaleDays {
  static func exist(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: Query.staleDaysExist.sql) ?? false
  }

  static func insert(_ days: Set<Int64>, in database: Database) throws {
    let statement = try RawStatement(Query.staleDayInsert.sql, in: database)
    for day in days.sorted() { try statement.run(day) }
    try StaleTagDays.insert(days, in: database)
  }
}

/// The time span of the history, from the creation of its first task to that of its last.
struct HistorySpan: Equatable {
  let first: Instant?
  let last: Instant?

  init(in database: Database) throws {
    self.init(try Row.fetchOne(database, sql: Query.historySpan.sql).map { [$0] } ?? [])
  }

  /// The span of some accounts.
  init(of accounts: [String], in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: Query.historySpans.sql)
    self.init(rows.filter { accounts.contains($0["account"]) })
  }

  private init(_ rows: [Row]) {
    let moments = { (name: String) in
      rows.compactMap { $0[name] as Int64? }.map { Instant(nanoseconds: $0) }
    }
    (first, last) = (moments("first").min(), moments("last").max())
  }

  /// Reads what ``text`` wrote.
  init(text: String) {
    let numbers = text.split(separator: " ").compactMap { Int64($0) }
    first = numbers.first.map { Instant(nanoseconds: $0) }
    last = numbers.count == 2 ? Instant(nanoseconds: numbers[1]) : nil
  }

  var text: String {
    [first, last].compactMap(\.self).map { String($0.nanoseconds) }.joined(separator: " ")
  }
}
