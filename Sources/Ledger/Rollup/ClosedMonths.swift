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

  /// Whether a day, as the rollup counts it, lies in a closed month.
  @inline(__always)
  func contains(day: Int64) -> Bool { months.contains { $0.contains(day) } }
}

extension ClosedMonths {
  /// The day on which a change is booked that is found on a day: that day, or the first one after it
  /// that is in no closed month.
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
  /// What the figures rest on at a moment.
  package func reportBasis(asOf: Instant) throws -> ReportBasis {
    var card: ReportBasis.Card?
    if let name = try cardName(), let fingerprint = try cardFingerprint() {
      card = ReportBasis.Card(name: name, fingerprint: fingerprint)
    }
    return ReportBasis(
      card: card, closedMonths: try closedMonths(), staleFeed: try staleFeed(asOf: asOf))
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

  /// Closes a month, named by any of its days: from now on its figures stay, and what changes is an
  /// adjustment on the day on which it is found.
  ///
  /// - Throws: ``MonthError`` where it is closed already.
  package func close(monthOf day: CalendarDay, at instant: Instant) throws {
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
      try LedgerStore.note("closed", month: month, at: instant, reason: "", in: database)
    }
  }

  /// Opens a month again: its adjustments go back into its own days, and the reason is kept.
  ///
  /// - Throws: ``MonthError`` where it is not closed.
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
    case .closedAlready(let month): "\(month) is closed already"
    case .notClosed(let month): "\(month) is not closed"
    }
  }
}
