package import Domain
import GRDB
import GRDBSQLite
import Queries

extension LedgerStore {
  /// Runs SQL that only reads, row by row, so that memory does not grow with the answer.
  ///
  /// - Parameters:
  ///   - sql: one statement; `:since` and `:until` are the days of the period.
  ///   - period: open bounds are NULL.
  ///   - timeLimitSeconds: after this long the query is stopped; nil for no limit.
  ///   - columns: takes the names of the columns, once and before any row.
  ///   - row: takes each row.
  /// - Throws: ``QueryError``, and what the closures throw.
  package func read(
    _ sql: String, period: ReportPeriod = .all, timeLimitSeconds: Int? = nil,
    columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
  ) throws {
    try database.read { database in
      let statement = try ReadStatement(sql, in: database)
      statement.bind(period)
      let limit = timeLimitSeconds.map { TimeLimit(seconds: $0, in: database) }
      defer { limit?.lift() }
      try columns(statement.columns)
      do {
        while let values = try statement.next() { try row(values) }
      } catch is QueryError where limit?.isOver == true {
        throw QueryError.timeLimit(seconds: timeLimitSeconds ?? 0)
      }
    }
  }

  /// Gives the tasks of a period one by one, as the documented view has them.
  ///
  /// - Parameters:
  ///   - period: open bounds are of all days.
  ///   - columns: takes the names of the columns, once and before any row.
  ///   - row: takes each row.
  /// - Throws: ``QueryError``, and what the closures throw.
  package func readTasks(
    in period: ReportPeriod, columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
  ) throws {
    try read(Query.tasksOfPeriod.sql, period: period, columns: columns, row: row)
  }
}

/// Stops SQLite once a time is over.
private final class TimeLimit {
  /// So many steps of SQLite's machine take well under a millisecond.
  private static let stepsBetweenLooks: Int32 = 10_000

  private let end: ContinuousClock.Instant
  private let connection: SQLiteConnection?
  private(set) var isOver = false

  init(seconds: Int, in database: Database) {
    end = .now + .seconds(seconds)
    connection = database.sqliteConnection
    sqlite3_progress_handler(
      connection, TimeLimit.stepsBetweenLooks,
      { pointer in
        guard let pointer else { return 0 }
        let limit = Unmanaged<TimeLimit>.fromOpaque(pointer).takeUnretainedValue()
        limit.isOver = ContinuousClock.now >= limit.end
        return limit.isOver ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// No query of the connection is stopped any more.
  func lift() {
    sqlite3_progress_handler(connection, 0, nil, nil)
  }
}
