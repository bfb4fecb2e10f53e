import GRDB
import Queries

/// The days whose tasks have changed since they were last compared, and since their tags were
/// counted.
enum StaleDays {
  static func exist(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: Query.staleDaysExist.sql) ?? false
  }

  static func insert(_ days: Set<Int64>, in database: Database) throws {
    let statement = try RawStatement(Query.staleDayInsert.sql, in: database)
    for day in days.sorted() { try statement.run(day) }
    try StaleTagDays.insert(days, in: database)
  }
}
