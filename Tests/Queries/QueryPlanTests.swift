import Foundation
import GRDB
import Queries
import Testing

/// A night finds its tasks by key: its cost depends on what is new.
@Suite struct QueryPlanTests {
  /// The steps of SQLite's plan for a statement.
  private static func plan(_ sql: String) throws -> [String] {
    // With them the plan includes the lookups in other tables that foreign keys require.
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(configuration: configuration)
    return try database.write { database in
      for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
      let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
      statement.setUncheckedArguments(StatementArguments())
      return try Row.fetchAll(statement).map { $0["detail"] }
    }
  }

  private static func scansTasks(_ plan: [String]) -> Bool {
    plan.contains { $0 == "SCAN task" || $0.hasPrefix("SCAN task ") }
  }

  /// Statements that may read every task: full checks, and what runs after a crash or a migration.
  private static let whole: Set<Query> = [
    .rollupOfTasks, .waitsOfTasks, .taskIds, .outcomesInOtherUnits, .taskFacts, .referencesMissing,
    .differencesCheck, .outcomeTasks, .outcomesLost,
  ]

  /// All but those that create or migrate a ledger.
  private static let statements = Query.allCases.filter {
    !Query.schema.contains($0) && !Query.views.contains($0)
      && !$0.rawValue.hasPrefix("version")
  }

  @Test(arguments: statements)
  func `only statements of full checks read every task`(query: Query) throws {
    let plan = try Self.plan(query.sql)
    #expect(Self.scansTasks(plan) == Self.whole.contains(query), "\(plan)")
  }

  @Test func `watched tasks are found by their index`() throws {
    let steps = try Self.plan(Query.watchedTasks.sql).filter { $0.contains("task") }
    #expect(steps.count == 2)
    #expect(steps.allSatisfy { $0.hasPrefix("SEARCH task USING INDEX task_watch (watch=?") })
  }

  @Test func `the days that have tasks are found by one step for each`() throws {
    let steps = try Self.plan(Query.taskDays.sql).filter { $0.contains("task") }
    #expect(steps.allSatisfy { $0.hasPrefix("SEARCH task USING PRIMARY KEY") })
  }

  @Test func `findings are searched on the days that have any`() throws {
    let plan = try Self.plan("SELECT * FROM v_finding")
    #expect(!Self.scansTasks(plan), "\(plan)")
    #expect(plan.contains("SEARCH task USING PRIMARY KEY (day=?)"))
  }

  @Test func `the rollup of a period is found by its days`() throws {
    let plan = try Self.plan(Query.rollupOfPeriod.sql)
    #expect(plan.contains { $0.hasPrefix("SEARCH rollup USING PRIMARY KEY (day") }, "\(plan)")
  }
}
