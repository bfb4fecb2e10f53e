package import Domain
import GRDB
import Queries
import RateCards
import Reconciliation

/// The result of tagging individual tasks.
package struct TaggingSummary: Hashable, Sendable {
  /// Tasks whose tags changed.
  package var changed = 0
  package var unchanged = 0
  /// Of them, tasks that are not in the ledger yet; the tags wait for them.
  package var waiting = 0
}

extension LedgerStore {
  /// Ensures that the tasks are tagged by some rules: if the ledger was tagged by others, all days
  /// are recounted, in one transaction.
  ///
  /// - Returns: whether that was needed.
  @discardableResult
  package func useTagRules(_ rules: TagRules, asOf: Instant) throws -> Bool {
    let text = rules.isEmpty ? nil : try StoredJSON.text(of: rules)
    let today = calendar.day(of: asOf)
    var hasChanged = false
    try writeBatch { database in
      guard try LedgerStore.setting(TagCounter.rulesSetting, in: database) != text else { return }
      if let text {
        try LedgerStore.put(TagCounter.rulesSetting, text, in: database)
      } else {
        try LedgerStore.forget(TagCounter.rulesSetting, in: database)
      }
      if rules.readSources { try RuleSources.note(for: rules, in: database) }
      try database.execute(sql: Query.staleTagDaysEverywhere.sql)
      try TagRollup.refresh(foundOn: today, in: database)
      hasChanged = true
    }
    return hasChanged
  }

  /// The rules by which the ledger is tagged.
  package func tagRules() throws -> TagRules {
    try database.read { try TagCounter.rules(in: $0) }
  }

  /// The number of days whose tags still need counting after an interrupted run.
  package func uncountedTagDays() throws -> Int {
    try database.read { database in
      let use = try Row.fetchOne(database, sql: Query.tagsInUse.sql)
      let areGiven: Bool = use?["are_given"] ?? false
      guard try areGiven || !TagCounter.rules(in: database).isEmpty else { return 0 }
      return try StaleTagDays.all(in: database).count
    }
  }

  /// Tags individual tasks, overriding imports and rules; a tag without a value is removed.
  package func tag(
    _ assignments: [(id: TaskID, tag: Tag)], asOf: Instant
  ) throws -> TaggingSummary {
    let today = calendar.day(of: asOf)
    var summary = TaggingSummary()
    try writeBatch { database in
      var writer = try TagWriter(in: database)
      summary = try writer.write(assignments, in: database)
      try TagRollup.refresh(foundOn: today, in: database)
    }
    return summary
  }
}

/// Moves tags to the day under which their task is stored.
///
/// They were recorded under the day of an observation, where the task may not be: it was known
/// under another day, it has moved since, or it is not in the ledger yet.
enum StrayedTags {
  /// The day for tags whose task is not in the ledger.
  static let waiting: Int64 = -2

  /// Looks for the tasks of waiting tags, and of tags under a stale day.
  static func moveToTaskDays(in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: Query.strayedTags.sql)
    guard !rows.isEmpty else { return }
    let ids = rows.map { TaskSearch.id($0["id_high"], $0["id_low"]) }
    let days = try TaskSearch(in: database).days(of: ids, in: database)
    for (row, id) in zip(rows, ids) {
      let day: Int64 = row["day"]
      let other = days[id] ?? waiting
      guard other != day else { continue }
      for query in [Query.taskTagsMove, .taskSourcesMove] {
        try database.cachedStatement(sql: query.sql).execute(
          arguments: TaskTable.key(id) + ["day": day, "other_day": other])
      }
      if let found = days[id] { try StaleTagDays.insert([found], in: database) }
    }
  }
}

/// The tasks of sources that rules match.
enum RuleSources {
  /// Records the tasks that are already in the ledger: each is known to come from the source of its
  /// latest state, which a later observation would replace.
  static func note(for rules: TagRules, in database: Database) throws {
    let names = try String.fetchAll(database, sql: Query.sourceNames.sql)
      .filter(rules.readSource)
    guard !names.isEmpty else { return }
    for name in names {
      _ = try database.cachedStatement(sql: Query.tagSourceIntern.sql).fetchNumber(["name": name])
    }
    let statement = try database.cachedStatement(sql: Query.toldSourcesOfDay.sql)
    for day in try Int64.fetchAll(database, sql: Query.taskDays.sql) {
      try statement.execute(arguments: ["day": day])
    }
  }
}

/// The days whose tags have to be recounted.
///
/// They are recorded in the transaction that changes their tasks: after a crash the next run counts
/// them.
enum StaleTagDays {
  static func insert(_ days: Set<Int64>, in database: Database) throws {
    let statement = try RawStatement(Query.staleTagDayInsert.sql, in: database)
    for day in days.sorted() { try statement.run(day) }
  }

  static func all(in database: Database) throws -> [Int64] {
    try Int64.fetchAll(database, sql: Query.staleTagDaysAll.sql)
  }
}

/// Finds the days under which tasks are stored.
struct TaskSearch {
  /// For more tasks than this, reading all ids is faster.
  private static let singleLimit = 2000

  private let tasks: TaskTable
  private let filter: IDFilter

  init(in database: Database) throws {
    tasks = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    filter = try IDFilterTable.read(in: database)
  }

  /// An id by its two numbers, without the text that it may have.
  static func id(_ high: Int64, _ low: Int64) -> TaskID {
    TaskID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
  }

  /// The days of tasks, by their ids without text, for those in the ledger.
  func days(of ids: [TaskID], in database: Database) throws -> [TaskID: Int64] {
    let possible = ids.map { TaskID(high: $0.high, low: $0.low) }
      .filter { filter.mayContain($0.high, $0.low) }
    var days: [TaskID: Int64] = [:]
    guard possible.count > TaskSearch.singleLimit else {
      for id in possible {
        days[id] = try tasks.row(
          id, likelyDay: nil, within: filter.days(of: id.high, id.low), in: database)?.day
      }
      return days
    }
    let wanted = Set(possible)
    let statement = try RawStatement(Query.taskIds.sql, in: database)
    defer { statement.finish() }
    while try statement.hasRow() {
      let id = TaskSearch.id(statement.integer(at: 0), statement.integer(at: 1))
      if wanted.contains(id) { days[id] = statement.integer(at: 2) }
    }
    return days
  }
}
