import Billing
import GRDB
import Queries
import RateCards
import Reconciliation

/// A task whose verdict is another one at a later moment: a refund that was awaited is due, a
/// running task is stuck.
struct VerdictShift {
  let idHigh: Int64
  let idLow: Int64
  let key: RollupKey
  let verdict: Verdict
  let waitSeconds: Int64?

  var shiftedKey: RollupKey {
    RollupKey(
      day: key.day, chargeID: key.chargeID, statusID: key.statusID,
      verdictID: Int64(verdict.rawValue), isSettled: key.isSettled,
      billedPoints: key.billedPoints, expectedPoints: key.expectedPoints,
      frozenPoints: key.frozenPoints)
  }

  /// The tasks whose stored verdict is not that of a moment.
  ///
  /// Only tasks that are open or await a refund are looked at.
  static func all(asOf: Instant, in database: Database) throws -> [VerdictShift] {
    let waits = try usualWaits(in: database)
    let judge = Judge(rules: try settlementRules(in: database))
    return try Row.fetchAll(database, sql: Query.watchedTasks.sql).compactMap { row in
      guard let stored = Verdict(rawValue: row["verdict_id"]) else { return nil }
      let context = JudgingContext(asOf: asOf, usualWaitSeconds: waits[row["sku_id"]])
      let verdict = judge.advanced(stored, of: TaskFigures(watched: row), in: context)
      return verdict == stored ? nil : VerdictShift(row: row, verdict: verdict)
    }
  }

  /// The rules of the card that priced the ledger.
  private static func settlementRules(in database: Database) throws -> SettlementRules {
    try LedgerStore.setting("settlement_rules", in: database).map(StoredJSON.decoded)
      ?? SettlementRules()
  }

  private init(row: Row, verdict: Verdict) {
    idHigh = row["id_high"]
    idLow = row["id_low"]
    key = RollupKey(
      day: row["day"], chargeID: row["charge_id"], statusID: row["status_id"],
      verdictID: row["verdict_id"], isSettled: row["is_settled"],
      billedPoints: row["billed_points"], expectedPoints: row["expected_points"],
      frozenPoints: row["frozen_points"])
    self.verdict = verdict
    waitSeconds = row["wait_seconds"]
  }

  /// How long ended tasks of a SKU took, in seconds, on average.
  private static func usualWaits(in database: Database) throws -> [Int64: Int64] {
    var seconds: [Int64: Int64] = [:]
    for row in try Row.fetchAll(database, sql: Query.usualWaits.sql) {
      seconds[row["sku_id"]] = row["wait_seconds"]
    }
    return seconds
  }

  /// Writes the verdicts of a moment.
  static func applyAll(asOf: Instant, foundOn day: CalendarDay, in database: Database) throws {
    var delta = RollupDelta()
    for shift in try all(asOf: asOf, in: database) {
      try database.cachedStatement(sql: Query.taskVerdictUpdate.sql).execute(arguments: [
        "verdict_id": shift.verdict.rawValue, "id_high": shift.idHigh, "id_low": shift.idLow,
      ])
      delta.add(-1, to: shift.key, waitSeconds: shift.waitSeconds)
      delta.add(1, to: shift.shiftedKey, waitSeconds: shift.waitSeconds)
    }
    try delta.write(foundOn: day, in: database)
  }
}

extension TaskFigures {
  fileprivate init(watched row: Row) {
    let billed: Int64 = row["billed_points"]
    self.init(
      status: TaskStatus(row["status"]),
      billed: billed == RollupKey.unknown ? nil : Points(billed),
      frozen: Points(row["frozen_points"]),
      createdAt: (row["created_at"] as Int64?).map { Instant(nanoseconds: $0) },
      endedAt: (row["ended_at"] as Int64?).map { Instant(nanoseconds: $0) })
  }
}
