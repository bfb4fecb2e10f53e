import Domain
import GRDB
import Queries
import Reconciliation

/// Whose tasks are looked at: those of some accounts of a ledger with several.
struct AccountTasks {
  let accounts: [String]
  /// The accounts as outcomes have them, as a JSON array; −1 for none.
  let storedIDs: String
  /// Their names, as a JSON array.
  let names: String

  init(_ accounts: [String], _ names: AccountNames) {
    self.accounts = accounts
    let ids = names.storedIDs(of: accounts)
    storedIDs = "[\(ids.map(String.init).joined(separator: ","))]"
    self.names = "[\(accounts.map(JSONText.quoted).joined(separator: ","))]"
  }

  /// Those of the accounts that a filter keeps; nil if it keeps all, or the ledger has only one.
  init?(keptBy filter: LineFilter, _ names: AccountNames) {
    let kept = names.all.filter(filter.keeps)
    guard names.areSeveral, kept.count < names.all.count else { return nil }
    self.init(kept, names)
  }
}

/// Reads which days are known, of all tasks of a ledger or of those of some accounts.
struct KnownDaysReader {
  private let calendar: AccountingCalendar
  private let lastCompleteDay: CalendarDay
  /// The last day that was complete when the latest import ran, and is complete now.
  private let lastImportedDay: CalendarDay

  init(asOf: Instant, calendar: AccountingCalendar, in database: Database) throws {
    self.calendar = calendar
    lastCompleteDay = calendar.lastCompleteDay(at: asOf)
    let row = try Row.fetchOne(database, sql: Query.lastImport.sql)
    lastImportedDay =
      if let imported = row?["imported_at"] as Int64? {
        min(lastCompleteDay, calendar.lastCompleteDay(at: Instant(nanoseconds: imported)))
      } else { lastCompleteDay }
  }

  /// - Parameters:
  ///   - tasks: whose tasks; nil for all of the ledger.
  ///   - database: the ledger.
  /// - Returns: the days.
  /// - Throws: an error if the ledger can't be read.
  func days(of tasks: AccountTasks?, in database: Database) throws -> KnownDays {
    let row = try Row.fetchOne(
      database, sql: Query.knownDays.sql,
      arguments: ["last_day": lastImportedDay.number, "accounts": tasks?.storedIDs])
    let day = { (name: String) in (row?[name] as Int?).map { CalendarDay(number: $0) } }
    guard let first = day("first_day") else {
      return KnownDays(nil, lastCompleteDay: lastCompleteDay)
    }
    let lastTasks = day("last_day") ?? first + -1
    let covered = min(max(day("covered_day") ?? lastTasks, lastTasks), lastCompleteDay)
    let last =
      if let history = try lastDayOfHistory(of: tasks, in: database) {
        max(covered, history)
      } else {
        try firstUnloggedDay(after: lastTasks, of: tasks, in: database)
          .map { min(covered, $0 + -1) } ?? covered
      }
    guard first <= last else { return KnownDays(nil, lastCompleteDay: lastCompleteDay) }
    let coveredDay = min(day("covered_day") ?? first + -1, last)
    return KnownDays(
      first...last, except: try gaps(in: first...last, after: coveredDay, of: tasks, in: database),
      lastCompleteDay: lastCompleteDay)
  }

  /// The days of a span that have tasks, in order.
  func active(
    in span: ClosedRange<CalendarDay>, of tasks: AccountTasks?, in database: Database
  ) throws -> [CalendarDay] {
    try Int.fetchAll(
      database, sql: Query.daysWithTasks.sql,
      arguments: [
        "first": span.lowerBound.number, "last": span.upperBound.number,
        "accounts": tasks?.storedIDs,
      ]
    ).map { CalendarDay(number: $0) }
  }

  /// The days within a span that nothing covers: after a day that a run has covered, outside the
  /// history, between the tasks of no single file, and longer without tasks than usual.
  ///
  /// An account that rests on weekends has a file for each working day and no gap.
  private func gaps(
    in span: ClosedRange<CalendarDay>, after coveredDay: CalendarDay, of tasks: AccountTasks?,
    in database: Database
  ) throws -> [ClosedRange<CalendarDay>] {
    let active = try active(in: span, of: tasks, in: database)
    let history = try knownHistory(of: tasks, in: database)
    var gaps: [ClosedRange<CalendarDay>] = []
    for (index, (before, after)) in zip(active, active.dropFirst()).enumerated()
    where before + 1 < after {
      let gap = before + 1...after + -1
      guard gap.upperBound > coveredDay, history.map({ !$0.contains(gap) }) ?? true,
        let rhythm = FeedRhythm(Array(active[...index])),
        rhythm.isNews(silenceThrough: gap.upperBound),
        try !isInsideAFile(gap, of: tasks, in: database)
      else { continue }
      gaps.append(max(gap.lowerBound, coveredDay + 1)...gap.upperBound)
    }
    return gaps
  }

  /// Whether one file has tasks of the days on both sides of a gap: then it would name those of the
  /// gap too.
  private func isInsideAFile(
    _ gap: ClosedRange<CalendarDay>, of tasks: AccountTasks?, in database: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      database, sql: Query.isInsideAFile.sql,
      arguments: [
        "before": gap.lowerBound.number - 1, "after": gap.upperBound.number + 1,
        "accounts": tasks?.storedIDs,
      ]) ?? false
  }

  private func span(
    ofHistoryOf tasks: AccountTasks?, in database: Database
  ) throws -> HistorySpan {
    try tasks.map { try HistorySpan(of: $0.accounts, in: database) } ?? HistorySpan(in: database)
  }

  /// The days of which the history knows what was spent; nil until its unit is proved.
  private func knownHistory(
    of tasks: AccountTasks?, in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    guard try HistoryUnit.isProved(in: database) else { return nil }
    let span = try span(ofHistoryOf: tasks, in: database)
    guard let first = span.first.map(calendar.day), let last = span.last.map(calendar.day),
      first <= last
    else { return nil }
    return first...last
  }

  /// The days that the history covers; nil if there is none.
  func daysOfHistory(
    of tasks: AccountTasks?, in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    let span = try span(ofHistoryOf: tasks, in: database)
    guard let first = span.first.map(calendar.day),
      let last = try lastDay(
        ofHistory: [span.last.map(calendar.day)].compactMap(\.self), in: database),
      first <= last
    else { return nil }
    return first...last
  }

  /// The last day of which the history knows what was spent; nil until its unit is proved, as it
  /// adds to no figure before.
  private func lastDayOfHistory(
    of tasks: AccountTasks?, in database: Database
  ) throws -> CalendarDay? {
    guard try HistoryUnit.isProved(in: database) else { return nil }
    let last = try span(ofHistoryOf: tasks, in: database).last.map(calendar.day)
    return try lastDay(ofHistory: [last].compactMap(\.self), in: database)
  }

  /// The first day after the last one with tasks on which the history booked a task without a
  /// response: from then on, something is known to be missing.
  private func firstUnloggedDay(
    after day: CalendarDay, of tasks: AccountTasks?, in database: Database
  ) throws -> CalendarDay? {
    try Int.fetchOne(
      database, sql: Query.firstUnloggedDay.sql,
      arguments: [
        "since": calendar.start(of: day + 1).nanoseconds, "names": tasks?.names,
      ]
    ).map { CalendarDay(number: $0) }
  }

  func lastDay(
    ofHistory days: some Sequence<CalendarDay>, in database: Database
  ) throws -> CalendarDay? {
    let covered = try Int.fetchOne(database, sql: Query.coveredHistory.sql)
      .map { min(CalendarDay(number: $0), lastCompleteDay) }
    return [days.filter { $0 <= lastImportedDay }.max(), covered].compactMap(\.self).max()
  }
}
