package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The alarms if no task has come for longer than this ledger's rhythm explains: one of all tasks,
  /// or those of the accounts whose tasks are missing while those of others come.
  ///
  /// - Parameters:
  ///   - asOf: the moment.
  ///   - filter: whose tasks; of an account that its owner has ended, none are missed.
  /// - Returns: the alarms; none if all is well.
  /// - Throws: an error if the ledger can't be read.
  package func staleFeeds(
    asOf: Instant, where filter: LineFilter = .none
  ) throws -> [StaleFeed] {
    try database.read { database in
      let names = try AccountNames(in: database)
      let lastDay = calendar.lastCompleteDay(at: asOf)
      let expected = names.all.filter { names.end(of: $0).map { lastDay < $0 } ?? true }
      guard names.all.isEmpty || !expected.isEmpty else { return [] }
      if AccountTasks(keptBy: filter, names) == nil,
        let all = try staleFeed(of: nil, asOf: asOf, in: database)
      {
        return [all]
      }
      guard names.areSeveral else { return [] }
      return try expected.filter(filter.keeps).compactMap { name in
        try staleFeed(of: AccountTasks([name], names), asOf: asOf, in: database)
      }
    }
  }

  private func staleFeed(
    of tasks: AccountTasks?, asOf: Instant, in database: Database
  ) throws -> StaleFeed? {
    let rows = try Row.fetchAll(
      database, sql: Query.feedDays.sql,
      arguments: [
        "until": calendar.day(of: asOf).number, "days": FeedRhythm.longestWindow,
        "accounts": tasks?.storedIDs,
      ])
    let billed = rows.map { (CalendarDay(number: $0["day"]), Points($0["points"])) }
    return StaleFeed(
      Dictionary(uniqueKeysWithValues: billed), of: tasks?.accounts.first,
      through: calendar.lastCompleteDay(at: asOf))
  }
}

extension LedgerStore {
  /// When the latest task was created, on the day of a moment or before; nil without tasks.
  package func lastTaskAt(asOf: Instant) throws -> Instant? {
    try database.read {
      try Int64.fetchOne(
        $0, sql: Query.lastTaskAt.sql, arguments: ["last_day": calendar.day(of: asOf).number])
    }.map { Instant(nanoseconds: $0) }
  }

  /// The size of the ledger as it is once its write-ahead log is part of it.
  package func sizeBytes() throws -> Int64? {
    try database.read { try Int64.fetchOne($0, sql: Query.ledgerSize.sql) }
  }
}

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

  /// The name of the rate card by which all tasks of the ledger are priced.
  package func cardName() throws -> String? {
    try database.read { try LedgerStore.setting("card_name", in: $0) }
  }

  /// The names that occur in the ledger's tasks, history, tags and sources.
  package func knownNames() throws -> KnownNames {
    try database.read { database in
      var names = KnownNames()
      for row in try Row.fetchAll(database, sql: Query.requestNames.sql) {
        names.models.insert(ProviderName.canonical(row["model"]))
        names.taskTypes.insert(ProviderName.canonical(row["task_type"]))
        if let host: String = row["webhook_host"] { names.webhookHosts.insert(host) }
      }
      names.accounts = Set(try AccountNames(in: database).all)
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
