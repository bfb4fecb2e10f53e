package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// Gives the tasks of a period one after another by day and id, so that memory does not grow with
  /// their number.
  ///
  /// Tasks without a creation time have no day, and those whose amount is not known no place among
  /// charges: they are left out.
  package func forEachBilledTask(
    in period: ReportPeriod, asOf: Instant, _ body: (BilledTask) throws -> Void
  ) throws {
    try database.read { database in
      var verdicts: [TaskID: Verdict] = [:]
      for shift in try VerdictShift.all(asOf: asOf, in: database) {
        verdicts[LedgerStore.id(high: shift.idHigh, low: shift.idLow)] = shift.verdict
      }
      var kinds = BilledKinds()
      let rows = try Row.fetchCursor(
        database, sql: Query.bookedTasks.sql, arguments: LedgerStore.days(of: period))
      while let row = try rows.next() {
        let number: Int64 = row["outcome_id"]
        guard let kind = try kinds.kind(ofOutcome: number, in: database) else { continue }
        let verdict =
          verdicts.isEmpty
          ? nil : verdicts[LedgerStore.id(high: row["id_high"], low: row["id_low"])]
        try body(
          BilledTask(
            id: TaskID(row: row), day: CalendarDay(number: row["day"]), kindNumber: number,
            kind: kind, verdict: verdict ?? kind.verdict, apiKeyID: row["api_key_id"]))
      }
    }
  }

  /// What changed in closed months, by the day on which it was found: of tasks that have a day in
  /// the period, and of those found on one.
  package func billedChanges(in period: ReportPeriod) throws -> [BilledChange] {
    try database.read { database in
      var kinds = BilledKinds()
      return try Row.fetchAll(
        database, sql: Query.adjustmentsOfDays.sql, arguments: LedgerStore.days(of: period)
      ).compactMap { row in
        try kinds.kind(ofOutcome: row["outcome_id"], in: database).map { kind in
          BilledChange(
            kind: kind, tasks: row["tasks"], day: CalendarDay(number: row["day"]),
            foundDay: CalendarDay(number: row["found_day"]))
        }
      }
    }
  }

  private static func days(of period: ReportPeriod) -> StatementArguments {
    ["since": period.since?.number, "until": period.until?.number]
  }

  private static func id(high: Int64, low: Int64) -> TaskID {
    TaskID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
  }
}
