import Domain
import GRDB
import GRDBSQLite

/// A statement that only reads, with the columns that it gives.
struct ReadStatement {
  private static let beginnings: Set<String> = ["SELECT", "WITH", "VALUES", "EXPLAIN"]

  private let statement: Statement
  private let handle: SQLiteStatement
  private let connection: SQLiteConnection?

  /// Prepares a text.
  ///
  /// What merely begins otherwise may write although SQLite calls it read-only: `VACUUM INTO`
  /// makes a file, and `ATTACH` opens one.
  ///
  /// - Throws: ``QueryError``.
  init(_ sql: String, in database: Database) throws {
    guard ReadStatement.beginnings.contains(ReadStatement.firstWord(of: sql)) else {
      throw QueryError.notReading
    }
    do {
      statement = try database.makeStatement(sql: sql)
    } catch let error as DatabaseError {
      throw QueryError.refused(error.message ?? "\(error.resultCode)")
    }
    guard statement.isReadonly else { throw QueryError.notReading }
    handle = statement.sqliteStatement
    connection = database.sqliteConnection
  }

  var columns: [String] { statement.columnNames }

  /// Binds `:since` and `:until`, as days; all other parameters stay NULL.
  func bind(_ period: ReportPeriod) {
    let days = [":since": period.since, ":until": period.until]
    for (name, day) in days {
      let index = sqlite3_bind_parameter_index(handle, name)
      guard index > 0, let day else { continue }
      // SQLite takes a copy of the text.
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
    default:
      throw QueryError.refused(
        sqlite3_errmsg(connection).map { String(cString: $0) } ?? "SQLite failed")
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

  /// The first word in capitals, behind white space and comments.
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
