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
  private struct Change {
    var tasks = 0
    var waits = 0
    var waitSeconds: Int64 = 0
  }

  private var changes: [RollupKey: Change] = [:]

  /// Adds one task, or takes it away: the count is 1 or −1.
  ///
  /// The wait is the time from creation to end of an ended task, if known.
  mutating func add(_ count: Int, to key: RollupKey, waitSeconds: Int64?) {
    var change = changes[key] ?? Change()
    change.tasks += count
    if let waitSeconds {
      change.waits += count
      change.waitSeconds += Int64(count) * waitSeconds
    }
    changes[key] = change
  }

  func write(in database: Database) throws {
    let statement = try database.cachedStatement(sql: Query.rollupAdd.sql)
    var takesAway = false
    for (key, change) in changes
    where change.tasks != 0 || change.waits != 0 || change.waitSeconds != 0 {
      try statement.execute(arguments: [
        "day": key.day, "charge_id": key.chargeID, "status_id": key.statusID,
        "verdict_id": key.verdictID, "is_settled": key.isSettled,
        "billed_points": key.billedPoints, "expected_points": key.expectedPoints,
        "frozen_points": key.frozenPoints, "tasks": change.tasks, "waits": change.waits,
        "wait_seconds": change.waitSeconds,
      ])
      takesAway = takesAway || change.tasks < 0
    }
    if takesAway { try database.execute(sql: Query.rollupRemoveEmpty.sql) }
  }
}
