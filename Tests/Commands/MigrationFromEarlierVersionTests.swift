import Foundation
import TestSupport
import Testing

/// A ledger of version 2 to 5 keeps everything that it holds, and gets the tables that it lacked.
@Suite struct MigrationFromEarlierVersionTests {
  /// Seedance's prices have been corrected since, and sources are named otherwise: what depends on
  /// either is not compared.
  ///
  /// The history of these ledgers names two tasks that their answers leave open.
  private static let stillRunning = """
    UPDATE history_entry SET status = 'processing'
    WHERE task_id IN (
      '7f3a0c1e-52d4-4b6f-9a11-000000000008', '7f3a0c1e-52d4-4b6f-9a11-000000000009');
    """

  @Test(
    arguments: [2, 3, 4, 5],
    [
      """
      SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
        output_count, error_code, billed_points, billed_usd, frozen_points, variance_points, verdict,
        settled, sku, rate, source, unpriced_reason, is_finding, day_number,
        json_extract(alternatives, '$[0][0]') AS alternative_points
      FROM v_task WHERE model <> 'seedance' ORDER BY task_id
      """,
      "SELECT day, model, task_type, status, verdict, tasks, billed_points FROM v_daily_cost ORDER BY 1, 2, 3, 4, 5",
      """
      SELECT kind, task_id, day, model, task_type, count, billed_points, variance_points,
        substr(detail, 1, instr(detail || ' (', ' (')) AS detail, booked_points
      FROM v_finding WHERE coalesce(day, '') NOT LIKE '2026-04%' AND day <> '2026-06-01'
        AND model IS NOT 'seedance'
      ORDER BY kind, task_id, day, detail
      """,
      """
      SELECT kind, task_id, day, api_key_id, model, task_type, sku, count, billed_points, booked_points
      FROM v_history_finding WHERE model IS NOT 'seedance' ORDER BY kind, task_id, day
      """,
      """
      SELECT rollup.day, sku.name, status_id, verdict_id, billed_points, outcome.expected_points,
        frozen_points, sum(rollup.tasks) AS tasks
      FROM rollup JOIN outcome ON outcome.id = rollup.outcome_id
        JOIN charge ON charge.id = charge_id JOIN sku ON sku.id = sku_id AND model <> 'seedance'
      GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
      """,
      """
      SELECT found_day, day, sku.name, status_id, verdict_id, billed_points,
        outcome.expected_points, frozen_points, sum(tasks) AS tasks
      FROM adjustment JOIN outcome ON outcome.id = adjustment.outcome_id
        JOIN charge ON charge.id = charge_id JOIN sku ON sku.id = sku_id
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
      """,
      """
      SELECT model, task_type, sum(waits) AS waits, sum(wait_seconds) AS seconds
      FROM outcome JOIN charge ON charge.id = charge_id JOIN sku ON sku.id = sku_id
      GROUP BY 1, 2 HAVING sum(waits) <> 0 ORDER BY 1, 2
      """,
      "SELECT * FROM closed_month",
      "SELECT * FROM source ORDER BY id",
    ])
  func `what the ledger held stays as it was`(version: Int, sql: String) throws {
    let tool = try OldLedger.tool(version: version, Self.stillRunning)
    let before = try OldLedger.rows(tool, sql)
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(!before.isEmpty)
    #expect(try OldLedger.rows(tool, sql) == before)
    #expect(try OldLedger.rows(tool, "PRAGMA user_version") == ["[user_version:9]"])
    #expect(try tool.run("doctor").status == 0)
  }

  /// Versions before 4 did not record individual tasks of closed months: their changes are listed
  /// without a task, and the sums are those of the figures.
  @Test(arguments: [1, 2, 3, 4, 5])
  func `findings and failures of a closed month are those of its figures`(version: Int) throws {
    let tool = try OldLedger.tool(version: version)
    try tool.run("reconcile", "-q")
    let figures = """
      SELECT day, verdict, sum(tasks) AS tasks, sum(billed_points) AS billed
      FROM v_daily_cost JOIN verdict ON verdict.name = v_daily_cost.verdict AND is_finding = 1
      GROUP BY 1, 2 HAVING sum(tasks) <> 0 ORDER BY 1, 2
      """
    let findings = """
      SELECT day, kind AS verdict, sum(count) AS tasks, sum(billed_points) AS billed
      FROM v_finding WHERE kind IN (SELECT name FROM verdict WHERE is_finding = 1)
      GROUP BY 1, 2 HAVING sum(count) <> 0 ORDER BY 1, 2
      """
    #expect(try OldLedger.rows(tool, findings) == OldLedger.rows(tool, figures))
    let failures = """
      SELECT day, error_code, sum(tasks) AS tasks
      FROM (SELECT day, outcome_id, tasks FROM rollup
        UNION ALL SELECT found_day, outcome_id, tasks FROM adjustment)
      JOIN outcome ON outcome.id = outcome_id WHERE status_id IN (5, 6)
      GROUP BY 1, 2 HAVING sum(tasks) <> 0 ORDER BY 1, 2
      """
    let codes = """
      SELECT task.day, coalesce(state.error_code, 0) AS error_code, count(*) AS tasks
      FROM task JOIN state ON state.id = task.state_id WHERE state.status_id IN (5, 6)
      GROUP BY 1, 2 ORDER BY 1, 2
      """
    #expect(try !OldLedger.rows(tool, codes).isEmpty)
    #expect(try OldLedger.rows(tool, failures) == OldLedger.rows(tool, codes))
    #expect(try tool.run("doctor").status == 0)
  }

  /// One of the failed tasks of a day in May was found after the close: nothing says which one.
  private static let foundLater = """
    INSERT INTO closed_month VALUES ('2026-05', 1780300800000000000, 'built-in', '');
    INSERT INTO adjustment
    SELECT 20605, day, outcome_id, 1 FROM rollup
    WHERE day > 20573 AND tasks > 1
      AND outcome_id IN (SELECT id FROM outcome WHERE status_id = 5)
    ORDER BY tasks DESC LIMIT 1;
    UPDATE rollup SET tasks = tasks - 1
    WHERE (day, outcome_id) IN (SELECT day, outcome_id FROM adjustment WHERE day > 20573);
    """

  @Test(arguments: [2, 3])
  func `an error code that a change of a closed month hides stays unknown`(version: Int) throws {
    let tool = try OldLedger.tool(version: version, Self.foundLater)
    let day = try OldLedger.rows(tool, "SELECT day FROM adjustment WHERE day > 20573")
    #expect(day.count == 1)
    try tool.run("reconcile", "-q")
    let lines = try tool.run("report", "failures", "--period", "2026-05", "-f", "csv", "-q").output
    #expect(lines.contains(",not kept,failed,"))
    #expect(try tool.run("doctor").status == 0)
    try tool.run("reopen", "2026-05", "--reason", "a test")
    #expect(try tool.run("doctor").status == 0)
  }

  @Test(arguments: [2, 3])
  func `its rates say for which days their prices are known, once it is priced again`(
    version: Int
  ) throws {
    let tool = try OldLedger.tool(version: version)
    let unknown = """
      SELECT count(DISTINCT rate.id) AS rates
      FROM rate JOIN charge ON rate_id = rate.id JOIN outcome ON charge_id = charge.id
        JOIN rollup ON outcome_id = outcome.id AND tasks <> 0
      WHERE formula NOT LIKE '%provedDays%'
      """
    #expect(try OldLedger.rows(tool, unknown) != ["[rates:0]"])
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(try OldLedger.rows(tool, unknown) == ["[rates:0]"])
  }

  @Test func `nights named by the day of their run belong to the day before`() throws {
    let tool = try OldLedger.tool(
      version: 3,
      """
      INSERT INTO night VALUES (20605, 1, 2, NULL), (20606, 3, 4, NULL), (20604, 5, 6, NULL);
      INSERT INTO night_finding VALUES (20606, 'stuck', 'a', '', -1, 1, 7);
      """)
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(
      try OldLedger.rows(tool, "SELECT day, checked_points, ran_at FROM night ORDER BY day") == [
        "[day:20603 checked_points:5 ran_at:NULL]", "[day:20604 checked_points:1 ran_at:NULL]",
        "[day:20605 checked_points:3 ran_at:NULL]",
      ])
    #expect(
      try OldLedger.rows(tool, "SELECT night, points FROM night_finding") == [
        "[night:20605 points:7]"
      ])
  }

  @Test func `what it lacked works, and its closed month keeps its figures by tag too`() throws {
    let tool = try OldLedger.tool(version: 2)
    try tool.folder.write("tags: [{ tag: project=all, model: \"*\" }]\n", to: "piledger.yaml")
    let april = try tool.run("reconcile", "--period", "2026-04", "-f", "csv").output
    let report = try tool.run(
      "report", "--by", "tag:project", "--period", "2026-04", "-f", "csv", "-q")
    let lines = report.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("untagged,"))
    #expect(try tool.run("doctor").status == 0)
    #expect(try tool.run("reconcile", "--period", "2026-04", "-f", "csv").output == april)
  }

  @Test func `names get their canonical spelling, and a quota mistaken for points is corrected`()
    throws
  {
    let tool = try OldLedger.tool(
      version: 3,
      """
      UPDATE usage_type SET name = 'MJ' WHERE name = 'point';
      UPDATE request SET model = 'Kling' WHERE model = 'kling';
      """)
    let quotas = try OldLedger.rows(
      tool,
      """
      SELECT count(*) AS tasks FROM task JOIN state ON state.id = task.state_id
      WHERE usage_type_id = (SELECT id FROM usage_type WHERE name = 'MJ') AND consume_points > 0
      """)
    #expect(quotas == ["[tasks:24]"])
    try tool.run("reconcile", "-q")
    #expect(
      try OldLedger.rows(tool, "SELECT count(*) AS tasks FROM v_task WHERE verdict = 'other_unit'")
        == quotas)
    #expect(
      try OldLedger.rows(
        tool, "SELECT sum(billed_points) AS p FROM v_task WHERE verdict = 'other_unit'")
        == ["[p:NULL]"])
    #expect(
      try OldLedger.rows(tool, "SELECT DISTINCT model FROM v_task WHERE model LIKE 'kling'")
        == ["[model:\"kling\"]"])
    #expect(try tool.run("doctor").status == 0)
  }

  @Test func `a ledger of version 4 gets the tasks that were asked for, and is whole`() throws {
    let tool = try OldLedger.tool(version: 4)
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(try OldLedger.rows(tool, "SELECT count(*) AS n FROM asked_task") == ["[n:0]"])
    #expect(try tool.run("doctor").status == 0)
  }

  @Test(
    "a ledger of an earlier version gets acknowledgements and charges, and its nights stay",
    arguments: [2, 3, 4, 5])
  func accountSide(version: Int) throws {
    let tool = try OldLedger.tool(version: version)
    let windows = "SELECT closing_at, closing_points, unexplained_points FROM wallet_window"
    let nights = "SELECT kind, sku, points FROM night_finding ORDER BY 1, 2, 3"
    let before = try OldLedger.rows(tool, windows) + OldLedger.rows(tool, nights)
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(try OldLedger.rows(tool, windows) + OldLedger.rows(tool, nights) == before)
    #expect(try tool.run("wallet", "add-charge", "2026-05-01", "5").status == 0)
    let lines = try tool.run("reconcile", "-f", "csv").output.components(separatedBy: "\n")
      .map { $0.components(separatedBy: ",") }
    let column = try #require(lines[0].firstIndex(of: "id"))
    let id = lines[1][column]
    #expect(try tool.run("acknowledge", id, "--reason", "a test").status == 0)
    #expect(
      try OldLedger.rows(tool, "SELECT count(*) AS n FROM acknowledgement") == ["[n:1]"])
    #expect(try tool.run("doctor", "-q").status == 0)
  }

  @Test(arguments: [2, 3, 4, 5])
  func `the history that it holds ends tasks from then on`(version: Int) throws {
    let tool = try OldLedger.tool(version: version)
    let task = """
      SELECT status, verdict, billed_points FROM v_task
      WHERE task_id = '7f3a0c1e-52d4-4b6f-9a11-000000000009'
      """
    #expect(
      try OldLedger.rows(tool, task) == [
        "[status:\"processing\" verdict:\"stuck\" billed_points:NULL]"
      ])
    try tool.run("reconcile", "-q")
    // The unit of this history is not clear, so the amount stays unknown.
    #expect(
      try OldLedger.rows(tool, task) == [
        "[status:\"completed\" verdict:\"unmetered\" billed_points:NULL]"
      ])
    #expect(try tool.run("doctor").status == 0)
  }
}
