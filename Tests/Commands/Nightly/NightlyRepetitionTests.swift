import Foundation
import TestSupport
import Testing

/// The same data gives the same night, however often a run was interrupted.
@Suite struct NightlyRepetitionTests {
  private static let rows: [StandInScenario.Row] =
    NightlyScenario.rows(30)
    + [StandInScenario.Row(id: 90, createdSeconds: FetchingTool.now - 345_600, usage: 300_000)]

  @Test func `the same data gives the same bytes`() throws {
    let nights = try (0..<2).map { _ in
      let scenario = try NightlyScenario(Self.rows, logged: 20)
      let result = try scenario.night("--summary-json", "night.json")
      return [
        result.errors, try scenario.folder.text(of: "night.json"),
        "\(try scenario.reports(of: "2026-05-31").sorted { $0.key < $1.key })",
      ]
    }
    #expect(nights[0] == nights[1])
    #expect(nights[0][0] != "")
  }

  @Test func `a past day reproduces its night, and leaves the latest one alone`() throws {
    let scenario = try NightlyScenario(Self.rows, logged: 20)
    try scenario.night(asOf: "2026-05-31T00:00:00Z")
    let before = try scenario.night("--summary-json", "first.json")
    let reports = try scenario.reports(of: "2026-05-31")
    try scenario.night(asOf: "2026-06-02T00:00:00Z")
    let again = try scenario.night("--summary-json", "second.json")
    #expect(again.errors == before.errors)
    let lines = { try scenario.folder.text(of: $0).split(separator: "\n") }
    let changed = try lines("second.json").difference(from: lines("first.json"))
    #expect(changed.isEmpty, "\(changed)")
    #expect(try scenario.reports(of: "2026-05-31") == reports)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: scenario.folder.path("reports/latest")) == "2026-06-01")
  }

  @Test func `kills at any moment leave a ledger that the next night completes`() throws {
    let undisturbed = try NightlyScenario(Self.rows, logged: 20)
    try undisturbed.night()
    let scenario = try NightlyScenario(Self.rows, logged: 20)
    var generator = SystemRandomNumberGenerator()
    let moments = (0..<12).map { _ in UInt32.random(in: 20...400, using: &generator) }
    print("killed after \(moments) ms")
    let environment = scenario.fetching.environment
      .merging(["PILEDGER_FETCH_TASKS_A_NIGHT": "0"]) { $1 }
    for milliseconds in moments {
      let process = try scenario.fetching.tool.start(
        ["nightly", "--as-of", "2026-06-01T00:00:00Z"], environment: environment)
      usleep(milliseconds * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    try scenario.night()
    #expect(try scenario.content() == undisturbed.content())
    #expect(
      try scenario.reports(of: "2026-05-31") == undisturbed.reports(of: "2026-05-31"))
    #expect(try scenario.fetching.tool.run("doctor").status == 0)
  }

  @Test func `the key is in no file, no output and no process list after a night`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 1500), on: .running)
    let scenario = try NightlyScenario(Self.rows, logged: 20, faults: [slow])
    let process = try scenario.fetching.tool.start(
      ["nightly", "--json", "--verbose", "--as-of", "2026-06-01T00:00:00Z"],
      environment: scenario.fetching.environment)
    try scenario.fetching.wait { try !scenario.fetching.standIn.requests.isEmpty }
    let path = "/proc/\(process.processIdentifier)/cmdline"
    let arguments = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    process.waitUntilExit()
    #expect(arguments.contains("nightly"))
    #expect(!arguments.contains(StandInScenario.key))
    #expect(try scenario.folder.text(of: ".output").contains("piledger.nightly/1"))
    #expect(try FetchKeyTests.filesWithKey(in: scenario.folder).isEmpty)
  }
}
