import Domain
import GRDB
import Queries

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
    let ids = rows.map { TaskSearch.id($0["id_high"], $0["id_low"]) }
    let days = try TaskSearch(in: database).days(of: ids, in: database)
    for (row, id) in zip(rows, ids) {
      let day: Int64 = row["day"]
      let other = days[id] ?? waiting
      guard other != day else { continue }
      for query in [Query.taskTagsMove, .taskSourcesMove] {
        try database.cachedStatement(sql: query.sql).execute(
          arguments: TaskTable.key(id) + ["day": day, "other_day": other])
      }
      if let found = days[id] { try StaleTagDays.insert([found], in: database) }
    }
  }
}
