import Billing
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

  /// What an outcome gains or loses: ended tasks whose time is known, and that time in seconds.
  fileprivate struct Waits {
    var count = 0
    var seconds: Int64 = 0
  }

  fileprivate struct Change {
    var tasks = 0
    var waits = Waits()
  }

  private var changes: [Line: Change] = [:]

  /// Adds one task, or takes it away: the count is 1 or −1.
  ///
  /// The wait is the time from creation to end of an ended task, if known.
  mutating func add(_ count: Int, day: Int64, outcomeID: Int64, waitSeconds: Int64?) {
    changes[Line(day: day, outcomeID: outcomeID), default: Change()]
      .add(count, waitSeconds: waitSeconds)
  }

  /// Adds tasks of one day and outcome at once.
  mutating func add(_ tasks: CountedTasks, day: Int64, outcomeID: Int64) {
    changes[Line(day: day, outcomeID: outcomeID), default: Change()].add(tasks)
  }

  /// Writes the changes: those of a closed month as adjustments on the day on which they are found.
  func write(foundOn day: CalendarDay, in database: Database) throws {
    let closedMonths = try ClosedMonths(in: database)
    let bookingDay = closedMonths.bookingDay(foundOn: day)
    var waits: [Int64: Waits] = [:]
    var days: Set<Int64> = []
    for (line, change) in changes.sorted(by: { $0.key < $1.key }) {
      waits[line.outcomeID, default: Waits()].count += change.waits.count
      waits[line.outcomeID, default: Waits()].seconds += change.waits.seconds
      guard change.tasks != 0 else { continue }
      days.insert(line.day)
      try RollupDelta.add(
        change.tasks, day: line.day, outcomeID: line.outcomeID,
        foundOn: closedMonths.contains(day: line.day) ? bookingDay : nil, in: database)
    }
    for (outcomeID, change) in waits.sorted(by: { $0.key < $1.key })
    where change.count != 0 || change.seconds != 0 {
      try database.cachedStatement(sql: Query.outcomeAddWaits.sql).execute(arguments: [
        "id": outcomeID, "waits": change.count, "wait_seconds": change.seconds,
      ])
    }
    for day in days.sorted() { try RollupDelta.noteUnchecked(day: day, in: database) }
  }

  /// Notes that a day was written to since it was last compared with the tasks.
  static func noteUnchecked(day: Int64, in database: Database) throws {
    try database.cachedStatement(sql: Query.uncheckedDayAdd.sql).execute(arguments: ["day": day])
  }

  /// Adds tasks to one row of the rollup, or of the adjustments where a day of finding is given; a
  /// row without tasks is removed.
  static func add(
    _ tasks: Int, day: Int64, outcomeID: Int64, foundOn foundDay: CalendarDay?,
    in database: Database
  ) throws {
    var key: StatementArguments = ["day": day, "outcome_id": outcomeID]
    let (add, removeEmpty): (Query, Query)
    if let foundDay {
      key += ["found_day": foundDay.number]
      (add, removeEmpty) = (.adjustmentAdd, .adjustmentRemoveEmpty)
    } else {
      (add, removeEmpty) = (.rollupAdd, .rollupRemoveEmpty)
    }
    try database.cachedStatement(sql: add.sql).execute(arguments: key + ["tasks": tasks])
    // An adjustment may be negative, so that adding to it may empty it too.
    if tasks < 0 || foundDay != nil {
      try database.cachedStatement(sql: removeEmpty.sql).execute(arguments: key)
    }
  }
}

extension RollupDelta.Change {
  fileprivate mutating func add(_ counted: CountedTasks) {
    tasks += counted.tasks
    waits.count += counted.waits
    waits.seconds += counted.waitSeconds
  }

  fileprivate mutating func add(_ count: Int, waitSeconds: Int64?) {
    tasks += count
    guard let waitSeconds else { return }
    waits.count += count
    waits.seconds += Int64(count) * waitSeconds
  }
}
