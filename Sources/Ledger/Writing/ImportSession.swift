package import Billing
import Crypto
import GRDB
package import Intake
import Queries
package import RateCards

/// What an import did.
package struct ImportSummary: Hashable, Sendable {
  package var tasks = TaskCounts()
  package var historyEntries = TaskCounts()
  package var newBalanceSnapshots = 0
  package var unchangedBalanceSnapshots = 0
  package var quarantined = 0
  package var newlyQuarantined = 0
  package var sources = 0
  /// Sources that were imported before, and were not read again.
  package var recognisedSources = 0

  package init() {}
}

/// Brings batches of records into the ledger, each in a transaction of its own: a crash leaves
/// whole batches, and importing again finishes the work.
package final class ImportSession {
  private let store: LedgerStore
  private let asOf: Instant
  private var writer: BatchWriter
  private var summary = ImportSummary()
  private var hasWritten = false

  /// Starts an import into a ledger whose tasks are all priced by the pricer's card.
  package init(store: LedgerStore, pricer: Pricer, asOf: Instant) throws {
    self.store = store
    self.asOf = asOf
    let calendar = store.calendar
    writer = try store.database.read {
      let tasks = try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: $0)
      return BatchWriter(tasks: tasks)
    }
    try store.setReferencesAreChecked(false)
  }

  deinit {
    try? store.setReferencesAreChecked(true)
  }

  /// Writes a batch.
  package func write(_ batch: RecordBatch) throws {
    summary.recognisedSources += batch.unchangedSources
    guard !batch.isBlank else { return }
    try store.writeBatch { database in
      hasWritten = true
      for (item, source) in batch.otherItems {
        try write(item, source: batch.sources[source], in: database)
      }
      try writer.write(batch, in: database)
      for source in batch.finishedSources {
        try writer.tasks.sources.finish(source, in: database)
        summary.sources += source.isRecognised ? 0 : 1
        summary.recognisedSources += source.isRecognised ? 1 : 0
      }
    }
  }

  /// Ends the import: what time has changed meanwhile is judged anew.
  package func finish() throws -> ImportSummary {
    if hasWritten { try store.writeBatch { try writer.storeFilter(in: $0) } }
    try store.advance(asOf: asOf)
    summary.tasks = writer.tasks.counts
    return summary
  }

  private func write(_ item: IntakeItem, source: String, in database: Database) throws {
    switch item {
    case .record(.historyPage(let page), let place):
      for entry in page.entries {
        try write(entry, source: source, line: place.line, in: database)
      }
    case .record(.balance(let snapshot), let place):
      try write(snapshot, source: source, line: place.line, in: database)
    case .rejection(let rejection): try write(rejection, source: source, in: database)
    // Tasks are the rows of the batch.
    case .record(.task, _): break
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
    try database.cachedStatement(sql: Query.historyEntryUpsert.sql).execute(
      arguments: key + [
        "task_id": entry.taskID, "api_key_id": entry.apiKeyID, "model": entry.model,
        "action": entry.action, "status": entry.status, "service_mode": entry.serviceMode,
        "usage_type": entry.usageType, "usage": entry.usage?.description,
        "created_at": entry.createdAt?.nanoseconds, "updated_at": entry.updatedAt?.nanoseconds,
        "source_id": try writer.tasks.sources.id(of: source, in: database), "line": line,
      ] + HistoryLink(entry, calendar: store.calendar).arguments)
    if let taskDay = known?["task_day"] as Int64?, let taskID = stored?.taskID,
      taskID != entry.taskID
    {
      try database.execute(
        sql: Query.staleTaskInsert.sql,
        arguments: TaskTable.key(TaskID(taskID)) + ["day": taskDay])
    }
  }

  private func write(
    _ snapshot: BalanceSnapshot, source: String, line: Int, in database: Database
  ) throws {
    let toldAt = SourceTime.instant(ofName: source)
    let key: StatementArguments = [
      "account": snapshot.account, "plan": snapshot.plan,
      "balance_usd": snapshot.balanceUSD.description, "detail": snapshot.detailJSON,
      "told_at": toldAt?.nanoseconds ?? -1,
    ]
    let known = try Int64.fetchOne(
      database.cachedStatement(sql: Query.balanceSnapshotKnown.sql), arguments: key)
    guard known == nil else {
      summary.unchangedBalanceSnapshots += 1
      return
    }
    summary.newBalanceSnapshots += 1
    try database.cachedStatement(sql: Query.balanceSnapshotInsert.sql).execute(
      arguments: key + [
        "observed_at": (toldAt ?? asOf).nanoseconds,
        "source_id": try writer.tasks.sources.id(of: source, in: database), "line": line,
      ])
  }

  private func write(
    _ rejection: Rejection, source: String, in database: Database
  ) throws {
    summary.quarantined += 1
    let key = ImportSession.quarantineKey(of: rejection, source: source)
    let known = try Int64.fetchOne(
      database.cachedStatement(sql: Query.quarantineKnown.sql), arguments: ["key": key])
    guard known == nil else { return }
    summary.newlyQuarantined += 1
    _ = try Int64.fetchOne(
      database.cachedStatement(sql: Query.quarantineInsert.sql),
      arguments: [
        "source_id": try writer.tasks.sources.id(of: source, in: database),
        "line": rejection.place.line,
        "byte_offset": rejection.place.byteOffset, "reason": rejection.reason,
        "text": rejection.text, "key": key,
      ])
  }
}

extension ImportSession {
  /// What makes a rejected record the same again: its reason and text, or its place where there is
  /// no text, as a SHA-256.
  private static func quarantineKey(of rejection: Rejection, source: String) -> String {
    let place = "\(source):\(rejection.place.byteOffset)"
    let content = rejection.reason + "\n" + (rejection.text.isEmpty ? place : rejection.text)
    return SHA256.hash(data: Array(content.utf8)).map {
      ($0 < 16 ? "0" : "") + String($0, radix: 16)
    }.joined()
  }
}
