import Domain
import GRDB
import Ledger
import Reconciliation
import TestSupport
import Testing
import Traffic

/// The few watched tasks give the same verdicts as checking every task.
@Suite struct WatchedTaskTests {
  /// A task as the documented view shows it.
  private struct Shown {
    let verdict: String
    let sku: String
    let createdAt: Instant?
    let endedAt: Instant?
    let frozenPoints: Int64
    let isSettled: Bool

    init(_ row: Row) throws {
      (verdict, sku) = (row["verdict"], row["sku"])
      createdAt = try (row["created_at"] as String?).map(moment)
      endedAt = try (row["ended_at"] as String?).map(moment)
      frozenPoints = row["frozen_points"] ?? 0
      isSettled = row["settled"]
    }

    /// The standard settlement rules, implemented independently.
    func verdict(asOf: Instant, usualWaitSeconds: Int64) -> String {
      switch verdict {
      case "refund_awaited", "refund_due":
        guard let since = endedAt ?? createdAt else { return "refund_due" }
        return asOf.seconds(since: since) < 86_400 ? "refund_awaited" : "refund_due"
      case "provisional", "stuck":
        guard let createdAt, frozenPoints > 0 else { return "provisional" }
        return asOf.seconds(since: createdAt) >= max(usualWaitSeconds * 10, 86_400)
          ? "stuck" : "provisional"
      default: return verdict
      }
    }
  }

  /// The number of tasks by verdict, checking every task.
  private static func expected(
    _ scenario: LedgerScenario, asOf: Instant
  ) throws -> [String: Int] {
    let tasks = try scenario.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM v_task").map { try Shown($0) }
    }
    var waits: [String: [Int64]] = [:]
    for task in tasks where task.isSettled {
      guard let createdAt = task.createdAt, let endedAt = task.endedAt, endedAt >= createdAt else {
        continue
      }
      waits[task.sku, default: []].append(endedAt.seconds(since: createdAt))
    }
    let usual = waits.mapValues { $0.reduce(0, +) / Int64($0.count) }
    return tasks.reduce(into: [:]) { counts, task in
      counts[task.verdict(asOf: asOf, usualWaitSeconds: usual[task.sku] ?? 0), default: 0] += 1
    }
  }

  private static func shown(_ ledger: LedgerStore, asOf: Instant) throws -> [String: Int] {
    try ledger.reader(asOf: asOf).lines().reduce(into: [:]) {
      $0[$1.verdict.name, default: 0] += $1.tasks
    }
  }

  /// Tasks that run or failed, created in the first days of May, among tasks that took hours.
  private static func records(_ random: inout SeededRandom, count: Int) -> [String] {
    (0..<count).map { number in
      var task = TaskText()
      task.taskID = taskID(Int.random(in: 1...1_000_000, using: &random))
      let (day, hour) = (
        Int.random(in: 1...6, using: &random), Int.random(in: 0...23, using: &random)
      )
      task.createdAt = "2026-05-0\(day)T\(padded(hour, to: 2)):30:00Z"
      task.startedAt = ""
      task.input = number % 2 == 0 ? #"{"size":"2K"}"# : #"{"size":"3K"}"#
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        (task.status, task.output, task.endedAt) = ("processing", "null", "")
        (task.usageType, task.consume) = ("point", 0)
        task.frozen = Bool.random(using: &random) ? 280_000 : 0
      case 1:
        (task.status, task.output) = ("failed", "null")
        task.endedAt = Bool.random(using: &random) ? "2026-05-07T0\(hour % 10):00:00Z" : ""
      default:
        let later = Int.random(in: day...9, using: &random)
        task.endedAt = "2026-05-0\(later)T\(padded(hour, to: 2)):45:00Z"
      }
      return task.envelope
    }
  }

  @Test(arguments: [UInt64(401), 402, 403, 404])
  func `at any moment, forwards and backwards, every task has its verdict`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let scenario = try LedgerScenario()
    let start = try moment("2026-05-01T00:00:00Z")
    for round in 0..<8 {
      let asOf = start.adding(seconds: Int64.random(in: 0..<30 * 86_400, using: &random))
      let source = SourceText("\(round).ndjson", Self.records(&random, count: 12))
      try scenario.importing([source], asOf: asOf.description)
      let ledger = try scenario.opened(.readWrite)
      for _ in 0..<4 {
        let other = start.adding(seconds: Int64.random(in: 0..<60 * 86_400, using: &random))
        #expect(
          try Self.shown(ledger, asOf: other) == Self.expected(scenario, asOf: other),
          "seed \(seed), round \(round), \(other)")
        if Bool.random(using: &random) { try ledger.advance(asOf: other) }
      }
      #expect(try ledger.check().isClean)
    }
  }

  @Test func `a stuck task is no longer late once similar tasks are known to take longer`() throws {
    let scenario = try LedgerScenario()
    let running = TaskText.task {
      ($0.createdAt, $0.startedAt, $0.endedAt) = ("2026-05-01T00:00:00Z", "", "")
      ($0.status, $0.output, $0.usageType) = ("processing", "null", "point")
      ($0.frozen, $0.consume) = (280_000, 0)
    }
    let slow = TaskText.task {
      ($0.taskID, $0.startedAt) = (taskID(2), "")
      ($0.createdAt, $0.endedAt) = ("2026-04-01T00:00:00Z", "2026-04-11T00:00:00Z")
    }
    try scenario.importing(running.envelope, asOf: "2026-06-01T00:00:00Z")
    let sql = "SELECT verdict FROM v_task WHERE status = 'processing'"
    #expect(try scenario.table(sql) == [["stuck"]])
    try scenario.importing(slow.envelope, from: "b.ndjson", asOf: "2026-06-02T00:00:00Z")
    #expect(try scenario.table(sql) == [["provisional"]])
    try scenario.opened(.readWrite).advance(asOf: try moment("2026-08-09T00:00:00Z"))
    #expect(try scenario.table(sql) == [["stuck"]])
  }

  @Test func `tasks that took most of the range of time break nothing`() throws {
    let scenario = try LedgerScenario()
    let longest = TaskText.task {
      ($0.createdAt, $0.startedAt) = ("1970-01-01T00:00:00Z", "")
      $0.endedAt = "2261-12-31T23:59:59Z"
    }
    let running = TaskText.task {
      ($0.taskID, $0.startedAt, $0.endedAt) = (taskID(2), "", "")
      ($0.status, $0.output, $0.frozen, $0.consume) = ("processing", "null", 280_000, 0)
    }
    try scenario.importing(longest.envelope, running.envelope)
    #expect(
      try scenario.table("SELECT verdict FROM v_task ORDER BY task_id")
        == [["provisional"], ["matched"]])
    #expect(try scenario.opened().check().isClean)
  }
}
