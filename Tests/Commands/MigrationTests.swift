import Foundation
import TestSupport
import Testing

/// A ledger of version 1 keeps everything that it holds.
@Suite struct MigrationTests {
  private static let folder = "Tests/Fixtures/version-1"

  /// The input of the version 1 ledger, imported by the current tool in the same order.
  private static func newLedger() throws -> Tool {
    let tool = try Tool()
    for name in ["first.jsonl", "second.jsonl", "account.jsonl"] {
      try tool.folder.write(try TestFiles.text("\(folder)/\(name)"), to: name)
    }
    try tool.run("import", "first.jsonl", asOf: "2026-05-20T00:00:00Z")
    try tool.run("close", "2026-04", asOf: "2026-05-20T00:00:00Z")
    try tool.run("import", "second.jsonl", "account.jsonl")
    try tool.run("reconcile")
    return tool
  }

  @Test(arguments: [
    """
    SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
      output_count, error_code, billed_points, frozen_points, expected_points, variance_points,
      verdict, settled, sku, rate, unpriced_reason, alternatives, is_finding, source
    FROM v_task ORDER BY task_id
    """,
    "SELECT * FROM v_daily_cost ORDER BY 1, 2, 3, 4, 5",
    """
    SELECT kind, day, model, task_type, detail, sum(count) AS count,
      sum(billed_points) AS billed_points, sum(variance_points) AS variance_points
    FROM v_finding GROUP BY 1, 2, 3, 4, 5 HAVING sum(count) <> 0 ORDER BY 1, 2, 3, 4, 5
    """,
    "SELECT * FROM v_history_finding ORDER BY kind, task_id, day",
    """
    SELECT account, entry_id, task_id, api_key_id, usage, created_at, id_high, id_low, day,
      booked_at, usage_points, is_open, comparison, task_day
    FROM history_entry ORDER BY account, entry_id
    """,
    "SELECT account, plan, balance_usd, detail, told_at, observed_at FROM balance_snapshot",
    "SELECT id_high, id_low, has_ended, ended_at, seen_at, line FROM usage_stamp ORDER BY 1, 2",
    """
    SELECT id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, line
    FROM booking ORDER BY 1, 2, 3
    """,
    "SELECT * FROM odd_task_id",
    "SELECT month, action FROM month_event",
    "SELECT month, card_name FROM closed_month",
    "SELECT name, sha256, size_bytes FROM source ORDER BY name",
    "SELECT sum(waits), sum(wait_seconds) FROM outcome",
  ])
  func `a migrated ledger holds what a new one would`(sql: String) throws {
    let migrated = try OldLedger.tool(version: 1)
    #expect(try migrated.run("reconcile", "-q").status == 10)
    let rows = try OldLedger.rows(migrated, sql)
    #expect(!rows.isEmpty)
    #expect(try rows == OldLedger.rows(Self.newLedger(), sql))
  }

  @Test func `the figures of a closed month are those of version 1, and the rollup is right`()
    throws
  {
    let sql = """
      SELECT day, model, task_type, status, verdict, tasks, billed_points, expected_points
      FROM v_daily_cost WHERE day LIKE '2026-04%' ORDER BY 1, 2, 3, 4, 5
      """
    let migrated = try OldLedger.tool(version: 1)
    let before = try OldLedger.rows(migrated, sql)
    try migrated.run("reconcile")
    #expect(before.count > 5)
    #expect(try OldLedger.rows(migrated, sql) == before)
    #expect(try migrated.run("doctor").status == 0)
  }

  @Test func `importing the same again into a migrated ledger changes nothing`() throws {
    let migrated = try OldLedger.tool(version: 1)
    for name in ["first.jsonl", "second.jsonl", "account.jsonl"] {
      try migrated.folder.write(try TestFiles.text("\(Self.folder)/\(name)"), to: "in/\(name)")
    }
    let result = try migrated.run("import", "--reread", "in")
    #expect(
      result.output == """
        imported 0 new tasks from 71 records (71 repeats), 15 history entries (0 new, 0 changed, \
        15 unchanged), 1 balance snapshot (0 new, 1 unchanged), 0 quarantined; \
        2 of 75 lines hold no PiAPI record

        """)
    #expect(try migrated.run("doctor").status == 0)
  }

  /// Version 1 set apart whatever was not a record.
  @Test func `what an old version set apart stays so until its file is read again`() throws {
    let migrated = try OldLedger.tool(version: 1)
    try migrated.run("reconcile", "-q")
    let rows = try migrated.run("quarantine", "-f", "csv").output.split(separator: "\n")
    #expect(
      // Without the digest at the end.
      rows.dropFirst().map { $0.split(separator: ",").dropLast().joined(separator: ",") } == [
        #"1,second.jsonl,7,3555,1,0,no known record,"{status: ""completed"", no: text}""#,
        #"2,second.jsonl,8,3591,1,0,not JSON: expected null,"text, 9 bytes""#,
      ])
    try migrated.folder.write(
      try TestFiles.text("\(Self.folder)/second.jsonl"), to: "second.jsonl")
    let result = try migrated.run("import", "--reread", "second.jsonl")
    #expect(result.output.hasSuffix("0 quarantined; 2 of 8 lines hold no PiAPI record\n"))
    #expect(result.status == 0)
    #expect(try migrated.run("quarantine").output == "none\n")
  }

  @Test(arguments: [["report"], ["reconcile", "--dry-run"]])
  func `read-only commands leave an old ledger as it is, and say what helps`(
    arguments: [String]
  ) throws {
    let migrated = try OldLedger.tool(version: 1)
    let process = try migrated.started(arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == 78)
    #expect(
      try migrated.folder.text(of: ".errors").hasSuffix(
        "ledger.db: the ledger has version 1; run piledger reconcile to bring it to version 9\n"))
    #expect(try OldLedger.rows(migrated, "PRAGMA user_version") == ["[user_version:1]"])
  }

  @Test func `a killed migration is completed by the next run`() throws {
    let migrated = try OldLedger.tool(version: 1, Self.manyTasks)
    for milliseconds in [80, 160, 240, 320, 400, 480] as [UInt32] {
      let process = try migrated.started(["reconcile", "--as-of", "2026-06-01T00:00:00Z"])
      usleep(milliseconds * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let version = try OldLedger.rows(migrated, "PRAGMA user_version")
      #expect(["[user_version:1]", "[user_version:9]"].contains(version.first))
      #expect(try OldLedger.rows(migrated, "SELECT count(*) AS n FROM v_task") == ["[n:20067]"])
    }
    #expect(try migrated.run("reconcile").status == 10)
    #expect(try migrated.run("doctor").status == 0)
  }

  /// Twenty thousand more of one of the tasks.
  private static let manyTasks = """
    INSERT INTO task
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000)
    SELECT n, id_low, request_id, varying_values, account_id, day, created_at, ended_at, seen_at,
      status_id, is_own_account, output_count, error_code, usage_type_id, frozen_points,
      consume_points, is_billed, is_settled, has_details, charge_id, expected_points, verdict_id,
      is_watched, source_id, line
    FROM number, (SELECT * FROM task WHERE verdict_id = 1 AND is_settled = 1 AND has_details = 0
      AND created_at >= 1777852800000000000 AND ended_at IS NOT NULL
      ORDER BY id_high, id_low LIMIT 1);
    UPDATE rollup SET tasks = tasks + 20000, waits = waits + 20000,
      wait_seconds = wait_seconds + 20000 * (
        SELECT (ended_at - created_at) / 1000000000 FROM task WHERE id_high = 1)
    WHERE (day, charge_id, status_id, verdict_id, billed_points) IN (
      SELECT day, charge_id, status_id, verdict_id, consume_points FROM task WHERE id_high = 1);
    """
}

extension Tool {
  /// Starts the tool without a key and without input.
  fileprivate func started(_ arguments: [String]) throws -> Process {
    try start(arguments, environment: [:])
  }
}
