package import Domain
import GRDB
import Queries
package import Reconciliation

/// How far a ledger knows what tasks cost, including days without tasks.
///
/// An import only knows its files: up to the last day with tasks that was complete when it ran. A
/// night that has read its inbox, and a fetch of the entire history, know all complete days: if
/// nothing came, nothing was spent.
extension LedgerStore {
  /// A side of the ledger that runs can cover.
  package enum Side: String, CaseIterable, Sendable {
    /// What tasks cost.
    case tasks
    /// The account history.
    case history
  }

  /// A run that sees everything there is.
  package enum CoveringRun: String, Sendable {
    case night
    case fetch
  }

  /// Records that a run has seen everything on some sides up to the end of a day.
  package func cover(
    _ sides: [Side], through day: CalendarDay, by run: CoveringRun, at moment: Instant
  ) throws {
    try writeBatch { database in
      for side in sides {
        try database.execute(
          sql: Query.coveredDayPut.sql,
          arguments: [
            "side": side.rawValue, "day": day.number, "run": run.rawValue,
            "ran_at": moment.nanoseconds,
          ])
      }
    }
  }

  /// The days for which it is known what tasks cost.
  package func knownDays(asOf: Instant) throws -> KnownDays {
    try database.read { try LedgerStore.knownDays(asOf: asOf, calendar: calendar, in: $0) }
  }

  static func knownDays(
    asOf: Instant, calendar: AccountingCalendar, in database: Database
  ) throws -> KnownDays {
    let lastCompleteDay = calendar.lastCompleteDay(at: asOf)
    let row = try Row.fetchOne(
      database, sql: Query.knownDays.sql,
      arguments: [
        "last_day": try lastImportedDay(through: lastCompleteDay, calendar, in: database).number
      ])
    let day = { (name: String) in (row?[name] as Int?).map { CalendarDay(number: $0) } }
    guard let first = day("first_day") else {
      return KnownDays(nil, lastCompleteDay: lastCompleteDay)
    }
    let lastTasks = day("last_day") ?? first + -1
    let covered = min(max(day("covered_day") ?? lastTasks, lastTasks), lastCompleteDay)
    let last =
      if let history = try lastDayOfHistory(asOf: asOf, calendar, in: database) {
        max(covered, history)
      } else {
        try firstUnloggedDay(after: lastTasks, calendar, in: database)
          .map { min(covered, $0 + -1) } ?? covered
      }
    return KnownDays(first <= last ? first...last : nil, lastCompleteDay: lastCompleteDay)
  }

  /// The last day of which the history knows what was spent; nil until its unit is proved, as it
  /// adds to no figure before.
  private static func lastDayOfHistory(
    asOf: Instant, _ calendar: AccountingCalendar, in database: Database
  ) throws -> CalendarDay? {
    guard try HistoryUnit.isProved(in: database) else { return nil }
    let last = try HistorySpan(in: database).last.map(calendar.day)
    return try lastKnownHistoryDay(
      [last].compactMap(\.self), asOf: asOf, calendar: calendar, in: database)
  }

  /// The last day that was complete when the latest import ran, and is complete now.
  private static func lastImportedDay(
    through lastCompleteDay: CalendarDay, _ calendar: AccountingCalendar, in database: Database
  ) throws -> CalendarDay {
    let row = try Row.fetchOne(database, sql: Query.lastImport.sql)
    guard let imported = row?["imported_at"] as Int64? else { return lastCompleteDay }
    return min(
      lastCompleteDay, calendar.lastCompleteDay(at: Instant(nanoseconds: imported)))
  }

  /// The first day after the last one with tasks on which the history booked a task without a
  /// response: from then on, something is known to be missing.
  private static func firstUnloggedDay(
    after day: CalendarDay, _ calendar: AccountingCalendar, in database: Database
  ) throws -> CalendarDay? {
    try Int.fetchOne(
      database, sql: Query.firstUnloggedDay.sql,
      arguments: ["since": calendar.start(of: day + 1).nanoseconds]
    ).map { CalendarDay(number: $0) }
  }

  /// The last day for which it is known what the history booked, among some of its lines.
  static func lastKnownHistoryDay(
    _ days: some Sequence<CalendarDay>, asOf: Instant, calendar: AccountingCalendar,
    in database: Database
  ) throws -> CalendarDay? {
    let lastCompleteDay = calendar.lastCompleteDay(at: asOf)
    let limit = try lastImportedDay(through: lastCompleteDay, calendar, in: database)
    let covered = try Int.fetchOne(database, sql: Query.coveredHistory.sql)
      .map { min(CalendarDay(number: $0), lastCompleteDay) }
    return [days.filter { $0 <= limit }.max(), covered].compactMap(\.self).max()
  }
}

extension LedgerStore {
  /// The alarm if no task has come for longer than this ledger's rhythm explains; nil if all is
  /// well.
  package func staleFeed(asOf: Instant) throws -> StaleFeed? {
    let until = calendar.day(of: asOf)
    let rows = try database.read {
      try Row.fetchAll(
        $0, sql: Query.feedDays.sql,
        arguments: ["until": until.number, "days": FeedRhythm.longestWindow])
    }
    let billed = rows.map { (CalendarDay(number: $0["day"]), Points($0["points"])) }
    return StaleFeed(
      Dictionary(uniqueKeysWithValues: billed), through: calendar.lastCompleteDay(at: asOf))
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
