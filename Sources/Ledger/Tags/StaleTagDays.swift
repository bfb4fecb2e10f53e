import GRDB
import Queries

/// The days whose tags have to be counted anew.
///
/// They are noted in the transaction that changes their tasks: after a crash the next run counts
/// them.
enum StaleTagDays {
  static func insert(_ days: Set<Int64>, in database: Database) throws {
    let statement = try RawStatement(Query.staleTagDayInsert.sql, in: database)
    for day in days.sorted() { try statement.run(day) }
  }

  static func all(in database: Database) throws -> [Int64] {
    try Int64.fetchAll(database, sql: Query.staleTagDaysAll.sql)
  }
}
