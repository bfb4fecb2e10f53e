import GRDB

/// A reader of a ledger in the middle of reading.
final class OpenReader {
  private let database: DatabaseQueue

  init(_ path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN")
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM task")
    }
  }

  func close() throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    try database.close()
  }
}
