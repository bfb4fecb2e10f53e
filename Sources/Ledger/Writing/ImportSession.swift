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

  package init() {}
}

/// Brings records of sources into the ledger, in batches of one transaction each: a crash leaves
/// whole batches, and importing again finishes the work.
package final class ImportSession {
  private static let batchLimit = 8192

  private let store: LedgerStore
  private let asOf: Instant
  private var writer: TaskWriter
  private var batch: [(IntakeItem, sourceName: String)] = []
  private var summary = ImportSummary()

  /// Starts an import into a ledger whose tasks are all priced by the pricer's card.
  package init(store: LedgerStore, pricer: Pricer, asOf: Instant) throws {
    self.store = store
    self.asOf = asOf
    let calendar = store.calendar
    writer = try store.database.read {
      try TaskWriter(calendar: calendar, pricer: pricer, asOf: asOf, in: $0)
    }
  }

  /// Takes a record or rejection of a source.
  package func add(_ item: IntakeItem, from sourceName: String) throws {
    batch.append((item, sourceName))
    if batch.count >= ImportSession.batchLimit { try flush() }
  }

  /// Notes that a source was read to its end.
  package func finish(source name: String, sha256: String, sizeBytes: Int64) throws {
    try flush()
    summary.sources += 1
    try store.writeBatch {
      try writer.sources.finish(name, sha256: sha256, sizeBytes: sizeBytes, in: $0)
    }
  }

  /// Ends the import: what time has changed meanwhile is judged anew.
  package func finish() throws -> ImportSummary {
    try flush()
    try store.advance(asOf: asOf)
    summary.tasks = writer.counts
    return summary
  }

  private func flush() throws {
    guard !batch.isEmpty else { return }
    let items = batch
    batch.removeAll(keepingCapacity: true)
    try store.writeBatch { try write(items, in: $0) }
  }

  private func write(
    _ items: [(IntakeItem, sourceName: String)], in database: Database
  ) throws {
    var observations: [PendingObservation] = []
    for (item, sourceName) in items {
      switch item {
      case .record(.task(let observation), let place):
        observations.append(
          PendingObservation(
            observation: observation, sourceName: sourceName, line: place.line))
      case .record(.historyPage(let page), let place):
        for entry in page.entries {
          try write(entry, source: sourceName, line: place.line, in: database)
        }
      case .record(.balance(let snapshot), let place):
        try write(snapshot, source: sourceName, line: place.line, in: database)
      case .rejection(let rejection):
        try write(rejection, source: sourceName, in: database)
      }
    }
    try writer.write(observations, in: database)
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
        "source_id": try writer.sources.id(of: source, in: database), "line": line,
      ] + HistoryLink(entry, calendar: store.calendar).arguments)
    if let taskID = stored?.taskID, taskID != entry.taskID {
      try database.execute(
        sql: Query.staleTaskInsert.sql, arguments: TaskTable.key(TaskID(taskID)))
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
        "source_id": try writer.sources.id(of: source, in: database), "line": line,
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
        "source_id": try writer.sources.id(of: source, in: database), "line": rejection.place.line,
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
