import GRDB

/// The connection to a ledger's file.
///
/// Whatever SQLite reports leaves it as a ``LedgerError``, so that the cause decides the status and
/// the message, and no SQL reaches a user.
struct LedgerConnection: Sendable {
  let queue: DatabaseQueue
  /// The ledger's path as the user gave it, for messages: what is open may be a draft or a copy.
  let ledgerPath: String

  /// The path of the file that is open.
  var path: String { queue.path }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try explained { try queue.read { database in try UnreadValues.checked { try body(database) } } }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try explained {
      try queue.write { database in try UnreadValues.checked { try body(database) } }
    }
  }

  func writeWithoutTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try explained {
      try queue.writeWithoutTransaction { database in
        try UnreadValues.checked { try body(database) }
      }
    }
  }

  func close() throws {
    try explained { try queue.close() }
  }

  private func explained<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw LedgerError(error, path: ledgerPath)
    } catch is RowDecodingError {
      throw LedgerError.damaged(
        path: ledgerPath, reason: "a column holds a value of another type")
    }
  }
}
