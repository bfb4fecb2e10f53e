package import Domain
import GRDB
import Queries

/// What a check of the ledger found; empty if all is well.
package struct LedgerCheck: Hashable, Sendable {
  /// Rows of the rollup that do not match the tasks, each in words.
  package let rollupDifferences: [String]
  /// Tag counts that do not match the tasks, each in words.
  package let tagDifferences: [String]
  /// What SQLite's integrity check found.
  package let integrityErrors: [String]
  /// Rows that refer to missing rows.
  package let danglingReferences: Int

  package var isClean: Bool {
    rollupDifferences.isEmpty && tagDifferences.isEmpty && integrityErrors.isEmpty
      && danglingReferences == 0
  }
}

/// The scope of a check.
package enum CheckScope: Hashable, Sendable {
  /// Every task and every page of the file.
  case everything
  /// The days written to since the last check: the cost depends on what is new.
  case uncheckedDays
}

extension LedgerStore {
  /// Verifies that the rollup equals the tasks, and runs SQLite's own checks on the entire file.
  package func check(scope: CheckScope = .everything) throws -> LedgerCheck {
    try database.read { database in
      let differences = try LedgerStore.rollupDifferences(scope, in: database)
      let tagDifferences = try TagRollup.differences(scope, in: database)
      guard scope == .everything else {
        return LedgerCheck(
          rollupDifferences: differences, tagDifferences: tagDifferences, integrityErrors: [],
          danglingReferences: 0)
      }
      let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
      return LedgerCheck(
        rollupDifferences: differences, tagDifferences: tagDifferences,
        integrityErrors: integrity == ["ok"] ? [] : integrity, danglingReferences: references)
    }
  }

  /// Records that all days were compared with the tasks and found equal.
  package func noteChecked() throws {
    try writeBatch { try $0.execute(sql: Query.uncheckedDaysDelete.sql) }
  }

  /// Rebuilds the rollup from the tasks.
  ///
  /// Differences in a closed month become adjustments on the day on which they are found.
  package func rebuildRollup(asOf: Instant) throws {
    let today = calendar.day(of: asOf)
    try writeBatch { database in
      let closedMonths = try ClosedMonths(in: database)
      let stored = try LedgerStore.lines(.rollupAll, in: database)
      let counted = try LedgerStore.lines(.rollupOfTasks, in: database)
      for line in Set(stored.keys).union(counted.keys).sorted(by: Line.isBefore) {
        let difference = (counted[line] ?? 0) - (stored[line] ?? 0)
        guard difference != 0 else { continue }
        try RollupDelta.add(
          difference, day: line.day, outcomeID: line.outcomeID,
          foundOn: closedMonths.foundDay(ofChangesOn: line.day, foundOn: today), in: database)
      }
      try LedgerStore.rebuildWaits(in: database)
      try ChangedTasks.rebuild(in: database)
      try database.execute(sql: Query.staleTagDaysEverywhere.sql)
      try TagRollup.refresh(foundOn: today, in: database)
    }
  }

  static func rebuildWaits(in database: Database) throws {
    for (query, sign) in [(Query.outcomeWaits, -1), (.waitsOfTasks, 1)] {
      for row in try Row.fetchAll(database, sql: query.sql) {
        let (id, waits, seconds): (Int64, Int64, Int64) = (
          row["outcome_id"], row["waits"], row["wait_seconds"]
        )
        try database.cachedStatement(sql: Query.outcomeAddWaits.sql).execute(arguments: [
          "id": id, "waits": waits * Int64(sign), "wait_seconds": seconds * Int64(sign),
        ])
      }
    }
  }

  private struct Line: Hashable {
    let day: Int64
    let outcomeID: Int64

    static func isBefore(_ left: Line, _ right: Line) -> Bool {
      (left.day, left.outcomeID) < (right.day, right.outcomeID)
    }
  }

  private static func lines(_ query: Query, in database: Database) throws -> [Line: Int] {
    let rows = try Row.fetchAll(database, sql: query.sql)
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        (Line(day: $0["day"], outcomeID: $0["outcome_id"]), $0["tasks"] as Int)
      })
  }

  private static func rollupDifferences(
    _ scope: CheckScope, in database: Database
  ) throws -> [String] {
    let isFull = scope == .everything
    let stored = try lines(isFull ? .rollupAll : .rollupUnchecked, in: database)
    let counted = try lines(isFull ? .rollupOfTasks : .rollupOfUncheckedTasks, in: database)
    var differences = Set(stored.keys).union(counted.keys).sorted(by: Line.isBefore)
      .filter { stored[$0] != counted[$0] }
      .map { line in
        "day \(line.day) outcome \(line.outcomeID): the rollup has \(stored[line] ?? 0) tasks, "
          + "the tasks come to \(counted[line] ?? 0)"
      }
    differences += try ChangedTasks.differences(scope, in: database)
    if isFull { differences += try waitDifferences(in: database) }
    return differences
  }

  private static func waitDifferences(in database: Database) throws -> [String] {
    let stored = try waits(.outcomeWaits, in: database)
    let counted = try waits(.waitsOfTasks, in: database)
    return Set(stored.keys).union(counted.keys).sorted().filter { stored[$0] != counted[$0] }
      .map { id in
        "outcome \(id): the rollup has \((stored[id] ?? Waits()).text(after: "waits of")), "
          + "the tasks come to \((counted[id] ?? Waits()).text(after: "of"))"
      }
  }

  private struct Waits: Equatable {
    var count: Int64 = 0
    var seconds: Int64 = 0

    func text(after words: String) -> String { "\(count) \(words) \(seconds) s" }
  }

  private static func waits(_ query: Query, in database: Database) throws -> [Int64: Waits] {
    let rows = try Row.fetchAll(database, sql: query.sql)
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        ($0["outcome_id"], Waits(count: $0["waits"], seconds: $0["wait_seconds"]))
      })
  }
}
