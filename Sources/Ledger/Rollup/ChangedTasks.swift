import Domain
import GRDB
import Queries

/// Records what tasks of closed months counted as before they change, so that each can be listed as
/// it was at the close, and its change on the day on which it was found.
///
/// The adjustments of the rollup are the sums of the same changes; ``differences(_:in:)`` proves it.
struct ChangedTasks {
  /// The number of the latest change: changes apply in the order in which they were made, which may
  /// differ from that of the days on which they count.
  private static let numberSetting = "change_number"

  private let closedMonths: ClosedMonths
  private let foundDay: CalendarDay

  /// Prepares to record what changes found on a day overwrite.
  init(foundOn day: CalendarDay, in database: Database) throws {
    closedMonths = try ClosedMonths(in: database)
    foundDay = closedMonths.bookingDay(foundOn: day)
  }

  /// Records what the ledger has of a task on a day, or that it has none, before that is
  /// overwritten.
  @inline(__always)
  func keep(idHigh: Int64, idLow: Int64, day: Int64, in database: Database) throws {
    guard closedMonths.contains(day: day) else { return }
    try database.cachedStatement(sql: Query.supersededTaskInsert.sql).execute(arguments: [
      "day": day, "id_high": idHigh, "id_low": idLow, "found_day": foundDay.number,
      "number": try ChangedTasks.nextNumber(in: database),
    ])
  }

  /// Records what a task counts as before it changes, unless that stays the same.
  func keep(_ previous: StoredTask?, before task: StoredTask, in database: Database) throws {
    guard !closedMonths.isEmpty else { return }
    if let previous {
      guard !previous.counts(like: task) else { return }
      try keep(previous.record.id, day: previous.day, in: database)
    }
    if previous?.day != task.day { try keep(task.record.id, day: task.day, in: database) }
  }

  /// Records what a task counts as before it is removed.
  func keepRemoved(_ task: StoredTask, in database: Database) throws {
    try keep(task.record.id, day: task.day, in: database)
  }

  private func keep(_ id: TaskID, day: Int64, in database: Database) throws {
    try keep(
      idHigh: Int64(bitPattern: id.high), idLow: Int64(bitPattern: id.low), day: day, in: database)
  }

  /// Records the figures of an outcome on a closed day before another card changes them.
  static func keep(
    outcomeID: Int64, as keptID: Int64, day: Int64, foundOn foundDay: CalendarDay,
    in database: Database
  ) throws {
    try database.cachedStatement(sql: Query.supersededOutcomeInsert.sql).execute(arguments: [
      "day": day, "outcome_id": outcomeID, "kept_outcome_id": keptID, "found_day": foundDay.number,
      "number": try nextNumber(in: database),
    ])
    let old: StatementArguments = ["day": day, "outcome_id": outcomeID]
    try database.cachedStatement(sql: Query.unnamedAdjustmentMove.sql)
      .execute(arguments: old + ["other_id": keptID])
    try database.cachedStatement(sql: Query.unnamedAdjustmentDrop.sql).execute(arguments: old)
  }

  /// Reconciles the changes of tasks with the adjustments: those without a known task stay
  /// anonymous.
  static func rebuild(in database: Database) throws {
    for row in try differing(.everything, in: database) {
      guard let foundDay = row["found_day"] as Int64? else { continue }
      let tasks = (row["stored"] as Int) - (row["counted"] as Int)
      try database.cachedStatement(sql: Query.unnamedAdjustmentAdd.sql).execute(arguments: [
        "day": row["day"] as Int64, "outcome_id": row["outcome_id"] as Int64, "found_day": foundDay,
        "tasks": tasks,
      ])
    }
  }

  /// Deletes what the tasks of a reopened month counted as.
  static func forget(_ days: StatementArguments, in database: Database) throws {
    for query in [
      Query.supersededTasksDelete, .supersededOutcomesDelete, .unnamedAdjustmentsDelete,
    ] {
      try database.execute(sql: query.sql, arguments: days)
    }
  }

  /// Deletes changes that gave tasks a different outcome with the same figures: a new card
  /// processes many tasks individually, and few of them change.
  static func forgetVoid(in database: Database) throws {
    try database.execute(sql: Query.supersededTasksVoidDelete.sql)
  }

  private static func nextNumber(in database: Database) throws -> Int64 {
    try database.cachedStatement(sql: Query.settingCount.sql).fetchNumber(["name": numberSetting])
  }
}

extension StoredTask {
  /// Whether both are the same to figures and retry chains.
  fileprivate func counts(like other: StoredTask) -> Bool {
    day == other.day && outcome.id == other.outcome.id && stateID == other.stateID
      && requestID == other.requestID && record.createdAt == other.record.createdAt
      && record.state.stamp.endedAt == other.record.state.stamp.endedAt
      && record.request.varyingValues == other.record.request.varyingValues
  }
}

extension ChangedTasks {
  /// The disagreements between tasks and their changes, and between closed months' figures and
  /// their adjustments, in words.
  static func differences(_ scope: CheckScope, in database: Database) throws -> [String] {
    try differing(scope, in: database).map { row in
      let found = (row["found_day"] as Int64?).map { " found on day \($0)" } ?? ""
      return
        "day \(row["day"] as Int64)\(found) outcome \(row["outcome_id"] as Int64): the figures "
        + "have \(row["stored"] as Int) tasks, the tasks as they were come to "
        + "\(row["counted"] as Int)"
    }
  }

  private static func differing(_ scope: CheckScope, in database: Database) throws -> [Row] {
    guard try !ClosedMonths(in: database).isEmpty else { return [] }
    return try Row.fetchAll(
      database, sql: Query.changedTasksCheck.sql,
      arguments: ["is_whole": scope == .everything])
  }
}
