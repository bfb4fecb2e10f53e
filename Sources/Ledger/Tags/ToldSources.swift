import Domain
import GRDB
import Queries

/// The tasks of sources that rules ask for.
enum ToldSources {
  /// Notes the tasks that are in the ledger already: each is known to come from the source of its
  /// latest state, which a later observation would replace.
  static func note(for rules: TagRules, in database: Database) throws {
    let names = try String.fetchAll(database, sql: Query.sourceNames.sql)
      .filter(rules.readSource)
    guard !names.isEmpty else { return }
    for name in names {
      _ = try database.cachedStatement(sql: Query.tagSourceIntern.sql).fetchNumber(["name": name])
    }
    let statement = try database.cachedStatement(sql: Query.toldSourcesOfDay.sql)
    for day in try Int64.fetchAll(database, sql: Query.taskDays.sql) {
      try statement.execute(arguments: ["day": day])
    }
  }
}
