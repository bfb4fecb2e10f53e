import Foundation
import TestSupport
import Testing

/// The provider tells what is now: its answers are stamped by the clock, and none is of the past.
@Suite struct FetchTimeTests {
  @Test(arguments: [["fetch"], ["fetch", "--dry-run"]])
  func `nothing is fetched as of the past`(arguments: [String]) throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    let result = try fetching.tool.run(
      arguments, environment: fetching.environment, asOf: "2026-05-30")
    #expect(result.status == 64)
    #expect(
      result.errors
        == "piledger: as of 2026-05-30 nothing is fetched, since the provider tells only "
        + "what is now\n")
    #expect(try fetching.standIn.requests.isEmpty)
    #expect(fetching.archiveNames.isEmpty)
  }

  @Test func `a night of the past is repeated without a fetch, and says so`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(3), logged: 3)
    try scenario.night()
    let (archive, requests) = (
      scenario.fetching.archiveNames, try scenario.fetching.standIn.requests.count
    )
    let again = try scenario.night(
      asOf: "2026-05-31", environment: [FetchingTool.clockVariable: "2026-06-09T12:00:00Z"])
    #expect(again.status == 0)
    #expect(
      again.errors
        == "piledger: as of 2026-05-31 nothing is fetched, since the provider tells only "
        + "what is now\n")
    #expect(scenario.fetching.archiveNames == archive)
    #expect(try scenario.fetching.standIn.requests.count == requests)
  }

  @Test func `answers are stamped by the clock, and never by --as-of`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    let result = try fetching.fetchTasks(
      asOf: "2026-06-03", environment: [FetchingTool.clockVariable: "2026-06-01T00:00:00Z"])
    #expect(result.status == 0)
    let answers = fetching.archiveNames.filter { $0.hasSuffix(".gz") }
    #expect(answers.count == 3)
    #expect(answers.allSatisfy { $0.hasPrefix("2026-06-01/20260601T000000") }, "\(answers)")
    #expect(
      try fetching.standIn.requests.compactMap { $0.query["end_time"] }
        == ["\(FetchingTool.now + 1)"])
  }

  /// On the system's clock, as cron runs it; the answer takes longer than the rest of the second.
  @Test func `a night judges the balance that it has just read`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 1200), on: .account)
    let scenario = try NightlyScenario(NightlyScenario.rows(2), logged: 2, faults: [slow])
    let process = try scenario.fetching.tool.start(
      ["nightly", "--summary-json", "night.json"],
      environment: scenario.fetching.environment.merging([
        "PILEDGER_FETCH_TASKS_A_NIGHT": "0", FetchingTool.clockVariable: "",
      ]) { $1 })
    process.waitUntilExit()
    let summary = try scenario.folder.text(of: "night.json")
    #expect(summary.contains(#""balance_usd": "12.50""#), "\(summary)")
    #expect(try scenario.fetching.rows("SELECT balance_points FROM night") == ["125000000"])
    // And so does a look at the wallet right afterwards.
    let wallet = try scenario.fetching.tool.run(["wallet"], asOf: nil)
    #expect(wallet.output.contains("latest balance"))
  }

  @Test func `a clock for tests counts only where the provider is on this machine`() throws {
    let fetching = try FetchingTool(StandInScenario())
    let elsewhere = try fetching.fetch(environment: ["PILEDGER_BASE_URL": "https://api.piapi.ai"])
    #expect(elsewhere.status == 78)
    #expect(
      elsewhere.errors
        == "piledger: PILEDGER_TEST_NOW is for a base_url on this machine: answers of the provider "
        + "are stamped by the clock\n")
    let broken = try fetching.fetch(environment: [FetchingTool.clockVariable: "noon"])
    #expect(broken.status == 78)
    #expect(broken.errors == "piledger: PILEDGER_TEST_NOW: expected an RFC 3339 time\n")
  }
}
