import Domain
import GRDB
import Intake
import Queries
import Reconciliation

extension ImportSession {
  /// Writes items other than tasks.
  func write(_ item: IntakeItem, source: String, in database: Database) throws {
    switch item {
    case .record(.historyPage(let page), let place):
      for entry in page.entries {
        try write(entry, source: source, line: place.line, in: database)
      }
    case .record(.balance(let snapshot), let place):
      try write(snapshot, source: source, place: place, in: database)
    case .rejection(let rejection): try rejections.add(rejection, of: source, in: database)
    case .waiting(let rejection):
      waiting.append(SourcePlace(source: source, line: rejection.place.line))
    case .record(.usageLine(let line), let place):
      try write(line, source: source, place: place, in: database)
    // Tasks are rows of the batch.
    case .record(.task, _): break
    }
  }

  private func write(
    _ line: UsageLine, source: String, place: Place, in database: Database
  ) throws {
    let result = try usageLines.write(
      line, place: SourcePlace(source: source, line: place.line), by: &writer.tasks, in: database)
    switch result {
    case .new(let tasks):
      usageDays = nil
      summary.usageLines += 1
      summary.lineTasks.new += tasks
    case .unchanged(let tasks):
      summary.usageLines += 1
      summary.lineTasks.unchanged += tasks
    case .refused(let reason):
      try rejections.add(
        Rejection(place: place, reason: reason, text: [UInt8]()), of: source, in: database)
    }
  }

  /// Writes the tasks of a batch but those of days that usage lines count, which are set apart.
  func writeTasks(of batch: inout RecordBatch, in database: Database) throws {
    let days = try usageDays ?? UsageDays(in: database)
    usageDays = days
    for refused in try writer.write(&batch, except: days, in: database) {
      try rejections.add(refused.rejection, of: batch.sources[refused.source], in: database)
    }
  }

  private func write(
    _ entry: HistoryEntry, source: String, line: Int, in database: Database
  ) throws {
    let key: StatementArguments = ["account": entry.account ?? "", "entry_id": entry.entryID]
    let known = try Row.fetchOne(
      database.cachedStatement(sql: Query.historyEntryById.sql), arguments: key)
    let stored = known.map(HistoryEntry.init(row:))
    guard stored.map({ entry.replaces($0) }) ?? true else {
      summary.historyEntries.unchanged += 1
      return
    }
    if stored == nil {
      summary.historyEntries.new += 1
    } else {
      summary.historyEntries.changed += 1
    }
    let link = try historyLink(entry, in: database)
    let isSameTask = stored?.task == entry.task
    try database.cachedStatement(sql: Query.historyEntryUpsert.sql).execute(
      arguments: key + [
        "task_id": entry.taskID, "api_key_id": entry.apiKeyID, "model": entry.model,
        "action": entry.action, "status": entry.status, "service_mode": entry.serviceMode,
        "usage_type": entry.usageType, "usage": entry.usage?.description,
        "created_at": entry.createdAt?.nanoseconds, "updated_at": entry.updatedAt?.nanoseconds,
        "deleted_at": entry.deletedAt?.nanoseconds,
        // Until the row is compared again, a further change may name another task.
        "task_day": isSameTask ? known?["task_day"] as Int64? : nil,
        "source_id": try writer.tasks.sources.id(of: source, in: database), "line": line,
      ] + link.arguments)
    guard let known, let stored, !isSameTask else { return }
    let day = known["task_day"] as Int64? ?? known["day"] ?? StoredTask.undated
    try database.execute(
      sql: Query.staleTaskInsert.sql, arguments: TaskTable.key(stored.task) + ["day": day])
  }

  /// What links a row to its task, with its points by the unit that is proved so far.
  private func historyLink(
    _ entry: HistoryEntry, in database: Database
  ) throws -> HistoryLink {
    let perUnit = try historyPointsPerUnit ?? HistoryUnit.storedPointsPerUnit(in: database)
    historyPointsPerUnit = perUnit
    return HistoryLink(entry, calendar: writer.tasks.calendar, pointsPerUnit: perUnit)
  }

  private func write(
    _ snapshot: BalanceSnapshot, source: String, place: Place, in database: Database
  ) throws {
    if let own = try AccountBinding.conflict(with: snapshot.account, accounts, in: database) {
      let figures = try StoredJSON.value(snapshot.detailJSON)
      return try rejections.add(
        Rejection(
          place: place,
          reason: "an account info answer of another account than \(own)",
          value: figures, text: snapshot.contentText.utf8),
        of: source, in: database)
    }
    let account = try AccountBinding.bind(snapshot.account, accounts, in: database)
    let receivedAt = SourceTime.instant(ofName: source)
    let key: StatementArguments = [
      "account": account, "plan": snapshot.plan,
      // Without text it is unknown, and no query counts it; the column has always been NOT NULL.
      "balance_usd": snapshot.balanceUSD?.description ?? "", "detail": snapshot.detailJSON,
      "told_at": receivedAt?.nanoseconds ?? -1,
    ]
    let known = try Int64.fetchOne(
      database.cachedStatement(sql: Query.balanceSnapshotKnown.sql), arguments: key)
    guard known == nil else {
      summary.unchangedBalanceSnapshots += 1
      return
    }
    summary.newBalanceSnapshots += 1
    if snapshot.balanceUSD == nil { summary.unknownBalances += 1 }
    try database.cachedStatement(sql: Query.balanceSnapshotInsert.sql).execute(
      arguments: key + [
        "observed_at": (receivedAt ?? asOf).nanoseconds,
        "source_id": try writer.tasks.sources.id(of: source, in: database), "line": place.line,
      ])
  }
}
