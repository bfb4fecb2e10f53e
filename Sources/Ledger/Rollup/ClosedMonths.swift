package import Domain
import GRDB
import Queries
package import Reconciliation

/// The months whose figures no longer change.
struct ClosedMonths {
  /// The days of each.
  private let months: [ClosedRange<Int64>]

  init(in database: Database) throws {
    months = try Row.fetchAll(database, sql: Query.closedMonthsAll.sql).compactMap { row in
      CalendarMonth(row["month"] as String).map {
        Int64($0.firstDay.number)...Int64($0.lastDay.number)
      }
    }
  }

  var isEmpty: Bool { months.isEmpty }

  /// Whether a day, as the rollup counts it, is in a closed month.
  @inline(__always)
  func contains(day: Int64) -> Bool { months.contains { $0.contains(day) } }
}

extension ClosedMonths {
  /// The day on which changes of a day's tasks count if found on another day; nil if the month is
  /// open, so that they count on their own day.
  func foundDay(ofChangesOn day: Int64, foundOn today: CalendarDay) -> CalendarDay? {
    contains(day: day) ? bookingDay(foundOn: today) : nil
  }

  /// The day on which a change found on a day is booked: that day, or the next one that is not in a
  /// closed month.
  func bookingDay(foundOn day: CalendarDay) -> CalendarDay {
    var open = day
    while contains(day: Int64(open.number)) { open = open + 1 }
    return open
  }
}

/// A month was closed or reopened.
package struct MonthEvent: Hashable, Sendable {
  package let month: String
  /// `closed` or `reopened`.
  package let action: String
  package let happenedAt: Instant
  package let reason: String
}

extension LedgerStore {
  /// What the figures of the accounts that a filter keeps rest on at a moment.
  package func reportBasis(
    asOf: Instant, where filter: LineFilter = .none
  ) throws -> ReportBasis {
    var card: ReportBasis.Card?
    if let name = try cardName(), let fingerprint = try cardFingerprint() {
      card = ReportBasis.Card(name: name, fingerprint: fingerprint)
    }
    return ReportBasis(
      card: card, closedMonths: try closedMonths(),
      staleFeeds: try staleFeeds(asOf: asOf, where: filter),
      uncountedTasks: try uncountedTasks(of: filter),
      known: try knownDays(asOf: asOf, where: filter))
  }

  /// The tasks that only the history shows, while the unit of its usage is not proved.
  private func uncountedTasks(of filter: LineFilter) throws -> Int {
    try database.read { database in
      guard try !HistoryUnit.isProved(in: database) else { return 0 }
      let tasks = AccountTasks(keptBy: filter, try AccountNames(in: database))
      return try Int.fetchOne(
        database, sql: Query.uncountedEntries.sql, arguments: ["names": tasks?.names]) ?? 0
    }
  }

  package func closedMonths() throws -> [ClosedMonth] {
    try database.read { database in
      try Row.fetchAll(database, sql: Query.closedMonthsAll.sql).compactMap { row in
        guard let month = CalendarMonth(row["month"] as String) else { return nil }
        return ClosedMonth(
          month: month, closedAt: Instant(nanoseconds: row["closed_at"]),
          cardName: row["card_name"], cardFingerprint: row["card_fingerprint"])
      }
    }
  }

  package func monthEvents() throws -> [MonthEvent] {
    try database.read { database in
      try Row.fetchAll(database, sql: Query.monthEvents.sql).map { row in
        MonthEvent(
          month: row["month"], action: row["action"],
          happenedAt: Instant(nanoseconds: row["happened_at"]), reason: row["reason"])
      }
    }
  }

  /// Closes a month, given any of its days: from now on its figures are final, and changes become
  /// adjustments on the day on which they are found.
  ///
  /// - Parameters:
  ///   - day: a day of the month.
  ///   - instant: when it is closed.
  ///   - rates: the exchange rates to keep for its days; nil if amounts are in USD alone.
  /// - Throws: ``MonthError`` if it is already closed.
  package func close(
    monthOf day: CalendarDay, at instant: Instant, keeping rates: ExchangeRates? = nil
  ) throws {
    let month = day.month
    guard try !closedMonths().contains(where: { $0.month == month }) else {
      throw MonthError.closedAlready(month.description)
    }
    try writeBatch { database in
      try database.execute(
        sql: Query.closedMonthInsert.sql,
        arguments: [
          "month": month.description, "closed_at": instant.nanoseconds,
          "card_name": try LedgerStore.setting("card_name", in: database) ?? "",
          "card_fingerprint": try LedgerStore.setting("card_fingerprint", in: database) ?? "",
        ])
      if let rates { try LedgerStore.keep(rates, of: month, in: database) }
      try LedgerStore.note("closed", month: month, at: instant, reason: "", in: database)
    }
  }

  /// Reopens a month: its adjustments move back to its own days, and the reason is recorded.
  ///
  /// - Throws: ``MonthError`` if it is not closed.
  package func reopen(monthOf day: CalendarDay, at instant: Instant, reason: String) throws {
    let month = day.month
    guard try closedMonths().contains(where: { $0.month == month }) else {
      throw MonthError.notClosed(month.description)
    }
    try writeBatch { database in
      let days: StatementArguments = [
        "first": month.firstDay.number, "last": month.lastDay.number,
      ]
      try database.execute(sql: Query.uncheckedDaysAdjusted.sql, arguments: days)
      try database.execute(sql: Query.adjustmentsFold.sql, arguments: days)
      try database.execute(sql: Query.adjustmentsDelete.sql, arguments: days)
      try database.execute(sql: Query.keptRatesDelete.sql, arguments: days)
      try database.execute(sql: Query.rollupRemoveAllEmpty.sql)
      try ChangedTasks.forget(days, in: database)
      try TagRollup.reopen(days, in: database)
      try database.execute(
        sql: Query.closedMonthDelete.sql, arguments: ["month": month.description])
      try LedgerStore.note("reopened", month: month, at: instant, reason: reason, in: database)
    }
  }

  private static func note(
    _ action: String, month: CalendarMonth, at instant: Instant, reason: String,
    in database: Database
  ) throws {
    try database.execute(
      sql: Query.monthEventInsert.sql,
      arguments: [
        "month": month.description, "action": action, "happened_at": instant.nanoseconds,
        "reason": reason,
      ])
  }
}

/// Why a month cannot be closed or reopened.
package enum MonthError: Error, Hashable, CustomStringConvertible {
  case closedAlready(String)
  case notClosed(String)

  package var description: String {
    switch self {
    case .closedAlready(let month): "\(month) is already closed"
    case .notClosed(let month): "\(month) is not closed; piledger close lists the months that are"
    }
  }
}

extension ClosedMonths {
  /// Preserves the figures of closed months before outcomes change: their rows get separate
  /// outcomes, and the difference becomes an adjustment on the day on which it is found.
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

  /// The number of an outcome without tasks that permanently keeps the figures of another.
  private static func keptOutcome(of id: Int64, in database: Database) throws -> Int64 {
    try database.cachedStatement(sql: Query.outcomeKeep.sql).fetchNumber(["id": id])
  }

  /// Moves a day's rows from one outcome to another, added to what that has.
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

  /// Removes adjustments that change no figure, folding them into the rollup, so that it still
  /// equals the tasks.
  ///
  /// They come from reverted changes, and from tasks that got a different outcome with the same
  /// figures.
  func dropVoidAdjustments(in database: Database) throws {
    guard !isEmpty else { return }
    try database.execute(sql: Query.adjustmentsVoidFold.sql)
    guard database.changesCount > 0 else { return }
    try database.execute(sql: Query.adjustmentsVoidDelete.sql)
    try database.execute(sql: Query.rollupRemoveAllEmpty.sql)
  }
}

/// Reverts adjustments of closed months that change no figure: their tasks only got a different
/// outcome with the same figures.
///
/// What the adjustment moved from one outcome to the other moves where the tasks are counted, in
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

  /// Moves tasks where they are counted, and reverts that much of the adjustment.
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
