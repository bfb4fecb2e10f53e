import Billing
import GRDB
import Queries

/// The numbers of tasks of a period by what reports tell apart, in a fixed order.
struct PeriodCounts {
  /// Tasks that agree; of a closed month with the day on which they were found to have changed.
  struct Line {
    let key: RollupKey
    let foundDay: CalendarDay?
    var tasks: Int
  }

  private struct Key: Hashable {
    let key: RollupKey
    let foundDay: CalendarDay?
  }

  private let period: ReportPeriod
  private var lines: [Line] = []
  private var indices: [Key: Int] = [:]

  init(_ period: ReportPeriod, in database: Database) throws {
    self.period = period
    let days: StatementArguments = ["since": period.since?.number, "until": period.until?.number]
    for row in try Row.fetchAll(database, sql: Query.rollupOfPeriod.sql, arguments: days) {
      add(row["tasks"], to: RollupKey(rollup: row), foundDay: nil)
    }
    for row in try Row.fetchAll(database, sql: Query.adjustmentsOfPeriod.sql, arguments: days) {
      add(
        row["tasks"], to: RollupKey(rollup: row),
        foundDay: CalendarDay(number: row["found_day"]))
    }
  }

  /// Moves one task from one key to another; of a closed month as a change found on a day.
  mutating func move(from old: RollupKey, to new: RollupKey, foundDay: CalendarDay?) {
    guard contains(old, foundDay: foundDay) else { return }
    add(-1, to: old, foundDay: foundDay)
    add(1, to: new, foundDay: foundDay)
  }

  private func contains(_ key: RollupKey, foundDay: CalendarDay?) -> Bool {
    if let foundDay { return period.contains(foundDay) }
    guard key.day != RollupKey.unknown else { return period.isAll }
    return period.contains(CalendarDay(number: Int(key.day)))
  }

  private mutating func add(_ tasks: Int, to key: RollupKey, foundDay: CalendarDay?) {
    if let index = indices[Key(key: key, foundDay: foundDay)] {
      lines[index].tasks += tasks
    } else {
      indices[Key(key: key, foundDay: foundDay)] = lines.count
      lines.append(Line(key: key, foundDay: foundDay, tasks: tasks))
    }
  }

  /// The lines that any task is in.
  var all: [Line] { lines.filter { $0.tasks != 0 } }
}
