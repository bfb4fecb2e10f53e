package import Domain
import GRDB
import GRDBSQLite
package import Queries

extension LedgerStore {
  /// Runs read-only SQL row by row, in constant memory.
  ///
  /// - Parameters:
  ///   - sql: one statement; `:since` and `:until` are the days of the period.
  ///   - period: open bounds are NULL.
  ///   - timeLimitSeconds: the query is stopped after this time; nil for no limit.
  ///   - columns: receives the column names, once, before any row.
  ///   - row: receives each row.
  /// - Throws: ``QueryError``, and what the closures throw.
  package func read(
    _ sql: String, period: ReportPeriod = .all, timeLimitSeconds: Int? = nil,
    columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
  ) throws {
    try database.read { database in
      let statement = try ReadStatement(sql, in: database)
      statement.bind(period)
      let limit = timeLimitSeconds.map { QueryLimit(seconds: $0, in: database) }
      defer { limit?.lift() }
      try columns(statement.columns)
      do {
        while let values = try statement.next() { try row(values) }
      } catch is QueryError where limit?.isOver == true {
        throw QueryError.timeLimit(seconds: timeLimitSeconds ?? 0)
      }
    }
  }

  /// Streams the tasks of a period as rows of the documented view.
  ///
  /// - Parameters:
  ///   - period: open bounds are of all days.
  ///   - kept: the tasks to stream; nil for all.
  ///   - columns: receives the column names, once, before any row.
  ///   - row: receives each row.
  /// - Throws: ``QueryError``, and what the closures throw.
  package func readTasks(
    in period: ReportPeriod, keeping kept: Set<TaskID>? = nil,
    columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
  ) throws {
    try read(Query.tasksOfPeriod.sql, period: period, columns: columns) { values in
      // The first column is the task's id.
      if let kept, case .text(let id)? = values.first, !kept.contains(TaskID(id)) { return }
      try row(values)
    }
  }
}

/// Stops SQLite after a time limit, and bounds the values that a query may form: SQLite looks at the
/// time only between its steps, and one of them may be a function of a long text.
private final class QueryLimit {
  /// Each may take as long as a function of the longest values.
  private static let stepsBetweenLooks: Int32 = 100
  /// With these the slowest function of SQLite takes some seconds, and most take milliseconds.
  private static let bounds: [(limit: Int32, value: Int)] = [
    (SQLITE_LIMIT_LENGTH, ReadStatement.longestValueBytes),
    (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
  ]

  private let end: ContinuousClock.Instant
  private let connection: SQLiteConnection?
  private let before: [Int32]
  private(set) var isOver = false

  init(seconds: Int, in database: Database) {
    end = .now + .seconds(seconds)
    connection = database.sqliteConnection
    let connection = connection
    before = QueryLimit.bounds.map { sqlite3_limit(connection, $0.limit, Int32($0.value)) }
    sqlite3_progress_handler(
      connection, QueryLimit.stepsBetweenLooks,
      { pointer in
        guard let pointer else { return 0 }
        let limit = Unmanaged<QueryLimit>.fromOpaque(pointer).takeUnretainedValue()
        limit.isOver = ContinuousClock.now >= limit.end
        return limit.isOver ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Removes the limits from the connection.
  func lift() {
    sqlite3_progress_handler(connection, 0, nil, nil)
    for (bound, value) in zip(QueryLimit.bounds, before) {
      sqlite3_limit(connection, bound.limit, value)
    }
  }
}

/// A read-only statement with its columns.
struct ReadStatement {
  /// The longest text or blob that a query of a user may form.
  static let longestValueBytes = 1_000_000

  private static let beginnings: Set<String> = ["SELECT", "WITH", "VALUES", "EXPLAIN"]

  private let statement: Statement
  private let handle: SQLiteStatement
  private let connection: SQLiteConnection?

  /// Prepares SQL text.
  ///
  /// Other statements may write although SQLite calls them read-only: `VACUUM INTO` creates a file,
  /// and `ATTACH` opens one.
  ///
  /// - Throws: ``QueryError``.
  init(_ sql: String, in database: Database) throws {
    guard ReadStatement.beginnings.contains(ReadStatement.firstWord(of: sql)) else {
      throw QueryError.notReading
    }
    do {
      statement = try database.makeStatement(sql: sql)
    } catch let error as DatabaseError where !error.isOfFile {
      throw QueryError.refused(error.message ?? "\(error.resultCode)")
    }
    guard statement.isReadonly else { throw QueryError.notReading }
    handle = statement.sqliteStatement
    connection = database.sqliteConnection
  }

  var columns: [String] { statement.columnNames }

  /// Binds `:since` and `:until` as days; all other parameters stay NULL.
  func bind(_ period: ReportPeriod) {
    let days = [":since": period.since, ":until": period.until]
    for (name, day) in days {
      let index = sqlite3_bind_parameter_index(handle, name)
      guard index > 0, let day else { continue }
      // SQLite copies the text.
      sqlite3_bind_text(
        handle, index, day.description, -1,
        unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  /// The next row; nil at the end.
  func next() throws -> [QueryValue]? {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return (0..<sqlite3_column_count(handle)).map(value)
    case SQLITE_DONE: return nil
    default: throw failure
    }
  }

  private var failure: any Error {
    let error = DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: sqlite3_errmsg(connection).map { String(cString: $0) })
    switch error.resultCode {
    case .SQLITE_TOOBIG:
      return QueryError.refused(
        "it forms a text or blob of more than \(ReadStatement.longestValueBytes) bytes")
    default:
      return error.isOfFile ? error : QueryError.refused(error.message ?? "SQLite failed")
    }
  }

  private func value(at column: Int32) -> QueryValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      .text(String(decoding: bytes(sqlite3_column_text(handle, column), column), as: UTF8.self))
    case SQLITE_BLOB:
      .blob(
        Array(
          bytes(
            sqlite3_column_blob(handle, column)?.assumingMemoryBound(to: UInt8.self), column)))
    default: .null
    }
  }

  private func bytes(
    _ base: UnsafePointer<UInt8>?, _ column: Int32
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column)))
  }

  /// The first word in uppercase, after white space and comments.
  private static func firstWord(of sql: String) -> String {
    var rest = sql[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*"), let end = rest.firstRange(of: "*/") {
        rest = rest[end.upperBound...]
      } else {
        return rest.prefix { $0.isLetter }.uppercased()
      }
    }
  }
}

/// Why a query failed.
package enum QueryError: Error, Hashable, CustomStringConvertible {
  /// SQLite rejects it.
  case refused(String)
  /// It is not a single read-only statement.
  case notReading
  case timeLimit(seconds: Int)

  package var description: String {
    switch self {
    case .refused(let reason): "the query is refused: \(reason)"
    case .notReading:
      "expected one read-only statement that begins with SELECT, WITH, VALUES or EXPLAIN"
    case .timeLimit(let seconds):
      "the query did not finish within \(seconds) s; --timeout allows more"
    }
  }
}

/// A question that analysts ask, kept as SQL that also runs in the sqlite3 shell.
package struct SavedQuestion: Hashable, Sendable {
  /// Its name on the command line: `spend-by-day`.
  package let name: String
  /// What one row of the answer is.
  package let summary: String
  package let sql: String

  package init(_ query: Query) {
    name = query.rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    sql = query.sql
    // Each file starts with such a line.
    let first = query.sql.split(separator: "\n", maxSplits: 1).first ?? ""
    summary = String(first.trimmingPrefix("-- one row: "))
  }

  /// All of them, by name.
  package static let all = Query.questions.map(SavedQuestion.init).sorted { $0.name < $1.name }
}
