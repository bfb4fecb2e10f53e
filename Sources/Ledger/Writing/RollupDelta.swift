import Billing
import GRDB
import Queries

/// What tells the rows of the daily rollup apart; −1 stands for unknown.
struct RollupKey: Hashable {
  static let unknown: Int64 = -1

  let day: Int64
  let chargeID: Int64
  let statusID: Int64
  let verdictID: Int64
  let isSettled: Bool
  let billedPoints: Int64
  let expectedPoints: Int64
  let frozenPoints: Int64
}

/// The changes to the daily rollup that the tasks of a batch make, written in the batch's
/// transaction.
struct RollupDelta {
  /// What a row gains or loses.
  struct Change {
    var tasks = 0
    var waits = 0
    var waitSeconds: Int64 = 0

    var isNothing: Bool { tasks == 0 && waits == 0 && waitSeconds == 0 }
    var reversed: Change { Change(tasks: -tasks, waits: -waits, waitSeconds: -waitSeconds) }
  }

  private var changes: [RollupKey: Change] = [:]

  /// Adds one task, or takes it away: the count is 1 or −1.
  ///
  /// The wait is the time from creation to end of an ended task, if known.
  mutating func add(_ count: Int, to key: RollupKey, waitSeconds: Int64?) {
    add(
      Change(
        tasks: count, waits: waitSeconds == nil ? 0 : count,
        waitSeconds: Int64(count) * (waitSeconds ?? 0)),
      to: key)
  }

  mutating func add(_ change: Change, to key: RollupKey) {
    var sum = changes[key] ?? Change()
    sum.tasks += change.tasks
    sum.waits += change.waits
    sum.waitSeconds += change.waitSeconds
    changes[key] = sum
  }

  /// The days of tasks that changed, also where the changes cancel each other out.
  var days: Set<Int64> { Set(changes.keys.map(\.day)) }

  /// Writes the changes: those of a closed month as adjustments on the day on which they are found.
  func write(foundOn day: CalendarDay, in database: Database) throws {
    let closedMonths = try ClosedMonths(in: database)
    let bookingDay = closedMonths.bookingDay(foundOn: day)
    var takesAway = false
    var adjusts = false
    for (key, change) in changes where !change.isNothing {
      var arguments = key.arguments
      arguments += [
        "tasks": change.tasks, "waits": change.waits, "wait_seconds": change.waitSeconds,
      ]
      if closedMonths.contains(day: key.day) {
        try database.cachedStatement(sql: Query.adjustmentAdd.sql)
          .execute(arguments: arguments + ["found_day": bookingDay.number])
        adjusts = true
      } else {
        try database.cachedStatement(sql: Query.rollupAdd.sql).execute(arguments: arguments)
        takesAway = takesAway || change.tasks < 0
      }
    }
    if takesAway { try database.execute(sql: Query.rollupRemoveEmpty.sql) }
    if adjusts { try database.execute(sql: Query.adjustmentRemoveEmpty.sql) }
  }
}

extension RollupKey {
  var arguments: StatementArguments {
    [
      "day": day, "charge_id": chargeID, "status_id": statusID, "verdict_id": verdictID,
      "is_settled": isSettled, "billed_points": billedPoints, "expected_points": expectedPoints,
      "frozen_points": frozenPoints,
    ]
  }
}

extension RollupDelta.Change {
  init(row: Row) {
    self.init(tasks: row["tasks"], waits: row["waits"], waitSeconds: row["wait_seconds"])
  }
}
