package import Domain
import GRDB
import Queries
package import Reconciliation

/// How far a ledger knows what tasks cost, including days without tasks.
///
/// An import only knows its files: up to the last day with tasks that was complete when it ran, and
/// the days between the tasks of a file. A night that has read its inbox, a fetch of the entire
/// history, and an import that is said to be complete know all complete days: if nothing came,
/// nothing was spent.
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
    /// An import of which the user says so.
    case `import`
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
    guard first <= last else { return KnownDays(nil, lastCompleteDay: lastCompleteDay) }
    let coveredDay = min(day("covered_day") ?? first + -1, last)
    return KnownDays(
      first...last, except: try gaps(in: first...last, after: coveredDay, calendar, in: database),
      lastCompleteDay: lastCompleteDay)
  }

  /// The days within a span that nothing covers: after a day that a run has covered, outside the
  /// history, between the tasks of no single file, and longer without tasks than usual.
  ///
  /// An account that rests on weekends has a file for each working day and no gap.
  private static func gaps(
    in span: ClosedRange<CalendarDay>, after coveredDay: CalendarDay,
    _ calendar: AccountingCalendar, in database: Database
  ) throws -> [ClosedRange<CalendarDay>] {
    let active = try Int.fetchAll(
      database, sql: Query.daysWithTasks.sql,
      arguments: ["first": span.lowerBound.number, "last": span.upperBound.number]
    ).map { CalendarDay(number: $0) }
    let history = try knownHistory(calendar, in: database)
    var gaps: [ClosedRange<CalendarDay>] = []
    for (index, (before, after)) in zip(active, active.dropFirst()).enumerated()
    where before + 1 < after {
      let gap = before + 1...after + -1
      guard gap.upperBound > coveredDay, history.map({ !$0.contains(gap) }) ?? true,
        let rhythm = FeedRhythm(Array(active[...index])),
        rhythm.isNews(silenceThrough: gap.upperBound),
        try !isInsideAFile(gap, in: database)
      else { continue }
      gaps.append(max(gap.lowerBound, coveredDay + 1)...gap.upperBound)
    }
    return gaps
  }

  /// Whether one file has tasks of the days on both sides of a gap: then it would name those of the
  /// gap too.
  private static func isInsideAFile(
    _ gap: ClosedRange<CalendarDay>, in database: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      database, sql: Query.isInsideAFile.sql,
      arguments: [
        "before": gap.lowerBound.number - 1, "after": gap.upperBound.number + 1,
      ]) ?? false
  }

  /// The days of which the history knows what was spent; nil until its unit is proved.
  private static func knownHistory(
    _ calendar: AccountingCalendar, in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    guard try HistoryUnit.isProved(in: database) else { return nil }
    let span = try HistorySpan(in: database)
    guard let first = span.first.map(calendar.day), let last = span.last.map(calendar.day),
      first <= last
    else { return nil }
    return first...last
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
