import Intake
import Ledger
import TestSupport
import Testing

/// A task id is stored once, whatever its deliveries say about its creation.
@Suite struct TaskUniquenessTests {
  private static let sql = """
    SELECT created_at, day, verdict, billed_points FROM v_task
    """
  private static let expected = [
    ["2026-05-02T08:00:00.000000000Z", "2026-05-02", "matched", "280000"]
  ]

  private static func delivery(_ createdAt: String, taskID: String) -> String {
    TaskText.task { ($0.taskID, $0.createdAt) = (taskID, createdAt) }.envelope
  }

  /// The earliest of the times that are known is 2026-05-02T08:00:00Z.
  private static let orders = [
    ["2026-05-02T08:00:00Z", "2026-05-09T08:00:00Z"],
    ["2026-05-09T08:00:00Z", "2026-05-02T08:00:00Z"],
    ["", "2026-05-02T08:00:00Z"],
    ["2026-05-02T08:00:00Z", ""],
    ["0001-01-01T00:00:00Z", "2026-05-02T08:00:00Z", "2026-05-02T20:00:00Z"],
    ["2026-05-03T00:00:00Z", "", "2026-05-02T08:00:00Z", "2026-05-04T10:00:00Z"],
  ]
  private static let ids = ["7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "an odd id"]

  private static func expectOneTask(in scenario: LedgerScenario) throws {
    #expect(try scenario.table(sql) == expected)
    #expect(try scenario.table("SELECT sum(tasks) FROM rollup") == [["1"]])
    #expect(try scenario.table("SELECT sum(tasks) FROM v_daily_cost") == [["1"]])
    let check = try scenario.opened().check()
    #expect(check.isClean, "\(check)")
  }

  @Test(arguments: ids, orders)
  func `in one batch a task is one task`(taskID: String, order: [String]) throws {
    let scenario = try LedgerScenario()
    let records = order.map { Self.delivery($0, taskID: taskID) }
    try scenario.importing([SourceText("a.ndjson", records)])
    try Self.expectOneTask(in: scenario)
  }

  @Test(arguments: ids, orders)
  func `in several batches of one import a task is one task`(
    taskID: String, order: [String]
  ) throws {
    let scenario = try LedgerScenario()
    let sources = order.enumerated().map {
      SourceText("\($0.offset).json", [Self.delivery($0.element, taskID: taskID)])
    }
    try scenario.importing(sources)
    try Self.expectOneTask(in: scenario)
  }

  @Test(arguments: ids, orders)
  func `in separate imports a task is one task`(taskID: String, order: [String]) throws {
    let scenario = try LedgerScenario()
    for (number, createdAt) in order.enumerated() {
      try scenario.importing(
        Self.delivery(createdAt, taskID: taskID), from: "\(number).json")
    }
    try Self.expectOneTask(in: scenario)
  }

  @Test(arguments: ids, orders)
  func `after interrupted imports a task is one task`(
    taskID: String, order: [String]
  ) throws {
    let scenario = try LedgerScenario()
    for (number, createdAt) in order.enumerated() {
      let session = try LedgerScenario.session(try scenario.opened(.readWrite))
      let batch = RecordBatch.of([Self.delivery(createdAt, taskID: taskID)], from: "\(number)")
      try session.write(batch)
    }
    try Self.expectOneTask(in: scenario)
  }

  @Test func `a task is found on whatever day it is stored, among many days`() throws {
    let scenario = try LedgerScenario()
    let others = (1...28).map { day in
      TaskText.task {
        ($0.taskID, $0.createdAt) = (taskID(day), "2026-04-\(day < 10 ? "0" : "")\(day)T00:00:00Z")
      }.envelope
    }
    try scenario.importing([SourceText("a.ndjson", others)])
    let moved = (1...28).map { day in
      TaskText.task {
        ($0.taskID, $0.createdAt) = (taskID(day), "2026-05-\(day < 10 ? "0" : "")\(day)T00:00:00Z")
      }.envelope
    }
    let summary = try scenario.importing([SourceText("b.ndjson", moved)])
    #expect(summary.tasks.new == 0)
    #expect(try scenario.table("SELECT count(*), max(day) FROM v_task") == [["28", "2026-04-28"]])
    #expect(try scenario.opened().check().isClean)
  }
}
