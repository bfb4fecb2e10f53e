package import Domain
import GRDB
import Queries
package import Reconciliation

/// Why a top-up or a charge cannot be added.
package struct DuplicateWalletEntry: Error, Hashable, CustomStringConvertible {
  /// `top-up` or `charge`.
  package let name: String
  package let id: Int64
  package let day: CalendarDay
  package let amount: Points

  package var description: String {
    "a \(name) of \(amount.usdText) USD on \(day) already exists, as number \(id); "
      + "--again adds it a second time"
  }
}

/// What the owner of an account records about it.
extension LedgerStore {
  package func walletEntries() throws -> WalletEntries {
    try database.read { try WalletBooks.entries(in: $0) }
  }

  package func topUps() throws -> [TopUp] { try walletEntries().topUps }

  /// Records a top-up, and carries the balance forward again.
  ///
  /// - Parameters:
  ///   - topUp: its number is ignored.
  ///   - allowsDuplicate: whether one of the same day and amount may already exist.
  ///   - now: when it is recorded.
  /// - Returns: its number.
  /// - Throws: ``DuplicateWalletEntry``.
  package func add(_ topUp: TopUp, allowsDuplicate: Bool, at now: Instant) throws -> Int64 {
    try add(
      "top-up", (topUp.day, topUp.amount, topUp.account),
      known: allowsDuplicate ? nil : .topUpKnown,
      insert: .topUpInsert,
      [
        "at": topUp.at?.nanoseconds, "kind": topUp.kind.rawValue, "note": topUp.note,
        "added_at": now.nanoseconds,
      ])
  }

  /// Records a charge, and carries the balance forward again.
  ///
  /// - Parameters:
  ///   - charge: its number is ignored.
  ///   - allowsDuplicate: whether one of the same day and amount may already exist.
  ///   - now: when it is recorded.
  /// - Returns: its number.
  /// - Throws: ``DuplicateWalletEntry``.
  package func add(_ charge: WalletCharge, allowsDuplicate: Bool, at now: Instant) throws -> Int64 {
    try add(
      "charge", (charge.day, charge.amount, charge.account),
      known: allowsDuplicate ? nil : .walletChargeKnown,
      insert: .walletChargeInsert,
      ["at": charge.at?.nanoseconds, "note": charge.note, "added_at": now.nanoseconds])
  }

  /// Removes a top-up, and carries the balance forward again.
  ///
  /// - Returns: whether there was one with that number.
  package func removeTopUp(_ id: Int64) throws -> Bool { try remove(id, by: .topUpDelete) }

  /// Removes a charge, and carries the balance forward again.
  ///
  /// - Returns: whether there was one with that number.
  package func removeCharge(_ id: Int64) throws -> Bool { try remove(id, by: .walletChargeDelete) }

  private func add(
    _ name: String, _ entry: (day: CalendarDay, amount: Points, account: String?), known: Query?,
    insert: Query,
    _ rest: StatementArguments
  ) throws -> Int64 {
    var id: Int64 = 0
    try writeBatch { database in
      let key: StatementArguments = [
        "day": entry.day.number, "points": entry.amount.count, "account": entry.account ?? "",
      ]
      let duplicate = try known.flatMap {
        try Int64.fetchOne(database, sql: $0.sql, arguments: key)
      }
      if let duplicate {
        throw DuplicateWalletEntry(
          name: name, id: duplicate, day: entry.day, amount: entry.amount)
      }
      id = try database.cachedStatement(sql: insert.sql).fetchNumber(key + rest)
      try carryForward(in: database)
    }
    return id
  }

  private func remove(_ id: Int64, by delete: Query) throws -> Bool {
    var isRemoved = false
    try writeBatch { database in
      isRemoved = try Int64.fetchOne(database, sql: delete.sql, arguments: ["id": id]) != nil
      if isRemoved { try carryForward(in: database) }
    }
    return isRemoved
  }

  private func carryForward(in database: Database) throws {
    guard try Bool.fetchOne(database, sql: Query.walletIsBooked.sql) ?? false else { return }
    try WalletBooks(calendar: calendar).carryForward(in: database)
  }
}
