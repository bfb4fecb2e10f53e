import Domain
import GRDB
import Queries

/// What a history entry needs beside its own columns to be compared with the responses.
struct HistoryLink {
  private let entry: HistoryEntry
  private let calendar: AccountingCalendar

  init(_ entry: HistoryEntry, calendar: AccountingCalendar) {
    (self.entry, self.calendar) = (entry, calendar)
  }

  var arguments: StatementArguments {
    let id = entry.taskID.map { TaskID($0) }
    return [
      "id_high": id.map { Int64(bitPattern: $0.high) },
      "id_low": id.map { Int64(bitPattern: $0.low) },
      "day": entry.createdAt.map { calendar.day(of: $0).number },
      "booked_at": bookedAt?.nanoseconds, "usage_points": usagePoints, "is_open": isOpen,
    ]
  }

  /// Usage type `llm` books at creation, every other one at the end.
  private var bookedAt: Instant? {
    entry.usageType == "llm"
      ? entry.createdAt ?? entry.updatedAt : entry.updatedAt ?? entry.createdAt
  }

  /// The usage, where it may be points: whole, and not of a usage type that counts something else.
  ///
  /// Nothing is nothing in every unit. Beyond the limit of a task it is no amount of points, and sums
  /// stay within 64 bits.
  private var usagePoints: Int64? {
    guard let usage = entry.usage?.whole,
      usage == 0 || UsageUnit(usageType: entry.usageType) == .points
    else { return nil }
    return usage.magnitude <= Points.taskLimit.count.magnitude ? usage : nil
  }

  /// Whether the task was still running when the entry was read.
  private var isOpen: Bool {
    let status = TaskStatus(entry.status)
    return status.isKnown && !status.hasEnded
  }

  /// So many entries are in memory at once.
  private static let batchLimit = 4096

  /// Links entries that were written before entries were linked to tasks.
  static func linkAll(calendar: AccountingCalendar, in database: Database) throws {
    while true {
      let rows = try Row.fetchAll(
        database, sql: Query.unlinkedEntries.sql, arguments: ["limit": batchLimit])
      guard !rows.isEmpty else { return }
      for row in rows {
        let entry = HistoryEntry(row: row)
        try database.cachedStatement(sql: Query.entryLink.sql).execute(
          arguments: HistoryLink(entry, calendar: calendar).arguments + [
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
      updatedAt: (row["updated_at"] as Int64?).map { Instant(nanoseconds: $0) })
  }
}
