import Domain
import GRDB
import Queries
import Reconciliation

/// Keeps what tasks booked between the balance snapshots, and the windows between these.
struct WalletBooks {
  let calendar: AccountingCalendar

  /// Sums the tasks of changed days anew, and carries the balance from snapshot to snapshot.
  func update(in database: Database) throws {
    guard try String.fetchAll(database, sql: Query.accountsOfSnapshots.sql).count == 1 else {
      // Tasks do not tell their account, so what several accounts spent cannot be told apart.
      try database.execute(sql: Query.windowsDelete.sql)
      return
    }
    let isBooked = try Bool.fetchOne(database, sql: Query.walletIsBooked.sql) ?? false
    if !isBooked {
      try database.execute(
        sql: Query.staleDaysBetween.sql, arguments: ["first": -1, "last": Int64.max])
    } else {
      try database.execute(sql: Query.staleDaysOfNewSnapshots.sql)
    }
    if try StaleDays.exist(in: database) {
      try database.execute(sql: Query.spendDelete.sql)
      try database.execute(sql: Query.spendInsert.sql)
    }
    try carryForward(in: database)
  }

  /// Computes the windows anew; there is one for each snapshot.
  func carryForward(in database: Database) throws {
    let books = try rollForward(in: database)
    try database.execute(sql: Query.windowsDelete.sql)
    for window in books.windows {
      try database.cachedStatement(sql: Query.windowInsert.sql).execute(arguments: [
        "closing_at": window.closingAt.nanoseconds, "opening_at": window.openingAt?.nanoseconds,
        "opening_points": window.opening?.count, "top_up_points": window.topUps.count,
        "billed_points": window.billed.count, "unlogged_points": window.unlogged.count,
        "expired_points": window.expired.count, "closing_points": window.closing.count,
        "unexplained_points": window.unexplained.count, "tasks": window.tasks,
        "detail": window.detail,
      ])
    }
  }
}

extension WalletBooks {
  /// The balance from snapshot to snapshot; later ones than a moment do not count.
  func rollForward(asOf: Instant? = nil, in database: Database) throws -> RollForward {
    let unlogged = try WalletBooks.unloggedSpend(in: database)
    let steps = { (basis: BookingBasis) in
      try self.steps(basis, unlogged: unlogged, in: database).filter { step in
        asOf.map { step.snapshot.observedAt <= $0 } ?? true
      }
    }
    let topUps = try WalletBooks.topUps(in: database).filter { topUp in
      asOf.map { now in
        topUp.at.map { $0 <= now } ?? (topUp.day <= calendar.day(of: now))
      } ?? true
    }
    return RollForward(
      ended: try steps(.ended), created: try steps(.created), topUps: topUps)
  }

  /// The snapshots in the order of time, with what was booked since the one before.
  private func steps(
    _ basis: BookingBasis, unlogged: [Int64: Points], in database: Database
  ) throws -> [RollForward.Step] {
    let rows = try Row.fetchAll(
      database, sql: Query.windowFigures.sql, arguments: ["basis": basis.rawValue])
    return try rows.compactMap { row in
      let observedAt = Instant(nanoseconds: row["observed_at"])
      guard let usd = ExactDecimal(row["balance_usd"] as String),
        let balance = Points(roundingUSD: usd)
      else { return nil }
      return RollForward.Step(
        snapshot: WalletSnapshot(
          observedAt: observedAt, balance: balance,
          figures: try WalletFigures(storedJSON: row["detail"])),
        day: calendar.day(of: observedAt), billed: Points(row["points"]),
        unlogged: unlogged[observedAt.nanoseconds] ?? .zero, tasks: row["tasks"])
    }
  }

  /// Spend that only the history shows, by the moment of the snapshot that first contains it;
  /// nothing where the history is not in points.
  static func unloggedSpend(in database: Database) throws -> [Int64: Points] {
    guard try HistoryUnit.isPoint(in: database) else { return [:] }
    var spend: [Int64: Points] = [:]
    for row in try Row.fetchAll(database, sql: Query.unloggedSpend.sql) {
      spend[row["closing_at"]] = (row["points"] as Int64?).map { Points($0) }
    }
    return spend
  }

  static func topUps(in database: Database) throws -> [TopUp] {
    try Row.fetchAll(database, sql: Query.topUpsAll.sql).map { row in
      TopUp(
        id: row["id"], day: CalendarDay(number: row["day"]),
        at: (row["at"] as Int64?).map { Instant(nanoseconds: $0) },
        amount: Points(row["points"]), kind: TopUp.Kind(rawValue: row["kind"]) ?? .cash,
        note: row["note"])
    }
  }
}
