import Ledger
import TestSupport
import Testing

@Suite struct FindingViewTests {
  private static let sql = """
    SELECT kind, task_id, day, model, task_type, count, billed_points, expected_points,
      variance_points, detail
    FROM v_finding
    """

  private static func findings(_ change: (inout TaskText) -> Void) throws -> [[String]] {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText.task(change).envelope)
    return try scenario.table(sql)
  }

  @Test func `a finding names its task, day, amounts and explanation`() throws {
    #expect(
      try Self.findings { $0.consume = 520_000 } == [
        [
          "overcharged", "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "2026-05-04", "seedream",
          "seedream-5-lite", "1", "520000", "280000", "240000",
          "billed equals the unconfirmed 0.052 USD per image (a forum, medium certainty, "
            + "seen 2026-04-01)",
        ]
      ])
  }

  @Test func `an unpriced task has the reason and no variance`() throws {
    let finding = try #require(try Self.findings { $0.model = "aurora-9" }.first)
    #expect(finding[0] == "unpriced")
    #expect(finding.suffix(4) == ["280000", "NULL", "NULL", "no rate for model aurora-9"])
  }

  @Test func `a stuck task has no billed points`() throws {
    let findings = try Self.findings {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("point", 280_000, 0)
    }
    let finding = try #require(findings.first)
    #expect(finding[0] == "stuck")
    #expect(finding.suffix(4) == ["NULL", "NULL", "NULL", ""])
  }

  @Test func `an own-account task that was booked is a finding, one that was not is none`() throws {
    let booked = try Self.findings { $0.isUsingPrivatePool = true }
    #expect(booked.map { $0[0] } == ["own_account"])
    #expect(booked.map { $0[8] } == ["280000"])
    #expect(
      try Self.findings {
        $0.isUsingPrivatePool = true
        $0.consume = 0
      } == [])
  }

  @Test func `a conflict is a finding without a variance`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope, TaskText.task { $0.consume = 300_000 }.envelope)
    let finding = try #require(try scenario.table(Self.sql).first)
    #expect(finding[0] == "conflict")
    #expect(finding.suffix(4) == ["300000", "NULL", "NULL", ""])
  }

  @Test func `a refund is a finding once it is due`() throws {
    let scenario = try LedgerScenario()
    let failed = TaskText.task { ($0.status, $0.output) = ("failed", "null") }
    try scenario.importing(failed.envelope, asOf: "2026-05-04T12:00:00Z")
    #expect(try scenario.table(Self.sql) == [])
    try scenario.opened(.readWrite).advance(asOf: try moment(LedgerScenario.now))
    #expect(try scenario.table(Self.sql).map { $0[0] } == ["refund_due"])
  }

  @Test(arguments: ["completed", "pending", "staged", "queued"])
  func `what is as it should be is no finding`(status: String) throws {
    #expect(
      try Self.findings {
        $0.status = status
        $0.frozen = 0
        if status != "completed" { ($0.consume, $0.endedAt) = (0, "") }
      } == [])
  }

  @Test(arguments: [UInt64(81), 82, 83])
  func `the findings are the tasks whose verdict is one, and booked own-account tasks`(
    seed: UInt64
  ) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      [SourceText("a.ndjson", Deliveries(seed: seed).records)], asOf: "2026-05-09T12:00:00Z")
    let expected = """
      SELECT task_id FROM v_task JOIN verdict ON verdict.name = v_task.verdict
      WHERE verdict.is_finding = 1 OR (v_task.verdict = 'own_account' AND billed_points > 0)
      ORDER BY task_id
      """
    #expect(
      try scenario.table(
        """
        SELECT task_id FROM v_finding WHERE kind IN (SELECT name FROM verdict) ORDER BY task_id
        """)
        == scenario.table(expected))
  }
}
