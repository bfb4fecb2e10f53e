import GRDB
import Queries

/// Names that tasks repeat, each known by a number, in memory and in a table.
struct NameTable {
  private let intern: Query
  private var ids: [String: Int64] = [:]
  private var names: [Int64: String] = [:]

  init(intern: Query, all: Query, in database: Database) throws {
    self.intern = intern
    for row in try Row.fetchAll(database, sql: all.sql) { remember(row["name"], row["id"]) }
  }

  private mutating func remember(_ name: String, _ id: Int64) {
    ids[name] = id
    names[id] = name
  }

  /// The number of a name, which is added where it is new.
  mutating func id(of name: String, in database: Database) throws -> Int64 {
    if let id = ids[name] { return id }
    let id = try database.cachedStatement(sql: intern.sql).fetchNumber(["name": name])
    remember(name, id)
    return id
  }

  func name(of id: Int64) -> String? { names[id] }
}

extension Statement {
  /// The one number that the statement gives.
  func fetchNumber(_ arguments: StatementArguments) throws -> Int64 {
    guard let number = try Int64.fetchOne(self, arguments: arguments) else {
      throw DatabaseError(message: "the statement gave no row", sql: sql)
    }
    return number
  }
}
