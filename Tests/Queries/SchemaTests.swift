import GRDB
import Queries
import Testing

@Suite struct SchemaTests {
  private static func rows(_ sql: String) throws -> [[String]] {
    let database = try DatabaseQueue()
    return try database.write { database in
      for query in Query.schema + Query.views { try database.execute(sql: query.sql) }
      return try Row.fetchAll(database, sql: sql).map { row in
        row.map { _, value in String.fromDatabaseValue(value) ?? "\(value)" }
      }
    }
  }

  @Test func `every table is strict, so that no amount becomes a text or a float`() throws {
    let sql = """
      SELECT name FROM pragma_table_list
      WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND strict = 0
      """
    #expect(try Self.rows(sql) == [])
  }

  @Test func `the documented views have their names`() throws {
    #expect(
      try Self.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'v\\_%' ESCAPE '\\' ORDER BY name"
      )
        == [
          ["v_daily_cost"], ["v_finding"], ["v_history_finding"], ["v_outcome"],
          ["v_tagged_cost"], ["v_task"], ["v_usage_line"],
          ["v_wallet"],
        ])
  }

  @Test(arguments: [
    (
      "v_task",
      [
        "task_id", "account", "model", "task_type", "status", "created_at", "ended_at", "day",
        "measures", "request", "billed_points", "billed_usd", "billed_usd_real", "frozen_points",
        "expected_points", "expected_usd", "expected_usd_real", "variance_points", "verdict",
        "settled", "rate", "source",
      ]
    ),
    (
      "v_finding",
      [
        "kind", "task_id", "day", "model", "task_type", "count", "billed_points",
        "expected_points", "variance_points", "detail", "booked_points",
      ]
    ),
    (
      "v_history_finding",
      [
        "kind", "task_id", "day", "api_key_id", "model", "task_type", "sku", "count",
        "billed_points", "booked_points", "price_points",
      ]
    ),
    (
      "v_wallet",
      [
        "opening_at", "closing_at", "opening_points", "top_up_points", "charged_points",
        "billed_points", "unlogged_points", "expired_points", "timing_points", "rounding_points",
        "closing_points", "closing_usd", "closing_usd_real", "unexplained_points",
        "unexplained_usd",
        "unexplained_usd_real", "tasks", "detail",
      ]
    ),
    (
      "v_tagged_cost",
      [
        "day", "tags", "model", "task_type", "tasks", "billed_points", "billed_usd_real",
        "expected_points", "expected_usd_real",
      ]
    ),
    (
      "v_daily_cost",
      [
        "day", "model", "task_type", "status", "verdict", "tasks", "billed_points",
        "billed_usd_real", "expected_points", "expected_usd_real",
      ]
    ),
  ])
  func `a view has the columns that are documented`(view: String, columns: [String]) throws {
    let found = try Self.rows("SELECT name FROM pragma_table_info('\(view)')").map { $0[0] }
    #expect(columns.filter { !found.contains($0) } == [])
  }

  @Test func `the verdicts have their numbers, names and properties`() throws {
    #expect(
      try Self.rows("SELECT id, name, is_covered, is_finding FROM verdict ORDER BY id") == [
        ["1", "matched", "1", "0"], ["2", "overcharged", "1", "1"],
        ["3", "undercharged", "1", "1"], ["4", "consistent", "1", "0"],
        ["5", "inconsistent", "0", "1"], ["6", "refunded", "1", "0"],
        ["7", "penalty", "1", "0"], ["8", "refund_awaited", "1", "0"],
        ["9", "refund_due", "1", "1"], ["10", "own_account", "1", "0"],
        ["11", "provisional", "0", "0"], ["12", "stuck", "0", "1"],
        ["13", "unpriced", "0", "1"], ["14", "unmetered", "0", "0"],
        ["15", "conflict", "0", "1"], ["16", "other_unit", "0", "1"],
        ["17", "unlogged", "0", "0"],
      ])
  }

  @Test func `the statuses have their numbers, and unknown ones begin at 100`() throws {
    #expect(
      try Self.rows("SELECT id, name, has_ended FROM status ORDER BY id") == [
        ["1", "staged", "0"], ["2", "pending", "0"], ["3", "processing", "0"],
        ["4", "completed", "1"], ["5", "failed", "1"], ["6", "cancelled", "1"],
      ])
  }

  @Test func `a charge without a rate is there once, although NULLs differ`() throws {
    let database = try DatabaseQueue()
    try database.write { database in
      for query in Query.schema { try database.execute(sql: query.sql) }
      try database.execute(
        sql: "INSERT INTO sku (model, task_type, fields, name) VALUES ('m', 't', '{}', 'm/t')")
      let arguments: StatementArguments = [
        "sku_id": 1, "rate_id": nil, "quantities": "{}", "expected_points": nil,
        "reason": "no rate", "alternatives": "[]",
      ]
      let statement = try database.makeStatement(sql: Query.chargeInsert.sql)
      #expect(try Int.fetchOne(statement, arguments: arguments) == 1)
      #expect(throws: DatabaseError.self) {
        _ = try Int.fetchOne(statement, arguments: arguments)
      }
    }
  }

  @Test func `numbers of unknown statuses go up from 100`() throws {
    let database = try DatabaseQueue()
    try database.write { database in
      for query in Query.schema { try database.execute(sql: query.sql) }
      let statement = try database.makeStatement(sql: Query.statusIntern.sql)
      let numbers = try ["queued", "retrying", "queued", "pending"].map { name in
        try Int.fetchOne(statement, arguments: ["name": name])
      }
      #expect(numbers == [100, 101, 100, 2])
    }
  }
}
