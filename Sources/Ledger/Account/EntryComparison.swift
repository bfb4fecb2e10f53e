import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// Looks for the tasks that new history entries name.
///
/// An entry says when its task was created, which is almost always the day under which the ledger
/// keeps it; the id filter shows immediately if it has none.
struct EntryComparison {
  /// The number of entries in memory at a time.
  private static let batchLimit = 4096
  private static let known = 1
  private static let alone = 2
  private static let deleted = 3
  static let counted = 4

  private let tasks: TaskTable
  private let filter: IDFilter
  private let usageDays: UsageDays

  private init(in database: Database) throws {
    tasks = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    filter = try IDFilterTable.read(in: database)
    usageDays = try UsageDays(in: database)
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

  /// Marks tasks under the days on which they are stored: a row that named one marked it under the
  /// day that the row told.
  static func markStoredDays(in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: Query.staleTasksOfOtherDays.sql)
    guard !rows.isEmpty else { return }
    let comparison = try EntryComparison(in: database)
    for row in rows {
      let (high, low): (Int64, Int64) = (row["id_high"], row["id_low"])
      let id = TaskID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
      guard let days = comparison.filter.days(of: id.high, id.low),
        let task = try comparison.tasks.row(id, likelyDay: nil, within: days, in: database)
      else { continue }
      try database.cachedStatement(sql: Query.staleTaskInsert.sql)
        .execute(arguments: TaskTable.key(id) + ["day": task.day])
    }
  }

  private static func batch(in database: Database) throws -> [Row] {
    try Row.fetchAll(
      database.cachedStatement(sql: Query.entriesToCompare.sql),
      arguments: ["limit": batchLimit])
  }

  private func compare(_ row: Row, in database: Database) throws {
    let day = try taskDay(of: row, in: database)
    let isDeleted = (row["deleted_at"] as Int64?) != nil
    // Which task of a usage line an entry is of cannot be told.
    let isCounted = usageDays.contains(day: row["day"] ?? StoredTask.undated)
    let comparison =
      isDeleted
      ? EntryComparison.deleted
      : day != nil
        ? EntryComparison.known : isCounted ? EntryComparison.counted : EntryComparison.alone
    try database.cachedStatement(sql: Query.entryCompare.sql).execute(arguments: [
      "account": row["account"] as String, "entry_id": row["entry_id"] as String,
      "comparison": comparison, "task_day": isDeleted ? nil : day,
    ])
    try database.cachedStatement(sql: Query.staleTaskInsert.sql).execute(arguments: [
      "day": day ?? row["task_day"] as Int64? ?? row["day"] ?? StoredTask.undated,
      "id_high": row["id_high"] as Int64?, "id_low": row["id_low"] as Int64?,
    ])
  }

  /// The day of the task that answers name; nil if none does.
  private func taskDay(of row: Row, in database: Database) throws -> Int64? {
    guard let taskID = (row["task_id"] as String?).map({ TaskID($0) }),
      let days = filter.days(of: taskID.high, taskID.low),
      let stored = try tasks.row(taskID, likelyDay: row["day"], within: days, in: database),
      try !tasks.isUnlogged(taskID, stored, in: database)
    else { return nil }
    return stored.day
  }
}
