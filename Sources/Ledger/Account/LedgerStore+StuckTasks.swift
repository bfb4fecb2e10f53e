package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The tasks that are stuck at a moment, the oldest first.
  package func stuckTasks(asOf: Instant) throws -> [StuckTask] {
    try database.read { database in
      var verdicts: [TaskID: Verdict] = [:]
      for shift in try VerdictShift.all(asOf: asOf, in: database) {
        verdicts[
          TaskID(
            high: UInt64(bitPattern: shift.idHigh), low: UInt64(bitPattern: shift.idLow))] =
          shift.verdict
      }
      return try Row.fetchAll(database, sql: Query.openTasks.sql).compactMap { row in
        let id = TaskID(row: row)
        let bits = TaskID(high: id.high, low: id.low)
        guard (verdicts[bits] ?? Verdict(rawValue: row["verdict_id"])) == .stuck else { return nil }
        return StuckTask(
          id: id, account: row["account"], model: row["model"], taskType: row["task_type"],
          status: row["status"],
          createdAt: (row["created_at"] as Int64?).map { Instant(nanoseconds: $0) },
          frozen: Points(row["frozen_points"]))
      }
    }
  }
}
