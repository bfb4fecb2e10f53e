import GRDB
import Queries
import Testing

@Suite struct QueryPreparationTests {
  /// A new in-memory ledger.
  private static func database() throws -> DatabaseQueue {
    let database = try DatabaseQueue()
    try database.write { database in
      for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
    }
    return database
  }

  private static let migration =
    Query.migrationFromVersion1.before + Query.migrationFromVersion1.after
    + Query.migrationFromVersion3 + Query.migrationFromVersion5 + Query.rowsOfEarlierVersions
    + Query.migrationFromVersion6 + Query.migrationFromVersion8 + Query.rowsOfVersion8

  private static let statements = Query.allCases.filter {
    !Query.schema.contains($0) && !Query.views.contains($0) && !migration.contains($0)
  }

  @Test func `schema and views are created once each`() {
    let made = Query.schema + Query.views + Self.migration
    #expect(Set(made).count == made.count)
    #expect(Self.statements.count == Query.allCases.count - made.count)
  }

  @Test(arguments: Self.statements)
  func `a query is one statement that fits the schema`(query: Query) throws {
    try Self.database().write { database in
      _ = try database.makeStatement(sql: query.sql)
    }
  }

  @Test(arguments: Self.statements)
  func `a query that reads runs in the shell, where parameters are NULL`(query: Query) throws {
    try Self.database().write { database in
      let statement = try database.makeStatement(sql: query.sql)
      guard statement.isReadonly else { return }
      statement.setUncheckedArguments(StatementArguments())
      _ = try Row.fetchAll(statement)
    }
  }

  @Test func `SQLite reads a file as a whole, as one statement for each name`() throws {
    let names = Set(Self.statements.map(\.rawValue))
    try Self.database().write { database in
      for file in StatementFile.all {
        let named = StatementFile.statements(of: file).map(\.0)
        guard names.isSuperset(of: named) else { continue }
        let cursor = try database.allStatements(sql: String(decoding: file, as: UTF8.self))
        var count = 0
        while try cursor.next() != nil { count += 1 }
        #expect(count == named.count, "\(named)")
      }
    }
  }

  @Test(arguments: Query.views)
  func `a view can be read`(query: Query) throws {
    let name = try #require(query.sql.firstMatch(of: /CREATE VIEW (\w+) AS/)).1
    try Self.database().read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(name)")
      #expect(rows.isEmpty)
    }
  }
}
