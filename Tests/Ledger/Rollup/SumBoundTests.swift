import Domain
import Ledger
import Reconciliation
import TestSupport
import Testing

/// No ledger contains amounts whose sums overflow.
@Suite struct SumBoundTests {
  private static let limit = Int(Points.taskLimit.count)

  @Test func `ten thousand tasks of the highest possible cost are summed`() throws {
    let scenario = try LedgerScenario()
    let records = (0..<10_000).map { number in
      TaskText.task { ($0.taskID, $0.consume) = (taskID(number), Self.limit) }.bare
    }
    try scenario.importing([SourceText("a.ndjson", records)])
    let rows = try scenario.opened().reader(asOf: try moment(LedgerScenario.now)).lines()
    #expect(
      rows.reduce(Points.zero) { $0 + $1.amounts.billed }.usdText == "100000000.00")
    #expect(
      try scenario.table("SELECT sum(billed_points) FROM v_daily_cost")
        == [["1000000000000000"]])
  }

  @Test func `a task that costs more than the limit is set apart by its reason`() throws {
    let scenario = try LedgerScenario()
    let summary = try scenario.importing(
      TaskText.task { $0.consume = Self.limit + 1 }.envelope, TaskText().envelope)
    #expect(summary.tasks.new == 1)
    #expect(
      try scenario.opened().quarantined().map(\.reason) == [
        "meta.usage.consume: expected at most 100000000000 points, found 100000000001"
      ])
  }

  /// Amounts of earlier versions were bounded less.
  @Test func `amounts whose sum does not fit are refused, and nothing of the import stays`()
    throws
  {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    try scenario.execute("UPDATE outcome SET billed_points = 5000000000000000000")
    let before = try scenario.dump()
    let error = #expect(throws: LedgerError.self) {
      try scenario.importing(TaskText.task { $0.taskID = taskID(2) }.envelope, from: "b.ndjson")
    }
    #expect(error == .sumTooLarge)
    #expect(
      error?.description.hasPrefix(
        "the amounts of all tasks add up to more than 461168601842.7387904 USD, ") == true)
    #expect(try scenario.dump() == before)
  }

  @Test func `an entry of the history of more than any task costs is set apart`() throws {
    let scenario = try LedgerScenario()
    let page =
      #"{"page":1,"size":1,"total":1,"data":[{"id":1,"task_id":"","usage_type":"llm","usage":100000000001}]}"#
    try scenario.importing(page)
    #expect(
      try scenario.opened().quarantined().map(\.reason)
        == ["history row 1: usage: expected at most 100000000000, found 100000000001"])
  }
}
