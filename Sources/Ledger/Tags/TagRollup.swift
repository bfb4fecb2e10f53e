import Domain
import GRDB
import Queries

/// Maintains the counts of tagged tasks by day, outcome and tags, next to the rollup.
///
/// Changes in a closed month become adjustments on the day on which they are found, as in the
/// rollup. Everything happens in the caller's transaction.
struct TagRollup {
  private let closedMonths: ClosedMonths
  private let today: CalendarDay
  private var counter: TagCounter
  private var sets: TagSetTable

  private init(foundOn day: CalendarDay, in database: Database) throws {
    closedMonths = try ClosedMonths(in: database)
    today = day
    counter = try TagCounter(in: database)
    sets = try TagSetTable(in: database)
  }

  /// Recounts the days that have changed.
  static func refresh(foundOn day: CalendarDay, in database: Database) throws {
    guard try !StaleTagDays.all(in: database).isEmpty else { return }
    let use = try Row.fetchOne(database, sql: Query.tagsInUse.sql)
    let areGiven: Bool = use?["are_given"] ?? false
    let hasSources: Bool = use?["has_sources"] ?? false
    let areCounted: Bool = use?["are_counted"] ?? false
    let hasRules = try !TagCounter.rules(in: database).isEmpty
    if areGiven || hasSources { try StrayedTags.moveToTaskDays(in: database) }
    if areGiven || hasRules || areCounted {
      var rollup = try TagRollup(foundOn: day, in: database)
      for day in try StaleTagDays.all(in: database) { try rollup.count(day, in: database) }
    }
    try database.execute(sql: Query.staleTagDaysClear.sql)
  }

  private mutating func count(_ day: Int64, in database: Database) throws {
    let counted = try counter.counts(ofDay: day, in: database)
    let stored = try TagRollup.stored(ofDay: day, sets, in: database)
    let foundDay = closedMonths.foundDay(ofChangesOn: day, foundOn: today)
    for line in Set(counted.keys).union(stored.keys).sorted() {
      let difference = (counted[line] ?? 0) - (stored[line] ?? 0)
      guard difference != 0 else { continue }
      try TagRollup.add(
        difference, day: day, outcomeID: line.outcomeID,
        tagSetID: try sets.id(of: line.tags, in: database), foundOn: foundDay, in: database)
    }
    try TagRollup.removeEmpty(day: day, foundOn: foundDay, in: database)
  }

  /// The tagged tasks of a day as stored, including adjustments.
  private static func stored(
    ofDay day: Int64, _ sets: TagSetTable, in database: Database
  ) throws -> [TagCounter.Line: Int] {
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.tagRollupOfDay.sql), arguments: ["day": day])
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        (TagCounter.Line(outcomeID: $0["outcome_id"], tags: sets[$0["tag_set_id"]]), $0["tasks"])
      })
  }

  private static func add(
    _ tasks: Int, day: Int64, outcomeID: Int64, tagSetID: Int64,
    foundOn foundDay: CalendarDay?, in database: Database
  ) throws {
    var arguments: StatementArguments = [
      "day": day, "outcome_id": outcomeID, "tag_set_id": tagSetID, "tasks": tasks,
    ]
    if let foundDay { arguments += ["found_day": foundDay.number] }
    let query = foundDay == nil ? Query.tagRollupAdd : .tagAdjustmentAdd
    try database.cachedStatement(sql: query.sql).execute(arguments: arguments)
  }

  private static func removeEmpty(
    day: Int64, foundOn foundDay: CalendarDay?, in database: Database
  ) throws {
    if let foundDay {
      try database.cachedStatement(sql: Query.tagAdjustmentRemoveEmpty.sql)
        .execute(arguments: ["found_day": foundDay.number])
    } else {
      try database.cachedStatement(sql: Query.tagRollupRemoveEmpty.sql)
        .execute(arguments: ["day": day])
    }
  }
}

extension TagRollup {
  /// Gives the tagged tasks of a closed day the outcome that preserves their figures, and makes the
  /// change an adjustment, as ``ClosedMonths`` does with the rollup.
  static func keepFigures(
    of outcomeID: Int64, by keptID: Int64, day: Int64, foundOn foundDay: CalendarDay,
    in database: Database
  ) throws {
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: Query.tagRollupOfOutcome.sql),
      arguments: ["day": day, "outcome_id": outcomeID])
    for row in rows {
      let place = (row["found_day"] as Int?).map { CalendarDay(number: $0) }
      let (tasks, tagSetID): (Int, Int64) = (row["tasks"], row["tag_set_id"])
      for (id, count, found) in [
        (outcomeID, -tasks, place), (keptID, tasks, place), (keptID, -tasks, foundDay),
        (outcomeID, tasks, foundDay),
      ] {
        try add(
          count, day: day, outcomeID: id, tagSetID: tagSetID, foundOn: found, in: database)
      }
      try removeEmpty(day: day, foundOn: place, in: database)
    }
    if !rows.isEmpty { try removeEmpty(day: day, foundOn: foundDay, in: database) }
  }

  /// Moves the adjustments of a reopened month back into it.
  static func reopen(_ days: StatementArguments, in database: Database) throws {
    try database.execute(sql: Query.tagAdjustmentsFold.sql, arguments: days)
    try database.execute(sql: Query.tagAdjustmentsDelete.sql, arguments: days)
    try database.execute(sql: Query.tagRollupRemoveAllEmpty.sql)
  }

  /// The disagreements between stored counts and tasks, in words; days still to be counted are left
  /// out.
  static func differences(
    _ scope: CheckScope, in database: Database
  ) throws -> [String] {
    let query = scope == .everything ? Query.tagDays : .uncheckedDaysAll
    let waiting = Set(try StaleTagDays.all(in: database))
    var counter = try TagCounter(in: database)
    let sets = try TagSetTable(in: database)
    var differences: [String] = []
    for day in try Int64.fetchAll(database, sql: query.sql) where !waiting.contains(day) {
      let stored = try stored(ofDay: day, sets, in: database)
      let counted = try counter.counts(ofDay: day, in: database)
      for line in Set(stored.keys).union(counted.keys).sorted()
      where stored[line] != counted[line] {
        differences.append(
          "day \(day) outcome \(line.outcomeID) tags \(line.tags.json): the tag "
            + "rollup has \(stored[line] ?? 0) tasks, the tasks come to \(counted[line] ?? 0)")
      }
    }
    return differences
  }
}
