package import Domain
import GRDB
import Queries
package import Reconciliation

extension LedgerStore {
  /// The unit of the history; nil if the ledger holds no history.
  package func historyUnit() throws -> HistoryUnit? {
    try database.read { database in
      let known = try Row.fetchOne(database, sql: Query.accountSideIsKnown.sql)
      guard known?["has_history"] ?? false else { return nil }
      return try HistoryUnit(in: database)
    }
  }

  /// The differences between history and responses in a period, as of the last import or reconcile,
  /// with so many of their tasks; of some accounts, or of all.
  package func historyFindings(
    in period: ReportPeriod, listing extent: FindingTasks.Extent = .none,
    of accounts: [String]? = nil
  ) throws -> [HistoryFinding] {
    try database.read { database in
      let isProved = try HistoryUnit.isProved(in: database)
      let usages = try LedgerStore.unloggedUsage(of: accounts, in: database)
      let days: StatementArguments = [
        "since": period.since?.description, "until": period.until?.description,
        "accounts": accounts.map(StoredJSON.list),
      ]
      let tasks = try HistoryFindingTasks(extent, of: days, in: database)
      let rows = try Row.fetchAll(database, sql: Query.historyFindings.sql, arguments: days)
      return rows.compactMap { row in
        guard let kind = HistoryFindingKind(rawValue: row["kind"]) else { return nil }
        let key = UsageKey(
          apiKeyID: row["api_key_id"], day: row["first_day"],
          otherUnitType: row["other_unit_type"])
        let model: String? = row["model"]
        return HistoryFinding(
          kind: kind, apiKeyID: row["api_key_id"], sku: row["sku"] ?? model ?? "",
          tasks: row["tasks"], firstDay: (row["first_day"] as String?).flatMap { CalendarDay($0) },
          lastDay: (row["last_day"] as String?).flatMap { CalendarDay($0) },
          billed: points(row["billed_points"]), booked: points(row["booked_points"]),
          price: points(row["price_points"]),
          usage: kind == .onlyInHistory && (!isProved || key.otherUnitType != nil)
            ? usages[key] : nil,
          otherUnitType: key.otherUnitType,
          taskIDs: tasks[kind == .onlyInHistory ? .entries(key) : .tasks(kind, sku: row["sku"])])
      }
    }
  }

  private func points(_ count: Int64?) -> Points? { count.map { Points($0) } }

  fileprivate struct UsageKey: Hashable {
    let apiKeyID: String?
    let day: String?
    /// Nil for points.
    let otherUnitType: String?
  }

  /// The usage of entries found only in the history, in its own unit.
  private static func unloggedUsage(
    of accounts: [String]?, in database: Database
  ) throws -> [UsageKey: Ratio] {
    var sums: [UsageKey: Ratio] = [:]
    let rows = try Row.fetchAll(
      database, sql: Query.unloggedUsage.sql, arguments: ["accounts": accounts.map(StoredJSON.list)]
    )
    for row in rows {
      guard let usage = (row["usage"] as String?).flatMap({ ExactDecimal($0) }) else { continue }
      let key = UsageKey(
        apiKeyID: row["api_key_id"], day: row["day"], otherUnitType: row["other_unit_type"])
      let count: Int64 = row["entries"]
      sums[key] = try (sums[key] ?? .zero).plus(usage.ratio.times(Ratio(count)))
    }
    return sums
  }
}

/// The tasks of findings of the account history, by what makes a finding of them.
private struct HistoryFindingTasks {
  enum Group: Hashable {
    case entries(LedgerStore.UsageKey)
    case tasks(HistoryFindingKind, sku: String?)
  }

  private var ids: [Group: [TaskID]] = [:]

  init(
    _ extent: FindingTasks.Extent, of days: StatementArguments, in database: Database
  ) throws {
    guard extent != .none else { return }
    var known: [Group: Set<TaskID>] = [:]
    let rows = try Row.fetchCursor(
      database, sql: Query.historyFindingTasks.sql, arguments: days)
    while let row = try rows.next() {
      guard let kind = HistoryFindingKind(rawValue: row["kind"]) else { continue }
      let group: Group =
        kind == .onlyInHistory
        ? .entries(
          LedgerStore.UsageKey(
            apiKeyID: row["api_key_id"], day: row["day"],
            otherUnitType: row["other_unit_type"]))
        : .tasks(kind, sku: row["sku"])
      let count = ids[group]?.count ?? 0
      guard extent == .all || count < FindingTasks.shownLimit else { continue }
      let id = TaskID(row["task_id"] as String)
      if known[group, default: []].insert(id).inserted { ids[group, default: []].append(id) }
    }
  }

  subscript(group: Group) -> [TaskID] { ids[group] ?? [] }
}

extension LedgerStore {
  /// What each API key of some accounts, or of all, spent in a period, by its id.
  package func keySpend(
    in period: ReportPeriod, of accounts: [String]? = nil
  ) throws -> [KeySpend] {
    try database.read { database in
      var spends: [KeySpend] = []
      let rows = try Row.fetchAll(
        database, sql: Query.historyByKey.sql,
        arguments: [
          "since": period.since?.number, "until": period.until?.number,
          "accounts": accounts.map(StoredJSON.list),
        ])
      for row in rows {
        let apiKeyID: String? = row["api_key_id"]
        if spends.last.map({ $0.apiKeyID != apiKeyID }) ?? true {
          spends.append(KeySpend(apiKeyID: apiKeyID))
        }
        try spends[spends.count - 1].add(
          entries: row["entries"], isAlone: row["is_alone"],
          isInOtherUnit: row["is_other_unit"] ?? false,
          usage: (row["usage"] as String?).flatMap { ExactDecimal($0) },
          billed: Points(row["billed_points"]), expected: Points(row["expected_points"]))
      }
      return spends
    }
  }
}

/// What it takes besides its own columns to compare a history entry with the responses.
struct HistoryLink {
  private let entry: HistoryEntry
  private let calendar: AccountingCalendar
  private let pointsPerUnit: Ratio

  init(_ entry: HistoryEntry, calendar: AccountingCalendar, pointsPerUnit: Ratio) {
    (self.entry, self.calendar, self.pointsPerUnit) = (entry, calendar, pointsPerUnit)
  }

  /// What an entry is stored with besides what it says.
  var columns: [(name: String, value: Int64?)] {
    let createdOn = entry.createdAt.map { calendar.day(of: $0).number }
    return [
      ("id_high", Int64(bitPattern: entry.task.high)),
      ("id_low", Int64(bitPattern: entry.task.low)), ("day", createdOn.map(Int64.init)),
      ("booked_at", bookedAt?.nanoseconds),
      ("usage_points", entry.points(perUnit: pointsPerUnit)?.count),
      ("is_open", entry.isOpen ? 1 : 0),
    ]
  }

  var arguments: StatementArguments {
    StatementArguments(Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.value) }))
  }

  /// Usage type `llm` books at creation, all others at the end.
  private var bookedAt: Instant? {
    entry.usageType == "llm"
      ? entry.createdAt ?? entry.updatedAt : entry.updatedAt ?? entry.createdAt
  }

  /// The number of entries in memory at a time.
  private static let batchLimit = 4096

  /// Links entries written by versions that did not link them to tasks.
  static func linkAll(calendar: AccountingCalendar, in database: Database) throws {
    let perUnit = try HistoryUnit.storedPointsPerUnit(in: database)
    while true {
      let rows = try Row.fetchAll(
        database, sql: Query.unlinkedEntries.sql, arguments: ["limit": batchLimit])
      guard !rows.isEmpty else { return }
      for row in rows {
        let entry = HistoryEntry(row: row)
        try database.cachedStatement(sql: Query.entryLink.sql).execute(
          arguments: HistoryLink(entry, calendar: calendar, pointsPerUnit: perUnit).arguments + [
            "account": entry.account ?? "", "entry_id": entry.entryID,
          ])
      }
    }
  }
}

extension HistoryEntry {
  init(row: Row) {
    let account: String = row["account"]
    self.init(
      entryID: row["entry_id"], taskID: row["task_id"], account: account.isEmpty ? nil : account,
      apiKeyID: row["api_key_id"], model: row["model"], action: row["action"],
      status: row["status"], serviceMode: row["service_mode"], usageType: row["usage_type"],
      usage: (row["usage"] as String?).flatMap { ExactDecimal($0) },
      createdAt: (row["created_at"] as Int64?).map { Instant(nanoseconds: $0) },
      updatedAt: (row["updated_at"] as Int64?).map { Instant(nanoseconds: $0) },
      deletedAt: (row["deleted_at"] as Int64?).map { Instant(nanoseconds: $0) })
  }
}
