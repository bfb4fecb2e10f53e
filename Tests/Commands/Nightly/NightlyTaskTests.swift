import Foundation
import TestSupport
import Testing

/// A night asks for the tasks that neither the inbox nor earlier nights have brought.
@Suite struct NightlyTaskTests {
  private static func scenario(_ tasks: TaskScenario, logged: [String]) throws -> NightlyScenario {
    let scenario = try NightlyScenario(tasks.scenario)
    try scenario.folder.write(logged.joined(separator: "\n"), to: "inbox/a.jsonl")
    return scenario
  }

  private static func night(
    _ scenario: NightlyScenario, limit: Int = 500, asOf: String = "2026-06-01T00:00:00Z"
  ) throws -> Tool.Result {
    try scenario.night(
      asOf: asOf,
      environment: [
        "PILEDGER_FETCH_TASKS_A_NIGHT": "\(limit)", "PILEDGER_FETCH_TASKS_A_SECOND": "1000",
      ])
  }

  @Test func `what the inbox brings is not asked for, and everything else is`() throws {
    let tasks = TaskScenario(20)
    let scenario = try Self.scenario(tasks, logged: Array(tasks.answers.prefix(12)))
    let result = try Self.night(scenario)
    #expect([10, 14].contains(result.status), "\(result.errors)")
    #expect(try Set(scenario.fetching.askedIDs) == Set(tasks.ids.dropFirst(12)))
    #expect(!result.errors.contains("only_in_history"))
    #expect(try scenario.fetching.rows("SELECT count(*) FROM v_task") == ["20"])
  }

  @Test func `a night asks for at most so many, and the next one continues`() throws {
    let tasks = TaskScenario(20)
    let scenario = try Self.scenario(tasks, logged: [tasks.answers[0]])
    _ = try Self.night(scenario, limit: 8)
    #expect(try Set(scenario.fetching.askedIDs) == Set(tasks.ids.suffix(8)))
    _ = try Self.night(scenario, limit: 8, asOf: "2026-06-02T00:00:00Z")
    #expect(try Set(scenario.fetching.askedIDs) == Set(tasks.ids.suffix(16)))
    #expect(try scenario.fetching.askedIDs.count == 16)
    _ = try Self.night(scenario, limit: 0, asOf: "2026-06-03T00:00:00Z")
    #expect(try scenario.fetching.askedIDs.count == 16)
  }

  @Test func `a provider that stops answering is told once, and the night goes on`() throws {
    var tasks = TaskScenario(20)
    tasks.scenario.faults = [
      StandInScenario.Fault(.status(429, retryAfter: "900"), on: .task)
    ]
    let scenario = try Self.scenario(tasks, logged: [])
    let result = try Self.night(scenario)
    #expect(result.status == 69)
    #expect(result.errors.contains("\ntasks: 127.0.0.1: task "))
    #expect(result.errors.contains(" tasks were not asked for\n"))
    #expect(try scenario.reports(of: "2026-05-31").keys.contains("summary.md"))
  }
}
