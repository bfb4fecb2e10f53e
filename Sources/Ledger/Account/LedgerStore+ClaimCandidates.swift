package import Domain
import GRDB
import Queries
import RateCards
package import Reconciliation

extension LedgerStore {
  /// The tasks of a period that a claim may be about, with their stored verdicts, in order.
  package func claimCandidates(in period: ReportPeriod) throws -> [ClaimCandidate] {
    try database.read { database in
      let charges = try LedgerStore.formulas(in: database)
      let rows = try Row.fetchCursor(
        database, sql: Query.claimCandidates.sql,
        arguments: ["since": period.since?.number, "until": period.until?.number])
      var candidates: [ClaimCandidate] = []
      while let row = try rows.next() {
        candidates.append(
          try ClaimCandidate(row: row, formula: charges[row["charge_id"]]?.formula))
      }
      return candidates
    }
  }

  /// The bits of the tasks that stand in open claims.
  package func openClaimTasks() throws -> Set<TaskID> {
    try database.read { database in
      Set(
        try Row.fetchAll(database, sql: Query.openClaimTasks.sql).map { row in
          TaskID(
            high: UInt64(bitPattern: row["id_high"]), low: UInt64(bitPattern: row["id_low"]))
        })
    }
  }

  /// For how many hours after its end a task is in its grace period.
  package func graceHours() throws -> Int64 {
    let rules: SettlementRules? = try database.read { database in
      try LedgerStore.setting("settlement_rules", in: database).map(StoredJSON.decoded)
    }
    return (rules ?? SettlementRules()).graceHours
  }
}

extension ClaimCandidate {
  fileprivate init(row: Row, formula: PriceFormula?) throws {
    let day: Int64 = row["day"]
    let times = StoredTimes(
      created: row["created_nanoseconds"], ended: row["ended_nanoseconds"], seen: nil)
    let billed = OutcomeKey.points(row["billed_points"])
    let alternative = try StoredJSON.alternatives(row["alternatives"])
      .first { $0.points == billed }
    self.init(
      task: ClaimTask(
        id: TaskID(row: row), dayNumber: day, account: row["account"],
        createdAt: times.createdAt(day: day), endedAt: times.endedAt(day: day), billed: billed,
        expected: OutcomeKey.points(row["expected_points"]),
        frozen: Points(row["frozen_points"])),
      sku: row["sku"], verdict: Verdict(rawValue: row["verdict_id"]) ?? .unpriced,
      isSettled: row["has_ended"], price: formula?.lotPriceText ?? "",
      source: formula?.sourceText ?? "", proof: formula?.proof,
      alternative: alternative?.label ?? "")
  }
}
