import Domain
import GRDB
import Queries

extension ClosedMonths {
  /// Keeps the figures of closed months before outcomes get others: their rows get outcomes of
  /// their own, and the difference becomes an adjustment on the day on which it is found.
  func keepFigures(
    of outcomeIDs: [Int64], foundOn day: CalendarDay, in database: Database
  ) throws {
    guard !isEmpty, !outcomeIDs.isEmpty else { return }
    let foundDay = bookingDay(foundOn: day)
    var kept: [Int64: Int64] = [:]
    for line in try RollupLine.all(of: outcomeIDs, in: database) where contains(day: line.day) {
      let (id, day, tasks) = (line.outcomeID, line.day, line.tasks)
      let other = try kept[id] ?? ClosedMonths.keptOutcome(of: id, in: database)
      kept[id] = other
      try ClosedMonths.moveRows(of: id, to: other, day: day, in: database)
      try ChangedTasks.keep(
        outcomeID: id, as: other, day: day, foundOn: foundDay, in: database)
      try TagRollup.keepFigures(
        of: id, by: other, day: day, foundOn: foundDay, in: database)
      guard tasks != 0 else { continue }
      try RollupDelta.add(-tasks, day: day, outcomeID: other, foundOn: foundDay, in: database)
      try RollupDelta.add(tasks, day: day, outcomeID: id, foundOn: foundDay, in: database)
    }
  }

  /// The number of an outcome without tasks that has the figures of another one for good.
  private static func keptOutcome(of id: Int64, in database: Database) throws -> Int64 {
    try database.cachedStatement(sql: Query.outcomeKeep.sql).fetchNumber(["id": id])
  }

  /// Gives a day's rows of one outcome another one, added to what that has.
  private static func moveRows(
    of id: Int64, to other: Int64, day: Int64, in database: Database
  ) throws {
    let old: StatementArguments = ["outcome_id": id, "day": day]
    for (move, drop) in [
      (Query.rollupMove, Query.rollupDrop), (.adjustmentMove, .adjustmentDrop),
    ] {
      try database.cachedStatement(sql: move.sql).execute(arguments: old + ["other_id": other])
      try database.cachedStatement(sql: drop.sql).execute(arguments: old)
    }
    try RollupDelta.noteUnchecked(day: day, in: database)
  }

  /// Removes adjustments that change no figure; the rollup takes them up, so that it still equals
  /// the tasks.
  ///
  /// They come from a change that was taken back, and from tasks that got another outcome with the
  /// figures that they had.
  func dropVoidAdjustments(in database: Database) throws {
    guard !isEmpty else { return }
    try database.execute(sql: Query.adjustmentsVoidFold.sql)
    guard database.changesCount > 0 else { return }
    try database.execute(sql: Query.adjustmentsVoidDelete.sql)
    try database.execute(sql: Query.rollupRemoveAllEmpty.sql)
  }
}
