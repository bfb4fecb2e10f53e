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

extension HistoryUnit {
  static let setting = "history_unit"

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

/// Looks for the tasks that new history entries name.
///
/// An entry says when its task was created, which is almost always the day under which the ledger
/// keeps it; the id filter shows immediately if it has none.
struct EntryComparison {
  /// The number of entries in memory at a time.
  private static let batchLimit = 4096
  private static let known = 1
  private static let alone = 2

  private let tasks: TaskTable
  private let filter: IDFilter

  private init(in database: Database) throws {
    tasks = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    filter = try IDFilterTable.read(in: database)
  }

  /// Compares all entries that have not been compared, and marks their tasks.
  static func compareAll(in database: Database) throws {
    var rows = try batch(in: database)
    guard !rows.isEmpty else { return }
    let comparison = try EntryComparison(in: database)
    while !rows.isEmpty {
      for row in rows { try comparison.compare(row, in: database) }
      rows = try batch(in: database)
    }
  }

  private static func batch(in database: Database) throws -> [Row] {
    try Row.fetchAll(
      database.cachedStatement(sql: Query.entriesToCompare.sql),
      arguments: ["limit": batchLimit])
  }

  private func compare(_ row: Row, in database: Database) throws {
    let day = try taskDay(of: row, in: database)
    try database.cachedStatement(sql: Query.entryCompare.sql).execute(arguments: [
      "account": row["account"] as String, "entry_id": row["entry_id"] as String,
      "comparison": day == nil ? EntryComparison.alone : EntryComparison.known, "task_day": day,
    ])
    guard let day else { return }
    try database.cachedStatement(sql: Query.staleTaskInsert.sql).execute(arguments: [
      "day": day, "id_high": row["id_high"] as Int64?, "id_low": row["id_low"] as Int64?,
    ])
  }

  private func taskDay(of row: Row, in database: Database) throws -> Int64? {
    guard let taskID = (row["task_id"] as String?).map({ TaskID($0) }),
      let days = filter.days(of: taskID.high, taskID.low)
    else { return nil }
    return try tasks.row(taskID, likelyDay: row["day"], within: days, in: database)?.day
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
    let row = try Row.fetchOne(database, sql: Query.historySpan.sql)
    first = (row?["first"] as Int64?).map { Instant(nanoseconds: $0) }
    last = (row?["last"] as Int64?).map { Instant(nanoseconds: $0) }
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
