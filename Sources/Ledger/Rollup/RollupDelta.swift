import Domain
import GRDB
import Queries

/// The changes to the daily rollup that the tasks of a batch make, written in the batch's
/// transaction.
struct RollupDelta {
  private struct Line: Hashable, Comparable {
    let day: Int64
    let outcomeID: Int64

    static func < (left: Line, right: Line) -> Bool {
      (left.day, left.outcomeID) < (right.day, right.outcomeID)
    }
  }

  /// What an outcome gains or loses: ended tasks of known duration, and that duration in seconds.
  fileprivate struct Waits {
    var count = 0
    var seconds: Int64 = 0
  }

  fileprivate struct Change {
    var tasks = 0
    var waits = Waits()
    /// Whether tasks were counted at all, even if they cancel out.
    var isTouched = false
  }

  private var changes: [Line: Change] = [:]
  /// The changes of one day by outcome number, since rows come sorted by day and an array is faster
  /// than a dictionary.
  private var latest: [Change] = []
  private var latestDay: Int64?
  /// Outcomes with larger numbers have no slot here.
  private static let latestLimit = 16_384

  /// Adds or removes one task: the count is 1 or −1.
  ///
  /// The wait is the time from creation to end of an ended task, if known.
  mutating func add(_ count: Int, day: Int64, outcomeID: Int64, waitSeconds: Int64?) {
    guard outcomeID < RollupDelta.latestLimit else {
      changes[Line(day: day, outcomeID: outcomeID), default: Change()]
        .add(count, waitSeconds: waitSeconds)
      return
    }
    if day != latestDay { start(day) }
    let place = Int(outcomeID)
    if place >= latest.count {
      latest += repeatElement(Change(), count: place + 64 - latest.count)
    }
    latest[place].add(count, waitSeconds: waitSeconds)
  }

  /// Adds the tasks of a usage line with their waits, or removes them if the counts are negative.
  mutating func add(
    _ tasks: Int, day: Int64, outcomeID: Int64, waits: Int, waitSeconds: Int64
  ) {
    changes[Line(day: day, outcomeID: outcomeID), default: Change()].add(
      Change(
        tasks: tasks, waits: Waits(count: waits, seconds: waitSeconds), isTouched: true))
  }

  /// Moves the changes of the latest day to the others.
  private mutating func start(_ day: Int64?) {
    if let latestDay {
      for place in latest.indices where latest[place].isTouched {
        changes[Line(day: latestDay, outcomeID: Int64(place)), default: Change()]
          .add(latest[place])
        latest[place] = Change()
      }
    }
    latestDay = day
  }

  /// Writes the changes, those of a closed month as adjustments on the day on which they are found.
  ///
  /// - Returns: the days of tasks that changed, even if the changes cancel out.
  mutating func write(foundOn day: CalendarDay, in database: Database) throws -> Set<Int64> {
    start(nil)
    let closedMonths = try ClosedMonths(in: database)
    var waits: [Int64: Waits] = [:]
    var days: Set<Int64> = []
    for (line, change) in changes.sorted(by: { $0.key < $1.key }) {
      waits[line.outcomeID, default: Waits()].count += change.waits.count
      waits[line.outcomeID, default: Waits()].seconds += change.waits.seconds
      guard change.tasks != 0 else { continue }
      days.insert(line.day)
      try RollupDelta.add(
        change.tasks, day: line.day, outcomeID: line.outcomeID,
        foundOn: closedMonths.foundDay(ofChangesOn: line.day, foundOn: day), in: database)
    }
    for (outcomeID, change) in waits.sorted(by: { $0.key < $1.key })
    where change.count != 0 || change.seconds != 0 {
      try RawStatement(Query.outcomeAddWaits.sql, in: database)
        .run(Int64(change.count), change.seconds, outcomeID)
    }
    for day in days.sorted() { try RollupDelta.noteUnchecked(day: day, in: database) }
    return Set(changes.keys.map(\.day))
  }

  /// Records that a day was written to since it was last compared with the tasks.
  static func noteUnchecked(day: Int64, in database: Database) throws {
    try database.cachedStatement(sql: Query.uncheckedDayAdd.sql).execute(arguments: ["day": day])
  }

  /// Adds tasks to one row of the rollup, or of the adjustments if a day of finding is given; an
  /// empty row is removed.
  static func add(
    _ tasks: Int, day: Int64, outcomeID: Int64, foundOn foundDay: CalendarDay?,
    in database: Database
  ) throws {
    guard let foundDay else {
      try RawStatement(Query.rollupAdd.sql, in: database).run(day, outcomeID, Int64(tasks))
      if tasks < 0 {
        try RawStatement(Query.rollupRemoveEmpty.sql, in: database).run(day, outcomeID)
      }
      return
    }
    let key: StatementArguments = [
      "day": day, "outcome_id": outcomeID, "found_day": foundDay.number,
    ]
    try database.cachedStatement(sql: Query.adjustmentAdd.sql)
      .execute(arguments: key + ["tasks": tasks])
    // An adjustment may be negative, so adding to it may empty it too.
    try database.cachedStatement(sql: Query.adjustmentRemoveEmpty.sql).execute(arguments: key)
  }
}

extension RollupDelta.Change {
  fileprivate mutating func add(_ other: RollupDelta.Change) {
    tasks += other.tasks
    waits.count += other.waits.count
    waits.seconds += other.waits.seconds
  }

  fileprivate mutating func add(_ count: Int, waitSeconds: Int64?) {
    isTouched = true
    tasks += count
    guard let waitSeconds else { return }
    waits.count += count
    waits.seconds += Int64(count) * waitSeconds
  }
}

/// The tasks of a day that have an outcome, including adjustments.
struct RollupLine {
  let outcomeID: Int64
  let day: Int64
  let tasks: Int

  /// The lines of some outcomes, including those whose tasks cancel out.
  static func all(of outcomeIDs: [Int64], in database: Database) throws -> [RollupLine] {
    let list = outcomeIDs.map(String.init).joined(separator: ",")
    let rows = try Row.fetchAll(
      database, sql: Query.rollupOfOutcomes.sql, arguments: ["outcomes": "[\(list)]"])
    return rows.map {
      RollupLine(outcomeID: $0["outcome_id"], day: $0["day"], tasks: $0["tasks"])
    }
  }
}

/// Ensures that the amounts of all tasks in a ledger sum to no more than ``Points/sumLimit``, so
/// that no sum overflows in a report, view or budget.
///
/// Each task is bounded when read, so 46 million tasks always fit: the ledger is queried only if
/// there may be more.
struct SumBound {
  /// An upper bound on the sum of all task amounts; nil before the first batch.
  private var points: Int128?

  /// Records that tasks were added or changed.
  ///
  /// - Throws: ``LedgerError/sumTooLarge``, so that the transaction is rolled back.
  mutating func note(tasks: Int, in database: Database) throws {
    guard let known = points else {
      points = try SumBound.proved(in: database)
      return
    }
    // Each may have one amount in an adjustment, and another besides.
    let most = known + Int128(tasks) * 2 * Int128(Points.taskLimit.count)
    points = most < Int128(Points.sumLimit.count) ? most : try SumBound.proved(in: database)
  }

  /// The sum over all tasks of each one's largest amount.
  @discardableResult
  static func proved(in database: Database) throws -> Int128 {
    var points: Int128 = 0
    for row in try Row.fetchAll(database, sql: Query.sumOfAmounts.sql) {
      points += Int128(row["tasks"] as Int64) * Int128(row["points"] as Int64)
    }
    guard points < Int128(Points.sumLimit.count) else { throw LedgerError.sumTooLarge }
    return points
  }
}
