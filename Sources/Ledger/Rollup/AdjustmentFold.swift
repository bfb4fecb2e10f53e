import Domain
import GRDB
import Queries

/// Takes back adjustments of closed months that change no figure: their tasks only got another
/// outcome with the same figures.
///
/// What the adjustment took from one outcome and gave to the other moves where the tasks stand, in
/// the rollup or in an earlier adjustment, so that every day keeps its figures.
struct AdjustmentFold {
  private let day: Int64
  private let foundDay: CalendarDay
  private let oldID: Int64
  private let newID: Int64

  static func run(in database: Database) throws {
    for row in try Row.fetchAll(database, sql: Query.adjustmentsOfEqualFigures.sql) {
      try AdjustmentFold(row).run(in: database)
    }
  }

  private init(_ row: Row) {
    day = row["day"]
    foundDay = CalendarDay(number: row["found_day"])
    oldID = row["outcome_id"]
    newID = row["other_id"]
  }

  private func run(in database: Database) throws {
    var rest = min(
      -(try tasks(.adjustmentOf, of: oldID, in: database)),
      try tasks(.adjustmentOf, of: newID, in: database))
    guard rest > 0 else { return }
    let inRollup = min(rest, try tasks(.rollupOf, of: oldID, in: database))
    try move(inRollup, foundOn: nil, in: database)
    rest -= inRollup
    let places = try Row.fetchAll(
      database, sql: Query.adjustmentsToTakeFrom.sql,
      arguments: ["day": day, "outcome_id": oldID, "found_day": foundDay.number])
    for place in places where rest > 0 {
      let count = min(rest, place["tasks"] as Int)
      try move(count, foundOn: CalendarDay(number: place["found_day"]), in: database)
      rest -= count
    }
  }

  /// Moves tasks in the place where they stand, and takes the adjustment back as far.
  private func move(_ count: Int, foundOn place: CalendarDay?, in database: Database) throws {
    guard count > 0 else { return }
    for (outcomeID, sign) in [(oldID, -1), (newID, 1)] {
      try RollupDelta.add(
        sign * count, day: day, outcomeID: outcomeID, foundOn: place, in: database)
      try RollupDelta.add(
        -sign * count, day: day, outcomeID: outcomeID, foundOn: foundDay, in: database)
    }
  }

  private func tasks(_ query: Query, of outcomeID: Int64, in database: Database) throws -> Int {
    var arguments: StatementArguments = ["day": day, "outcome_id": outcomeID]
    if query == .adjustmentOf { arguments += ["found_day": foundDay.number] }
    return try Int.fetchOne(database, sql: query.sql, arguments: arguments) ?? 0
  }
}
