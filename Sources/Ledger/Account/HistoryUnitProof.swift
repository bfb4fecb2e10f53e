import Domain
import GRDB
import Queries
import Reconciliation

/// The unit of the history's usage, as the ledger proves and keeps it.
extension HistoryUnit {
  static let setting = "history_unit"
  private static let pointsPerUnitSetting = "history_points_per_unit"
  /// Present once what the history says has been applied under the card by which tasks are priced.
  static let appliedSetting = "history_applied"

  /// Whether the last comparison found the unit proved.
  static func isProved(in database: Database) throws -> Bool {
    ["point", "other"].contains(try LedgerStore.setting(setting, in: database))
  }

  /// The points in a unit by which the points of the rows were computed: one, unless another unit is
  /// proved.
  static func storedPointsPerUnit(in database: Database) throws -> Ratio {
    let text = try LedgerStore.setting(pointsPerUnitSetting, in: database) ?? "1/1"
    let parts = text.split(separator: "/").compactMap { Int128($0) }
    return parts.count == 2 ? Ratio(parts[0], over: parts[1]) : .one
  }

  /// Computes the points of all rows by this unit.
  func convertEntries(in database: Database) throws {
    let perUnit = pointsPerUnit ?? .one
    // A cursor would read what it writes.
    for row in try Row.fetchAll(database, sql: Query.entriesToConvert.sql) {
      let entry = HistoryEntry(row: row)
      try database.cachedStatement(sql: Query.entryConvert.sql).execute(arguments: [
        "usage_points": entry.points(perUnit: perUnit)?.count, "account": entry.account ?? "",
        "entry_id": entry.entryID,
      ])
    }
    try LedgerStore.put(
      HistoryUnit.pointsPerUnitSetting, "\(perUnit.numerator)/\(perUnit.denominator)",
      in: database)
  }

  /// The unit that the ledger proves.
  init(in database: Database) throws {
    let rows = try Row.fetchAll(
      database, sql: Query.historyUnitSample.sql,
      arguments: ["limit": HistoryUnit.sampleLimit])
    let pairs = rows.compactMap { row in
      ExactDecimal(row["usage"] as String).map {
        Pair(usage: $0, billed: Points(row["consume_points"]), tasks: row["tasks"])
      }
    }
    // The balance is asked only where no task tells: its windows take a look at every row.
    self.init(pairs, windows: pairs.isEmpty ? try BalanceWindow.all(in: database) : [])
  }
}

extension BalanceWindow {
  /// The windows between snapshots without a top-up or a charge; none with several accounts on either
  /// side, as rows and snapshots name them differently.
  fileprivate static func all(in database: Database) throws -> [BalanceWindow] {
    let isOneAccount = try [Query.accountsOfSnapshots, .historyAccounts].allSatisfy {
      try String.fetchAll(database, sql: $0.sql).count == 1
    }
    let snapshots = try snapshots(in: database)
    guard isOneAccount, snapshots.count > 2 else { return [] }
    let usages = try usages(in: database)
    let entries = try WalletBooks.entries(in: database)
    let recorded =
      entries.topUps.map { (day: $0.day, at: $0.at) }
      + entries.charges.map { (day: $0.day, at: $0.at) }
    // Two balances are each off by as much as they were told.
    let precision = BalancePrecision(decimals: snapshots.map { $0.balance.scale }.max() ?? 0)
    let tolerance = Ratio(precision.half.count * 2)
    return try zip(snapshots, snapshots.dropFirst()).compactMap { opening, closing in
      guard !recorded.contains(where: { mayBe($0, between: opening.at, closing.at) }) else {
        return nil
      }
      let drop = try opening.balance.ratio.minus(closing.balance.ratio)
      return BalanceWindow(
        usage: usages[closing.at.nanoseconds] ?? .zero,
        drop: try drop.times(Ratio(Points.perUSD)), toleranceInPoints: tolerance)
    }
  }

  /// Whether something recorded may have changed the balance between two moments: of some only the
  /// day is known, in any time zone.
  private static func mayBe(
    _ recorded: (day: CalendarDay, at: Instant?), between opening: Instant, _ closing: Instant
  ) -> Bool {
    if let at = recorded.at { return at > opening && at <= closing }
    return recorded.day + 1 >= opening.day && recorded.day <= closing.day + 1
  }

  private static func snapshots(
    in database: Database
  ) throws -> [(at: Instant, balance: ExactDecimal)] {
    try Row.fetchAll(
      database, sql: Query.windowFigures.sql,
      arguments: [
        "account": try String.fetchOne(database, sql: Query.accountsOfSnapshots.sql),
        "basis": BookingBasis.ended.rawValue,
      ]
    ).compactMap { row in
      ExactDecimal(row["balance_usd"] as String).map {
        (Instant(nanoseconds: row["observed_at"]), $0)
      }
    }
  }

  private static func usages(in database: Database) throws -> [Int64: Ratio] {
    var sums: [Int64: Ratio] = [:]
    for row in try Row.fetchAll(database, sql: Query.historyUsageByWindow.sql) {
      guard let closing: Int64 = row["closing_at"],
        let usage = ExactDecimal(row["usage"] as String)
      else { continue }
      let amount = try usage.ratio.times(Ratio(row["entries"] as Int64))
      sums[closing] = try (sums[closing] ?? .zero).plus(amount)
    }
    return sums
  }
}
