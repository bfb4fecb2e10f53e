import Domain
import GRDB
import Intake
import Queries
import Reconciliation

/// An account of which there are balance snapshots.
struct WalletAccount: Hashable {
  /// As in the snapshots.
  let key: String
  /// Whether all tasks are of it, since the ledger has no other account.
  let isOnly: Bool

  /// How figures call it; nil for the ledger's only account.
  var name: String? { isOnly ? nil : key }

  /// Which tasks and history rows are its own.
  var arguments: StatementArguments { ["account": key, "counts_all": isOnly] }

  static func all(in database: Database) throws -> [WalletAccount] {
    let keys = try String.fetchAll(database, sql: Query.accountsOfSnapshots.sql)
    let isOnly = try keys.count == 1 && !AccountNames(in: database).areSeveral
    return keys.map { WalletAccount(key: $0, isOnly: isOnly) }
  }

  /// Those whose spend is known: none of several accounts, if nothing tells whose some task is.
  static func withBooks(in database: Database) throws -> [WalletAccount] {
    let accounts = try all(in: database)
    guard !accounts.allSatisfy(\.isOnly) else { return accounts }
    return try tasksOfNone(in: database) == 0 ? accounts : []
  }

  /// The number of booked tasks of which nothing tells the account.
  static func tasksOfNone(in database: Database) throws -> Int {
    try Int.fetchOne(database, sql: Query.spendWithoutAccount.sql) ?? 0
  }
}

/// Maintains what the tasks of each account booked between its balance snapshots, and the windows
/// between these.
struct WalletBooks {
  /// The account to which all tasks were counted; empty if they were counted to their own.
  private static let soleAccountSetting = "wallet_account"

  let calendar: AccountingCalendar

  /// Sums the tasks of changed days again, and carries the balances from snapshot to snapshot.
  func update(in database: Database) throws {
    let sole = try WalletAccount.all(in: database).first(where: \.isOnly)?.key
    let isBooked = try Bool.fetchOne(database, sql: Query.walletIsBooked.sql) ?? false
    if try !isBooked || LedgerStore.setting(Self.soleAccountSetting, in: database) != sole ?? "" {
      try database.execute(sql: Query.spendClear.sql)
      try database.execute(
        sql: Query.staleDaysBetween.sql, arguments: ["first": -1, "last": Int64.max])
      try LedgerStore.put(Self.soleAccountSetting, sole ?? "", in: database)
    } else {
      try database.execute(sql: Query.staleDaysOfNewSnapshots.sql)
    }
    if try StaleDays.exist(in: database) {
      try database.execute(sql: Query.spendDelete.sql)
      try database.execute(sql: Query.spendInsert.sql, arguments: ["sole_account": sole])
    }
    try carryForward(in: database)
  }

  /// Recomputes the windows; there is one for each snapshot.
  func carryForward(in database: Database) throws {
    let accounts = try WalletAccount.withBooks(in: database)
    let books = try accounts.map { ($0, try rollForward(of: $0, in: database)) }
    try database.execute(sql: Query.windowsDelete.sql)
    for (account, book) in books {
      for window in book.windows {
        let columns = window.columns.map { ($0.name, $0.value) }
        try database.cachedStatement(sql: Query.windowInsert.sql).execute(
          arguments: StatementArguments(Dictionary(uniqueKeysWithValues: columns))
            + ["account": account.key, "detail": window.detail])
      }
    }
  }
}

extension WalletWindow {
  /// The numbers that it is stored with.
  var columns: [(name: String, value: Int64?)] {
    [
      ("closing_at", closingAt.nanoseconds), ("opening_at", openingAt?.nanoseconds),
      ("opening_points", opening?.count), ("top_up_points", topUps.count),
      ("charged_points", charged.count), ("billed_points", billed.count),
      ("unlogged_points", unlogged.count), ("expired_points", expired.count),
      ("closing_points", closing.count), ("timing_points", timing.count),
      ("rounding_points", rounding.count), ("unexplained_points", unexplained.count),
      ("tasks", Int64(tasks)),
    ]
  }
}

extension WalletBooks {
  /// The balance of an account from snapshot to snapshot, ignoring those after a moment.
  func rollForward(
    of account: WalletAccount, asOf: Instant? = nil, in database: Database
  ) throws -> RollForward {
    let unlogged = try WalletBooks.unloggedSpend(of: account, in: database)
    let steps = { (basis: BookingBasis) in
      try self.steps(basis, of: account, unlogged: unlogged, in: database).filter { step in
        asOf.map { step.snapshot.observedAt <= $0 } ?? true
      }
    }
    let all = try WalletBooks.entries(in: database).ofAccount(account.name)
    let entries = asOf.map { all.through($0, day: calendar.day(of: $0)) } ?? all
    return RollForward(
      account: account.name, ended: try steps(.ended), created: try steps(.created),
      entries: entries)
  }

  /// The snapshots in chronological order, with what was booked since the previous one.
  private func steps(
    _ basis: BookingBasis, of account: WalletAccount, unlogged: [Int64: Points],
    in database: Database
  ) throws -> [RollForward.Step] {
    let rows = try Row.fetchAll(
      database, sql: Query.windowFigures.sql,
      arguments: ["account": account.key, "basis": basis.rawValue])
    return try rows.compactMap { row in
      let observedAt = Instant(nanoseconds: row["observed_at"])
      guard let usd = ExactDecimal(row["balance_usd"] as String),
        let balance = Points(roundingUSD: usd)
      else { return nil }
      return RollForward.Step(
        snapshot: WalletSnapshot(
          observedAt: observedAt, balance: balance,
          precision: BalancePrecision(decimals: usd.scale),
          figures: try WalletFigures(storedJSON: row["detail"])),
        day: calendar.day(of: observedAt), billed: Points(row["points"]),
        unlogged: unlogged[observedAt.nanoseconds] ?? .zero, tasks: row["tasks"])
    }
  }

  /// Spend that only the history shows, by the moment of the first snapshot that includes it; empty
  /// until the history's unit is proved.
  static func unloggedSpend(
    of account: WalletAccount, in database: Database
  ) throws -> [Int64: Points] {
    guard try HistoryUnit.isProved(in: database) else { return [:] }
    var spend: [Int64: Points] = [:]
    let rows = try Row.fetchAll(
      database, sql: Query.unloggedSpend.sql, arguments: account.arguments)
    for row in rows {
      spend[row["closing_at"]] = (row["points"] as Int64?).map { Points($0) }
    }
    return spend
  }

  /// What the owner of the account has recorded.
  static func entries(in database: Database) throws -> WalletEntries {
    let moment = { (row: Row) in (row["at"] as Int64?).map { Instant(nanoseconds: $0) } }
    let account = { (row: Row) in
      (row["account"] as String).isEmpty ? nil : row["account"] as String
    }
    return WalletEntries(
      topUps: try Row.fetchAll(database, sql: Query.topUpsAll.sql).map { row in
        TopUp(
          id: row["id"], day: CalendarDay(number: row["day"]), at: moment(row),
          amount: Points(row["points"]), kind: TopUp.Kind(rawValue: row["kind"]) ?? .cash,
          note: row["note"], account: account(row))
      },
      charges: try Row.fetchAll(database, sql: Query.walletChargesAll.sql).map { row in
        WalletCharge(
          id: row["id"], day: CalendarDay(number: row["day"]), at: moment(row),
          amount: Points(row["points"]), note: row["note"], account: account(row))
      })
  }
}

extension WalletFigures {
  /// Reads the figures of a stored snapshot; missing or nonnumeric ones are unknown.
  init(storedJSON text: String) throws {
    self.init()
    let value = try StoredJSON.value(text)
    credits = value["remaining_credits"]?.decimal
    if let wallet = value["wallet"] {
      walletRemaining = wallet["point_remain"]?.decimal
      walletFrozen = wallet["point_frozen"]?.decimal
      if wallet["auto_recharge_enabled"]?.bool == true {
        rechargeLevel = wallet["auto_recharge_threshold_credit"]?.decimal
      }
    }
    if let info = value["credit_pack_info"] {
      packsAvailable = info["available_credits"]?.decimal
      packsFrozen = info["frozen"]?.decimal
      packs = (info["credit_packs"]?.array ?? []).compactMap(CreditPack.init(stored:))
    }
  }
}

extension CreditPack {
  fileprivate init?(stored value: JSONValue) {
    guard let id = CreditPack.text(value["id"]), let capacity = value["capacity"]?.decimal else {
      return nil
    }
    self.init(
      id: id, isActive: value["active"]?.bool ?? true, capacity: capacity,
      used: value["used"]?.decimal ?? ExactDecimal(0),
      effectiveAt: CreditPack.time(value["effective_at"]),
      expiresAt: CreditPack.time(value["expired_at"]),
      description: value["description"]?.string ?? "")
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text) where !text.isEmpty: text
    case .number(let text): text
    default: nil
    }
  }

  private static func time(_ value: JSONValue?) -> Instant? {
    value.flatMap { try? Timestamp(member: $0).instant }
  }
}

/// The moment at which a source was received, if its file name starts with it:
/// `20260601T020000Z-account.json.gz`, `2026-06-01T02:00:00Z.json` or
/// `2026-06-01T02-00-00.5Z_info`.
enum SourceTime {
  /// The moment; nil if the name does not start with a time in UTC.
  static func instant(ofName name: String) -> Instant? {
    let file = name.split(separator: "/").last ?? ""
    guard let end = file.firstIndex(of: "Z") else { return nil }
    let parts = file[..<end].split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = digits(parts[0], count: 8, separators: "-") else {
      return nil
    }
    let clock = parts[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let time = digits(clock[0], count: 6, separators: ":-") else { return nil }
    let fraction = clock.count == 2 ? ".\(clock[1])" : ""
    return Timestamp(
      "\(grouped(date, [4, 2, 2], by: "-"))T\(grouped(time, [2, 2, 2], by: ":"))\(fraction)Z")?
      .instant
  }

  /// This many digits, grouped or not.
  private static func digits(
    _ text: Substring, count: Int, separators: String
  ) -> String? {
    let digits = text.filter { !separators.contains($0) }
    let areDigits = digits.utf8.allSatisfy { $0 &- 48 < 10 }
    return areDigits && digits.utf8.count == count ? digits : nil
  }

  private static func grouped(_ digits: String, _ lengths: [Int], by separator: String) -> String {
    var rest = digits[...]
    return lengths.map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }.joined(separator: separator)
  }
}
