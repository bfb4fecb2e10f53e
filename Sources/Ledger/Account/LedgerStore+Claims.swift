package import Domain
import GRDB
import Queries
import RateCards
package import Reconciliation

extension LedgerStore {
  /// Records a claim for an account's tasks; the account is empty if unknown.
  ///
  /// - Returns: its number.
  package func makeClaim(
    _ draft: ClaimDraft, period: ReportPeriod, account: String, asOf: Instant
  ) throws -> Int64 {
    var id: Int64 = 0
    try writeBatch { database in
      id = try database.cachedStatement(sql: Query.claimInsert.sql).fetchNumber([
        "period": period.description, "made_at": asOf.nanoseconds,
        "card_name": try LedgerStore.setting("card_name", in: database) ?? "",
        "card_fingerprint": try LedgerStore.setting("card_fingerprint", in: database) ?? "",
        "grace_tasks": draft.leftOut.inGrace, "unsettled_tasks": draft.leftOut.unsettled,
        "waived_tasks": draft.leftOut.waived, "claimed_tasks": draft.leftOut.claimed,
      ])
      if !account.isEmpty {
        try database.cachedStatement(sql: Query.claimAccountInsert.sql)
          .execute(arguments: ["claim_id": id, "account": account])
      }
      for (index, part) in draft.parts.enumerated() {
        try LedgerStore.insert(part, number: index + 1, claimID: id, in: database)
      }
      try LedgerStore.insert(
        ClaimEvent(state: .drafted, at: asOf, note: ""), claimID: id, in: database)
    }
    return id
  }

  private static func insert(
    _ part: ClaimDraft.Part, number: Int, claimID: Int64, in database: Database
  ) throws {
    let cause = part.cause
    try database.cachedStatement(sql: Query.claimCauseInsert.sql).execute(arguments: [
      "claim_id": claimID, "number": number, "is_proved": cause.isProved, "kind": cause.kind,
      "sku": cause.sku, "rule": cause.rule, "source": cause.source, "detail": cause.detail,
    ])
    let statement = try database.cachedStatement(sql: Query.claimTaskInsert.sql)
    for task in part.tasks {
      try statement.execute(arguments: [
        "claim_id": claimID, "id_high": Int64(bitPattern: task.id.high),
        "id_low": Int64(bitPattern: task.id.low), "cause": number,
        "day": task.day.map { Int64($0.number) } ?? StoredTask.undated,
        "account": task.account, "created_at": task.createdAt?.nanoseconds,
        "ended_at": task.endedAt?.nanoseconds, "billed_points": task.billed?.count,
        "expected_points": task.expected?.count, "frozen_points": task.frozen.count,
      ])
    }
  }

  private static func insert(
    _ event: ClaimEvent, claimID: Int64, in database: Database
  ) throws {
    try database.cachedStatement(sql: Query.claimEventInsert.sql).execute(arguments: [
      "claim_id": claimID, "state": event.state.rawValue, "happened_at": event.at.nanoseconds,
      "note": event.note,
    ])
    guard !event.state.isOpen else { return }
    try database.execute(sql: Query.claimRelease.sql, arguments: ["claim_id": claimID])
  }

  /// Records a claim's new status.
  package func note(_ event: ClaimEvent, ofClaim id: Int64) throws {
    try writeBatch { try LedgerStore.insert(event, claimID: id, in: $0) }
  }

  /// Records which open claims the tasks show to be credited now.
  ///
  /// - Returns: their numbers.
  @discardableResult
  package func noteCreditedClaims(asOf: Instant) throws -> [Int64] {
    let credited = try claims().filter { $0.state == .credited && $0.saidState != .credited }
    guard !credited.isEmpty else { return [] }
    for claim in credited {
      try note(ClaimEvent(state: .credited, at: asOf, note: ""), ofClaim: claim.id)
    }
    return credited.map(\.id)
  }
}

extension LedgerStore {
  /// All claims, the oldest first.
  package func claims() throws -> [Claim] {
    try database.read { database in
      let rows = try Row.fetchAll(database, sql: Query.claimsAll.sql)
      guard !rows.isEmpty else { return [] }
      var events: [Int64: [ClaimEvent]] = [:]
      for row in try Row.fetchAll(database, sql: Query.claimEvents.sql) {
        guard let state = ClaimState(rawValue: row["state"]) else { continue }
        events[row["claim_id"], default: []].append(
          ClaimEvent(
            state: state, at: Instant(nanoseconds: row["happened_at"]), note: row["note"]))
      }
      var parts: [Int64: [Claim.Part]] = [:]
      for row in try Row.fetchAll(
        database, sql: Query.claimCauses.sql, arguments: ["claim_id": nil])
      {
        parts[row["claim_id"], default: []].append(Claim.Part(row: row))
      }
      var credited: [Int64: Points] = [:]
      for row in try Row.fetchAll(database, sql: Query.claimTasksNow.sql) {
        credited[row["claim_id"]] = Points(row["credited_points"])
      }
      return rows.map { row in
        let id: Int64 = row["id"]
        return Claim(
          id: id, period: row["period"], account: row["account"] ?? "",
          madeAt: Instant(nanoseconds: row["made_at"]),
          cardName: row["card_name"], cardFingerprint: row["card_fingerprint"],
          leftOut: ClaimDraft.LeftOut(
            inGrace: row["grace_tasks"], unsettled: row["unsettled_tasks"],
            waived: row["waived_tasks"], claimed: row["claimed_tasks"]),
          parts: parts[id] ?? [], events: events[id] ?? [], credited: credited[id] ?? .zero)
      }
    }
  }

  /// A claim's tasks as they were claimed, by cause number.
  package func tasks(ofClaim id: Int64) throws -> [Int: [ClaimTask]] {
    try database.read { database in
      var tasks: [Int: [ClaimTask]] = [:]
      let rows = try Row.fetchCursor(
        database, sql: Query.claimTasks.sql, arguments: ["claim_id": id])
      while let row = try rows.next() {
        tasks[row["cause"], default: []].append(ClaimTask(row: row))
      }
      return tasks
    }
  }
}

extension LedgerStore {
  /// The id bits of the tasks in open claims.
  package func openClaimTasks() throws -> Set<TaskID> {
    try database.read { database in
      Set(
        try Row.fetchAll(database, sql: Query.openClaimTasks.sql).map { row in
          TaskID(
            high: UInt64(bitPattern: row["id_high"]), low: UInt64(bitPattern: row["id_low"]))
        })
    }
  }

  /// The grace period after a task's end, in hours.
  package func graceHours() throws -> Int64 {
    let rules: SettlementRules? = try database.read { database in
      try LedgerStore.setting("settlement_rules", in: database).map(StoredJSON.decoded)
    }
    return (rules ?? SettlementRules()).graceHours
  }
}

extension Claim.Part {
  fileprivate init(row: Row) {
    self.init(
      number: row["number"],
      cause: ClaimCause(
        isProved: row["is_proved"], kind: row["kind"], sku: row["sku"], rule: row["rule"],
        source: row["source"], detail: row["detail"]),
      tasks: row["tasks"], billed: Points(row["billed_points"] ?? 0),
      expected: Points(row["expected_points"] ?? 0), frozen: Points(row["frozen_points"] ?? 0),
      overcharged: Points(row["overcharged_points"]),
      undercharged: Points(row["undercharged_points"]))
  }
}

extension ClaimTask {
  fileprivate init(row: Row) {
    let instant = { (name: String) in (row[name] as Int64?).map { Instant(nanoseconds: $0) } }
    self.init(
      id: TaskID(row: row), day: nil, account: row["account"],
      createdAt: instant("created_at"), endedAt: instant("ended_at"),
      billed: (row["billed_points"] as Int64?).map { Points($0) },
      expected: (row["expected_points"] as Int64?).map { Points($0) },
      frozen: Points(row["frozen_points"]))
  }
}
