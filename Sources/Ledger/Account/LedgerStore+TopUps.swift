package import Domain
import GRDB
import Queries
package import Reconciliation

/// Why a top-up cannot be added.
package struct DuplicateTopUp: Error, Hashable, CustomStringConvertible {
  package let id: Int64
  package let day: CalendarDay
  package let amount: Points

  package var description: String {
    "a top-up of \(amount.usdText) USD on \(day) is there already, as number \(id); "
      + "--again adds it a second time"
  }
}

extension LedgerStore {
  package func topUps() throws -> [TopUp] {
    try database.read { try WalletBooks.topUps(in: $0) }
  }

  /// Writes a top-up down, and carries the balance forward anew.
  ///
  /// - Parameters:
  ///   - topUp: its number is not looked at.
  ///   - allowsDuplicate: whether one of the same day and amount may be there already.
  ///   - now: when it is written down.
  /// - Returns: its number.
  /// - Throws: ``DuplicateTopUp``.
  package func add(_ topUp: TopUp, allowsDuplicate: Bool, at now: Instant) throws -> Int64 {
    var id: Int64 = 0
    try writeBatch { database in
      let key: StatementArguments = ["day": topUp.day.number, "points": topUp.amount.count]
      let known = try Int64.fetchOne(database, sql: Query.topUpKnown.sql, arguments: key)
      if let known, !allowsDuplicate {
        throw DuplicateTopUp(id: known, day: topUp.day, amount: topUp.amount)
      }
      id = try database.cachedStatement(sql: Query.topUpInsert.sql).fetchNumber(
        key + [
          "at": topUp.at?.nanoseconds, "kind": topUp.kind.rawValue, "note": topUp.note,
          "added_at": now.nanoseconds,
        ])
      try carryForward(in: database)
    }
    return id
  }

  /// Removes a top-up, and carries the balance forward anew.
  ///
  /// - Returns: whether there was one with that number.
  package func removeTopUp(_ id: Int64) throws -> Bool {
    var isRemoved = false
    try writeBatch { database in
      isRemoved =
        try Int64.fetchOne(database, sql: Query.topUpDelete.sql, arguments: ["id": id]) != nil
      if isRemoved { try carryForward(in: database) }
    }
    return isRemoved
  }

  private func carryForward(in database: Database) throws {
    guard try Bool.fetchOne(database, sql: Query.walletIsBooked.sql) ?? false else { return }
    try WalletBooks(calendar: calendar).carryForward(in: database)
  }
}
