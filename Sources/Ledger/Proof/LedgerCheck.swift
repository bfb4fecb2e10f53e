package import Domain
import GRDB
import Queries
package import RateCards

/// What a check of the ledger found; empty if all is well.
///
/// Each difference is in words; where there are many, the first ones and their number.
package struct LedgerCheck: Hashable, Sendable {
  /// Rows of the rollup that do not match the tasks.
  package fileprivate(set) var rollupDifferences: [String] = []
  /// Tag counts that do not match the tasks.
  package fileprivate(set) var tagDifferences: [String] = []
  /// Figures of tasks that do not follow from what is stored of them.
  package fileprivate(set) var figureDifferences: [String] = []
  /// Tasks that are there twice, or that the filter of task ids does not know.
  package fileprivate(set) var idDifferences: [String] = []
  /// Days that usage lines count besides tasks, or besides those of another batch.
  package fileprivate(set) var lineDifferences: [String] = []
  /// What does not follow from the account's history and balances.
  package fileprivate(set) var accountDifferences: [String] = []
  /// What SQLite's integrity check found.
  package fileprivate(set) var integrityErrors: [String] = []
  /// Rows that refer to missing rows, by table, and tasks among them.
  package fileprivate(set) var referenceErrors: [String] = []
  package fileprivate(set) var danglingReferences = 0
  /// Whether prices and verdicts were proved too, by the card that the ledger is priced by.
  package fileprivate(set) var arePricesProved = false

  package var isClean: Bool { all.isEmpty && danglingReferences == 0 }

  /// Everything that was found, each with the part of the ledger that it is of.
  package var all: [String] {
    [
      ("rollup", rollupDifferences), ("tags", tagDifferences), ("figures", figureDifferences),
      ("task ids", idDifferences), ("usage lines", lineDifferences),
      ("account", accountDifferences),
      ("integrity", integrityErrors + referenceErrors),
    ].flatMap { part, texts in texts.map { "\(part): \($0)" } }
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
  /// Proves what the ledger derives from other data that it holds, after SQLite's own checks on the
  /// entire file.
  ///
  /// - Parameters:
  ///   - scope: which days.
  ///   - pricer: the card at hand: if it is the one that the ledger is priced by, prices and verdicts
  ///     are proved too.
  /// - Returns: what was found.
  /// - Throws: GRDB's error for what SQLite reports.
  package func check(
    scope: CheckScope = .everything, by pricer: Pricer? = nil
  ) throws -> LedgerCheck {
    var check = LedgerCheck()
    if scope == .everything {
      // A transaction that has met damage cannot be ended.
      check.integrityErrors = try database.writeWithoutTransaction { database in
        try LedgerStore.integrityErrors(in: database)
      }
      // The columns of damaged rows may hold anything.
      guard check.integrityErrors.isEmpty else { return check }
    }
    try database.read { database in
      if scope == .everything { try LedgerStore.checkReferences(&check, in: database) }
      let fingerprint = try LedgerStore.setting("card_fingerprint", in: database)
      let pricer = pricer?.card.fingerprint == fingerprint ? pricer : nil
      check.arePricesProved = pricer != nil
      try prove(&check, scope, pricer: pricer, in: database)
    }
    return check
  }

  private func prove(
    _ check: inout LedgerCheck, _ scope: CheckScope, pricer: Pricer?, in database: Database
  ) throws {
    check.rollupDifferences = LedgerStore.texts {
      try LedgerStore.rollupDifferences(scope, in: database)
    }
    check.tagDifferences = LedgerStore.texts { try TagRollup.differences(scope, in: database) }
    check.figureDifferences = LedgerStore.texts {
      try LedgerStore.figureFaults(scope, calendar: calendar, pricer: pricer, in: database)
        .map(\.text)
    }
    guard scope == .everything else { return }
    check.lineDifferences = LedgerStore.texts { try UsageOverlap.texts(in: database) }
    var (ids, account) = (Differences(), Differences())
    ids.add { try TaskIDProof.check(&$0, in: database) }
    account.add { try AccountProof.check(&$0, calendar: calendar, in: database) }
    (check.idDifferences, check.accountDifferences) = (ids.texts, account.texts)
  }

  /// What is wrong with the figures of tasks.
  static func figureFaults(
    _ scope: CheckScope, calendar: AccountingCalendar, pricer: Pricer?, in database: Database
  ) throws -> [FigureFault] {
    let faults = try FigureProof.faults(scope, calendar: calendar, pricer: pricer, in: database)
    guard scope == .everything, let pricer, faults.isEmpty else { return faults }
    return try PenaltyProof.faults(calendar: calendar, pricer: pricer, in: database)
      + VerdictShift.faults(in: database)
  }

  /// The first of some differences, and how many more there are; what cannot be read is one too.
  private static func texts(_ part: () throws -> [String]) -> [String] {
    var differences = Differences()
    differences.add { differences in
      for text in try part() { differences.add(text) }
    }
    return differences.texts
  }

  private static func integrityErrors(in database: Database) throws -> [String] {
    do {
      let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
      return found == ["ok"] ? [] : found
    } catch let error as DatabaseError {
      return [Differences.reason(error)]
    }
  }

  private static func checkReferences(_ check: inout LedgerCheck, in database: Database) throws {
    var counts: [[String]: Int] = [:]
    for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
      counts[[row["table"], row["parent"]], default: 0] += 1
    }
    guard !counts.isEmpty else { return }
    check.danglingReferences = counts.values.reduce(0, +)
    var found = Differences()
    for (names, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      found.add(
        "\(count.groupedText) \(count == 1 ? "row" : "rows") of \(names[0]) "
          + "\(count == 1 ? "refers" : "refer") to missing rows of \(names[1])")
    }
    for row in try Row.fetchAll(database, sql: Query.referencesMissing.sql) {
      found.add("\(TaskKey(row: row)): its \(row["missing"] as String) is missing")
    }
    check.referenceErrors = found.texts
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
