package import Domain
import GRDB
import Queries
package import Reconciliation

/// A task of which is known what was billed.
package struct BilledTask: Hashable, Sendable {
  package let id: TaskID
  package let day: CalendarDay
  /// Tells tasks of one kind, day by day, from others.
  package let kindNumber: Int64
  package let kind: BilledKind
  /// With the verdict of the moment asked for.
  package let verdict: Verdict
  /// By the account history, where it knows the task.
  package let apiKeyID: String?

  package init(
    id: TaskID, day: CalendarDay, kindNumber: Int64 = 0, kind: BilledKind, verdict: Verdict,
    apiKeyID: String? = nil
  ) {
    self.id = id
    self.day = day
    self.kindNumber = kindNumber
    self.kind = kind
    self.verdict = verdict
    self.apiKeyID = apiKeyID
  }
}

/// Tasks of a closed month that changed after its close.
package struct BilledChange: Hashable, Sendable {
  package let kind: BilledKind
  /// How many such tasks there are more; negative for fewer.
  package let tasks: Int
  /// The accounting day of the tasks, in the closed month.
  package let day: CalendarDay
  /// The day on which it was found, and counts.
  package let foundDay: CalendarDay

  package init(kind: BilledKind, tasks: Int, day: CalendarDay, foundDay: CalendarDay) {
    self.kind = kind
    self.tasks = tasks
    self.day = day
    self.foundDay = foundDay
  }
}

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
