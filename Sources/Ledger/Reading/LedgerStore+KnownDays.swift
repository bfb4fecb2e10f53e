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

  /// The days for which it is known what the tasks of the accounts that a filter keeps cost.
  ///
  /// Where there are several accounts, a day is known only as far as the tasks of none of them are
  /// missing: an account that stopped is not free.
  package func knownDays(asOf: Instant, where filter: LineFilter = .none) throws -> KnownDays {
    try database.read {
      try LedgerStore.knownDays(asOf: asOf, where: filter, calendar: calendar, in: $0)
    }
  }

  static func knownDays(
    asOf: Instant, where filter: LineFilter, calendar: AccountingCalendar, in database: Database
  ) throws -> KnownDays {
    let names = try AccountNames(in: database)
    let kept = names.all.filter(filter.keeps)
    let known = try knownDays(
      of: kept, where: filter, names, KnownDaysReader(asOf: asOf, calendar: calendar, in: database),
      in: database)
    let ends = kept.compactMap(names.end)
    guard let end = ends.max(), ends.count == kept.count else { return known }
    return known.ended(on: end)
  }

  private static func knownDays(
    of kept: [String], where filter: LineFilter, _ names: AccountNames, _ reader: KnownDaysReader,
    in database: Database
  ) throws -> KnownDays {
    guard names.areSeveral else { return try reader.days(of: nil, in: database) }
    let known = try reader.days(of: AccountTasks(keptBy: filter, names), in: database)
    guard kept.count > 1 else { return known }
    var ofAccounts: [(name: String, known: KnownDays)] = []
    var last: CalendarDay?
    for name in kept {
      let tasks = AccountTasks([name], names)
      let own = try reader.days(of: tasks, in: database)
      ofAccounts.append((name, own))
      guard let span = own.days, let lastOfAll = known.days?.upperBound,
        names.end(of: name).map({ lastOfAll < $0 }) ?? true,
        let rhythm = FeedRhythm(try reader.active(in: span, of: tasks, in: database)),
        rhythm.isNews(silenceThrough: lastOfAll)
      else { continue }
      last = min(last ?? lastOfAll, span.upperBound)
    }
    return known.common(to: ofAccounts, through: last)
  }

  /// The known days on which the account history tells the keys of the tasks of the accounts that a
  /// filter keeps.
  package func knownDaysOfKeys(asOf: Instant, where filter: LineFilter) throws -> KnownDays {
    try database.read { database in
      let known = try LedgerStore.knownDays(
        asOf: asOf, where: filter, calendar: calendar, in: database)
      return known.ofKeys(
        try LedgerStore.keyDays(
          in: known, asOf: asOf, where: filter, calendar: calendar, in: database))
    }
  }

  /// The known days on which the histories tell the keys of tasks.
  ///
  /// Where there are several accounts, they are those that the history of each covers that has one:
  /// from its first row on if tasks of the account are known before, and up to its last.
  static func keyDays(
    in known: KnownDays, asOf: Instant, where filter: LineFilter, calendar: AccountingCalendar,
    in database: Database
  ) throws -> ClosedRange<CalendarDay>? {
    guard let lastDay = known.days?.upperBound else { return nil }
    let names = try AccountNames(in: database)
    let reader = try KnownDaysReader(asOf: asOf, calendar: calendar, in: database)
    let accounts =
      names.areSeveral
      ? names.all.filter(filter.keeps).map { AccountTasks([$0], names) as AccountTasks? } : [nil]
    var (first, firstCommon): (CalendarDay?, CalendarDay?) = (nil, nil)
    var end = lastDay
    for tasks in accounts {
      guard let own = try reader.daysOfHistory(of: tasks, in: database) else { continue }
      first = min(first ?? own.lowerBound, own.lowerBound)
      let firstOfTasks = try reader.days(of: tasks, in: database).days?.lowerBound
      if let firstOfTasks, firstOfTasks < own.lowerBound {
        firstCommon = max(firstCommon ?? own.lowerBound, own.lowerBound)
      }
      // An account that has ended has no tasks after its last one.
      let span = own.lowerBound...max(lastDay, own.lowerBound)
      let last = try reader.active(in: span, of: tasks, in: database).last
      let hasEnded = tasks?.accounts.first.flatMap(names.end).map { $0 < lastDay } ?? false
      if !hasEnded || own.upperBound < last ?? lastDay { end = min(end, own.upperBound) }
    }
    guard let first = firstCommon ?? first else { return nil }
    return first <= end ? first...end : nil
  }

  /// The last day for which it is known what the history booked, among some of its lines.
  static func lastKnownHistoryDay(
    _ days: some Sequence<CalendarDay>, asOf: Instant, calendar: AccountingCalendar,
    in database: Database
  ) throws -> CalendarDay? {
    try KnownDaysReader(asOf: asOf, calendar: calendar, in: database)
      .lastDay(ofHistory: days, in: database)
  }
}
