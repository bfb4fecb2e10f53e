import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// What is booked in a quota or an unknown unit is not money in any figure.
@Suite struct OtherUnitTests {
  private static let figures = """
    SELECT verdict, billed_points, billed_usd, frozen_points, price_points, variance_points
    FROM v_task ORDER BY task_id
    """

  @Test(arguments: ["mj", "MJ ", "credit"])
  func `such a bill is in no amount, has its own verdict and is a finding`(type: String) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      TaskText.task { ($0.usageType, $0.frozen, $0.consume) = (type, 14, 8) }.envelope)
    #expect(
      try scenario.table(Self.figures)
        == [["other_unit", "NULL", "NULL", "NULL", "280000", "NULL"]])
    #expect(
      try scenario.table("SELECT kind, billed_points, detail FROM v_finding") == [
        ["other_unit", "NULL", "booked in a quota or an unknown unit, which is no money"]
      ])
    #expect(
      try scenario.table("SELECT verdict, tasks, billed_points FROM v_daily_cost")
        == [["other_unit", "1", "NULL"]])
    let rows = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).lines()
    let totals = Totals(rows)
    #expect((totals.billed, totals.unchecked, totals.coveredTasks) == (.zero, .zero, 0))
    #expect(
      Coverage(totals, undatedTasks: 0).sentence.hasSuffix(
        "; 1 booked in a quota or unknown unit, not included"))
    #expect(try scenario.opened().check().isClean)
  }

  @Test func `a quota of nothing is nothing, and a quota that is set aside is no commitment`()
    throws
  {
    let scenario = try LedgerScenario()
    let tasks = [
      TaskText.task {
        ($0.taskID, $0.status, $0.usageType, $0.frozen, $0.consume) = (
          taskID(1), "failed", "mj", 14, 0
        )
      },
      TaskText.task {
        ($0.taskID, $0.status, $0.output, $0.endedAt) = (taskID(2), "processing", "null", "")
        ($0.usageType, $0.frozen, $0.consume) = ("mj", 14, 0)
      },
      TaskText.task {
        ($0.taskID, $0.status, $0.usageType, $0.consume) = (taskID(3), "failed", "mj", 8)
      },
    ]
    try scenario.importing([SourceText("a.ndjson", tasks.map(\.envelope))])
    #expect(
      try scenario.table(
        "SELECT verdict, billed_points, frozen_points FROM v_task ORDER BY task_id")
        == [
          ["refunded", "0", "0"], ["provisional", "NULL", "0"], ["other_unit", "NULL", "NULL"],
        ])
  }

  @Test func `it is the same in whatever order it is imported, and under another card`()
    throws
  {
    let running = TaskText.task {
      ($0.status, $0.output, $0.endedAt) = ("processing", "null", "")
      ($0.usageType, $0.frozen, $0.consume) = ("mj", 14, 0)
    }
    let ended = TaskText.task { ($0.usageType, $0.frozen, $0.consume) = ("mj", 14, 8) }
    for records in [[running, ended], [ended, running]] {
      let scenario = try LedgerScenario()
      for (number, record) in records.enumerated() {
        try scenario.importing(record.envelope, from: "\(number).ndjson")
      }
      #expect(try scenario.table(Self.figures).map { $0[0] } == ["other_unit"])
      let pricer = try SmallCard(imageUSD: "0.03", name: "dearer").pricer
      try scenario.opened(.readWrite).usePricer(pricer, asOf: try moment(LedgerScenario.now))
      #expect(
        try scenario.table(Self.figures)
          == [["other_unit", "NULL", "NULL", "NULL", "300000", "NULL"]])
      #expect(try scenario.opened().check().isClean)
    }
  }

  @Test func `a quota and points that ended answers book are no disagreement in money`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      TaskText.task { ($0.usageType, $0.consume) = ("mj", 8) }.webhook(timestamp: 1_777_888_810),
      TaskText.task { $0.consume = 280_000 }.webhook(timestamp: 1_777_888_820))
    #expect(try scenario.table(Self.figures).map { $0[0] } == ["matched"])
  }

  @Test func `history entries that book a quota are listed separately, in no sum of points`()
    throws
  {
    let scenario = try LedgerScenario()
    let rows = [("1", "llm", "280000"), ("2", "mj", "8"), ("3", "credit", "3")].map {
      #"{"id":\#($0),"task_id":"\#(taskID(Int($0) ?? 0))","account_id":"a","api_key_id":"7","task_model":"seedream","action":"x","status":"completed","service_mode":"public","usage_type":"\#($1)","usage":\#($2),"created_at":"2026-05-04T10:00:00Z","updated_at":"2026-05-04T10:00:09Z"}"#
    }
    // One task known to both sides proves that the unit of usage is points.
    let known = TaskText.task { $0.taskID = taskID(4) }
    let proof = rows[0].replacing(taskID(1), with: taskID(4)).replacing(
      "\"id\":1", with: "\"id\":4")
    try scenario.importing(
      known.envelope,
      #"{"page":1,"size":4,"total":4,"data":[\#((rows + [proof]).joined(separator: ","))]}"#)
    #expect(
      try scenario.table(
        """
        SELECT other_unit_type, count, booked_points FROM v_history_finding
        WHERE kind = 'only_in_history' ORDER BY 1
        """) == [["NULL", "1", "280000"], ["credit", "1", "NULL"], ["mj", "1", "NULL"]])
    #expect(
      try scenario.table("SELECT detail FROM v_finding ORDER BY 1") == [
        ["API key 7"], ["API key 7: usage type credit, which is no money"],
        ["API key 7: usage type mj, which is no money"],
        ["booked in a quota or an unknown unit, which is no money"],
        ["booked in a quota or an unknown unit, which is no money"],
      ])
    let ledger = try scenario.opened()
    let findings = try ledger.historyFindings(in: .all).map { $0.finding(keyNames: [:]).detail }
    #expect(
      findings == [
        "API key 7", "API key 7: usage 3 of type credit, which is no money",
        "API key 7: usage 8 of type mj, which is no money",
      ])
    let spend = try #require(try ledger.keySpend(in: .all).first)
    #expect((spend.entries, spend.entriesInOtherUnit) == (4, 2))
    #expect(spend.usage == Ratio(560_000))
  }

  @Test func `the ledger's table of usage types is that of the code`() throws {
    let scenario = try LedgerScenario()
    _ = try scenario.opened(.readWrite)
    #expect(
      try scenario.table("SELECT usage_type, is_points FROM usage_unit ORDER BY 1")
        == UsageUnit.known.sorted { $0.key < $1.key }.map {
          [$0.key, $0.value == .points ? "1" : "0"]
        })
  }
}
