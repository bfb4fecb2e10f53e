import Foundation
import GRDB
import TestSupport
import Testing

/// A ledger of version 2 or 3 keeps everything that it holds, and gets the tables that it lacked.
@Suite struct MigrationFromEarlierVersionTests {
  private static func oldLedger(version: Int, _ change: String = "") throws -> Tool {
    let tool = try Tool()
    let database = try DatabaseQueue(path: tool.folder.path("ledger.db"))
    let text = try TestFiles.text("Tests/Fixtures/version-\(version)/ledger.sql") + change
    try database.writeWithoutTransaction { database in
      // The rows of a dump come before those that they refer to.
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      try database.execute(sql: text)
    }
    return tool
  }

  private static func rows(_ tool: Tool, _ sql: String) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(
      path: tool.folder.path("ledger.db"), configuration: configuration)
    return try database.read { try Row.fetchAll($0, sql: sql).map(\.description) }
  }

  @Test(
    arguments: [2, 3],
    [
      """
      SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
        output_count, error_code, billed_points, billed_usd, frozen_points, variance_points, verdict,
        settled, sku, rate, source, unpriced_reason, alternatives, is_finding, day_number
      FROM v_task ORDER BY task_id
      """,
      "SELECT day, model, task_type, status, verdict, tasks, billed_points FROM v_daily_cost ORDER BY 1, 2, 3, 4, 5",
      """
      SELECT kind, task_id, day, model, task_type, count, billed_points, variance_points, detail,
        booked_points
      FROM v_finding ORDER BY kind, task_id, day, detail
      """,
      """
      SELECT kind, task_id, day, api_key_id, model, task_type, sku, count, billed_points, booked_points
      FROM v_history_finding ORDER BY kind, task_id, day
      """,
      "SELECT * FROM outcome ORDER BY id",
      "SELECT * FROM adjustment ORDER BY 1, 2, 3",
      "SELECT * FROM closed_month",
      "SELECT * FROM source ORDER BY id",
    ])
  func `what the ledger held stays as it was`(version: Int, sql: String) throws {
    let tool = try Self.oldLedger(version: version)
    let before = try Self.rows(tool, sql)
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(!before.isEmpty)
    #expect(try Self.rows(tool, sql) == before)
    #expect(try Self.rows(tool, "PRAGMA user_version") == ["[user_version:4]"])
    #expect(try tool.run("doctor").status == 0)
  }

  @Test func `nights that were named by the day of their run are of the day before it`() throws {
    let tool = try Self.oldLedger(
      version: 3,
      """
      INSERT INTO night VALUES (20605, 1, 2, NULL), (20606, 3, 4, NULL), (20604, 5, 6, NULL);
      INSERT INTO night_finding VALUES (20606, 'stuck', 'a', '', -1, 1, 7);
      """)
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(
      try Self.rows(tool, "SELECT day, checked_points, ran_at FROM night ORDER BY day") == [
        "[day:20603 checked_points:5 ran_at:NULL]", "[day:20604 checked_points:1 ran_at:NULL]",
        "[day:20605 checked_points:3 ran_at:NULL]",
      ])
    #expect(
      try Self.rows(tool, "SELECT night, points FROM night_finding") == ["[night:20605 points:7]"])
  }

  @Test func `what it lacked works, and its closed month keeps its figures by tag too`() throws {
    let tool = try Self.oldLedger(version: 2)
    try tool.folder.write("tags: [{ tag: project=all, model: \"*\" }]\n", to: "piledger.yaml")
    let april = try tool.run("reconcile", "--period", "2026-04", "-f", "csv").output
    let report = try tool.run(
      "report", "--by", "tag:project", "--period", "2026-04", "-f", "csv", "-q")
    let lines = report.output.split(separator: "\r\n")
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("untagged,"))
    #expect(try tool.run("doctor").status == 0)
    #expect(try tool.run("reconcile", "--period", "2026-04", "-f", "csv").output == april)
  }

  @Test(arguments: [2, 3], [["report"], ["reconcile", "--dry-run"]])
  func `what does not write leaves it as it is, and says what helps`(
    version: Int, arguments: [String]
  ) throws {
    let tool = try Self.oldLedger(version: version)
    let result = try tool.run(arguments)
    #expect(result.status == 78)
    #expect(
      result.errors.hasSuffix(
        "ledger.db: the ledger is of version \(version); piledger reconcile brings it to version 4\n"
      ))
    #expect(try Self.rows(tool, "PRAGMA user_version") == ["[user_version:\(version)]"])
  }

  @Test func `a migration that fails leaves version 2 as it was`() throws {
    let tool = try Self.oldLedger(version: 2, "CREATE TABLE tag_set (other TEXT);")
    let before = try Self.rows(tool, "SELECT * FROM v_task ORDER BY task_id")
    #expect(try tool.run("reconcile").status == 1)
    #expect(try Self.rows(tool, "PRAGMA user_version") == ["[user_version:2]"])
    #expect(try Self.rows(tool, "SELECT * FROM v_task ORDER BY task_id") == before)
  }
}
