import Reconciliation
import TestSupport
import Testing

@Suite struct DailyCostViewTests {
  private static let view = """
    SELECT day, model, task_type, status, verdict, tasks, billed_points, expected_points
    FROM v_daily_cost ORDER BY day, model, task_type, status, verdict
    """

  @Test func `a day's tasks of a kind with one status and verdict are one row`() throws {
    let scenario = try LedgerScenario()
    let consumes = [280_000, 280_000, 300_000, 520_000]
    let records = consumes.enumerated().map { number, consume in
      TaskText.task { ($0.taskID, $0.consume) = (taskID(number), consume) }.envelope
    }
    let unpriced = TaskText.task { ($0.taskID, $0.model) = (taskID(9), "aurora-9") }.envelope
    try scenario.importing([SourceText("a.ndjson", records + [unpriced])])
    #expect(
      try scenario.table(Self.view) == [
        [
          "2026-05-04", "aurora-9", "seedream-5-lite", "completed", "unpriced", "1", "280000",
          "NULL",
        ],
        [
          "2026-05-04", "seedream", "seedream-5-lite", "completed", "matched", "2", "560000",
          "560000",
        ],
        [
          "2026-05-04", "seedream", "seedream-5-lite", "completed", "overcharged", "2", "820000",
          "560000",
        ],
      ])
  }

  @Test(arguments: [UInt64(91), 92, 93, 94])
  func `its sums are those of the tasks`(seed: UInt64) throws {
    let scenario = try LedgerScenario()
    try scenario.importing(
      [SourceText("a.ndjson", Deliveries(seed: seed).records)], asOf: "2026-05-09T12:00:00Z")
    let tasks = """
      SELECT day, model, task_type, status, verdict, count(*), sum(billed_points),
        sum(expected_points)
      FROM v_task GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
      """
    #expect(try scenario.table(Self.view) == scenario.table(tasks))
  }
}
