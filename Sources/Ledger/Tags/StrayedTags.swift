import Billing
import GRDB
import Queries
import RateCards
import Reconciliation

/// Brings tags to the day under which their task is stored.
///
/// They were noted under the day that an observation told, where the task may not be: it was known
/// under another one, it has moved since, or it is not in the ledger yet.
enum StrayedTags {
  /// The day of tags whose task is not in the ledger.
  static let waiting: Int64 = -2

  /// Looks for the tasks of tags that wait, or that stand under a stale day without their task.
  static func settle(in database: Database) throws {
    let rows = try Row.fetchAll(database, sql: Query.strayedTags.sql)
    guard !rows.isEmpty else { return }
    let search = try TaskSearch(in: database)
    for row in rows {
      let (day, idHigh, idLow): (Int64, Int64, Int64) = (row["day"], row["id_high"], row["id_low"])
      let id = TaskID(high: UInt64(bitPattern: idHigh), low: UInt64(bitPattern: idLow))
      let found = try search.day(of: id, in: database)
      let other = found ?? waiting
      guard other != day else { continue }
      for query in [Query.taskTagsMove, .taskSourcesMove] {
        try database.cachedStatement(sql: query.sql).execute(arguments: [
          "day": day, "id_high": idHigh, "id_low": idLow, "other_day": other,
        ])
      }
      if let found { try StaleTagDays.insert([found], in: database) }
    }
  }
}

/// Finds the days under which tasks are stored.
struct TaskSearch {
  private let tasks: TaskTable
  private let filter: IDFilter

  init(in database: Database) throws {
    tasks = try TaskTable(
      outcomes: OutcomeTable(judge: Judge(rules: SettlementRules())), in: database)
    filter = try IDFilterTable.read(in: database)
  }

  /// The day of a task; nil where it is not in the ledger.
  func day(of id: TaskID, in database: Database) throws -> Int64? {
    guard let days = filter.days(of: id.high, id.low) else { return nil }
    return try tasks.row(id, likelyDay: nil, within: days, in: database)?.day
  }
}
