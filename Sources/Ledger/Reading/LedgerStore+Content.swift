package import Domain
import GRDB
import Queries

/// How much a ledger holds.
package struct LedgerCounts: Hashable, Sendable {
  package let tasks: Int
  package let historyEntries: Int
  package let balanceSnapshots: Int
  package let quarantined: Int
  package let sources: Int
}

extension LedgerStore {
  /// The number of tasks without a creation time, which belong to no day.
  package func undatedTasks() throws -> Int {
    try database.read { try Int.fetchOne($0, sql: Query.undatedTasks.sql) ?? 0 }
  }

  package func counts() throws -> LedgerCounts {
    try database.read { database in
      let row = try Row.fetchOne(database, sql: Query.counts.sql)
      return LedgerCounts(
        tasks: row?["tasks"] ?? 0, historyEntries: row?["history_entries"] ?? 0,
        balanceSnapshots: row?["balance_snapshots"] ?? 0, quarantined: row?["quarantined"] ?? 0,
        sources: row?["sources"] ?? 0)
    }
  }

  /// Statuses that are not known yet, with the number of their tasks.
  package func unknownStatuses() throws -> [(status: String, tasks: Int)] {
    try database.read { database in
      try Row.fetchAll(database, sql: Query.unknownStatuses.sql).map { ($0["status"], $0["tasks"]) }
    }
  }

  /// The name of the rate card that all tasks of the ledger are priced by.
  package func cardName() throws -> String? {
    try database.read { try LedgerStore.setting("card_name", in: $0) }
  }

  /// What tasks, history, tags and sources of the ledger are called by.
  package func knownNames() throws -> KnownNames {
    try database.read { database in
      var names = KnownNames()
      for row in try Row.fetchAll(database, sql: Query.requestNames.sql) {
        names.models.insert(ProviderName.canonical(row["model"]))
        names.taskTypes.insert(ProviderName.canonical(row["task_type"]))
        if let host: String = row["webhook_host"] { names.webhookHosts.insert(host) }
      }
      names.apiKeyIDs = Set(try String.fetchAll(database, sql: Query.apiKeyIds.sql))
      names.sources = Set(try String.fetchAll(database, sql: Query.sourceNames.sql))
      for row in try Row.fetchAll(database, sql: Query.tagSetsAll.sql) {
        let tags: [String: String] = try StoredJSON.decoded(row["tags"])
        names.tags.formUnion(tags.map { "\($0.key)=\($0.value)" })
      }
      return names
    }
  }
}
