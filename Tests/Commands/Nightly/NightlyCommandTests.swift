import Foundation
import TestSupport
import Testing

/// The one line in a crontab.
@Suite struct NightlyCommandTests {
  /// Unlogged rows of this many days, each a separate finding.
  private static func unlogged(days: Int) -> [StandInScenario.Row] {
    (0..<days).map { day in
      StandInScenario.Row(
        id: 100 + day, createdSeconds: FetchingTool.now - (day + 3) * FetchingTool.daySeconds)
    }
  }

  @Test func `a clean night is silent and leaves its reports`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(5), logged: 5)
    let result = try scenario.night()
    #expect(result.errors == "")
    #expect(result.output == "")
    #expect(result.status == 0)
    #expect(
      try scenario.reports(of: "2026-05-31").keys.sorted() == [
        "daily.csv", "findings.csv", "models.csv", "month-2026-05-course.svg",
        "month-2026-05-days.svg", "month-2026-05-models.svg", "month-2026-05.html",
        "month-2026-05.md", "night.txt", "skus.csv", "summary.md",
      ])
    let kept = try #require(try scenario.reports(of: "2026-05-31")["night.txt"])
    #expect(kept.hasPrefix("night of 2026-05-31, the first night: 0 new, 0 changed, 0 resolved; "))
    #expect(kept.contains("\nnothing changed, so nothing was printed\nspend on 2026-05-31: "))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: scenario.folder.path("reports/latest")) == "2026-05-31")
  }

  @Test func `a night with findings reports them in at most fifteen lines, the next is silent`()
    throws
  {
    let scenario = try NightlyScenario(
      NightlyScenario.rows(2) + Self.unlogged(days: 20), logged: 2)
    let first = try scenario.night()
    #expect(first.status == 10)
    let lines = first.errors.split(separator: "\n")
    #expect(lines.count == 15)
    #expect(
      lines.first
        == """
        night of 2026-05-31, the first night: 20 new, 0 changed, 0 resolved; \
        20 open findings
        """)
    #expect(lines.contains { $0.hasPrefix("… and ") && $0.hasSuffix(" more changes") })
    #expect(lines.contains { $0.hasPrefix("spend on 2026-05-31: 0.00 USD; ") })
    #expect(lines.contains { $0.hasPrefix("Checked 2 of 22 tasks ") })
    #expect(lines.contains { $0.hasPrefix("wallet: 12.50 USD") })
    #expect(try scenario.reports(of: "2026-05-31")["night.txt"] == first.errors)
    let second = try scenario.night(asOf: "2026-06-02T00:00:00Z")
    #expect(second.errors == "")
    #expect(second.status == 10)
    let kept = try #require(try scenario.reports(of: "2026-06-01")["night.txt"])
    #expect(kept.contains("\nnothing changed, so nothing was printed\n"))
  }

  @Test func `a response that comes later resolves the finding`() throws {
    let rows = NightlyScenario.rows(1) + Self.unlogged(days: 1)
    let scenario = try NightlyScenario(rows, logged: 1)
    try scenario.night()
    try scenario.log(rows.suffix(1), to: "inbox/b.jsonl")
    let result = try scenario.night(asOf: "2026-06-02T00:00:00Z")
    #expect(result.status == 0)
    #expect(
      result.errors.hasPrefix(
        "night of 2026-06-01, since 2026-05-31: 0 new, 0 changed, 1 resolved; 0 open findings\n"
          + "resolved: only_in_history, "))
  }

  @Test func `a provider that is down does not stop the import`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(3), logged: 3)
    let result = try scenario.night(
      environment: [
        "PILEDGER_BASE_URL": "http://127.0.0.1:1", "PILEDGER_FETCH_ATTEMPTS": "1",
      ])
    #expect(result.status == 69)
    #expect(result.errors.split(separator: "\n").count <= 15)
    #expect(result.errors.contains("\nfetch: 127.0.0.1: account info: "))
    #expect(try scenario.fetching.rows("SELECT count(*) FROM task") == ["3"])
    #expect(try !scenario.reports(of: "2026-05-31").isEmpty)
  }

  @Test func `without a key nothing is fetched, which is reported, as is a missing inbox`()
    throws
  {
    let scenario = try NightlyScenario(NightlyScenario.rows(3), logged: 3)
    let result = try scenario.night(
      "--inbox", "inbox", "--inbox", "nowhere", environment: ["PIAPI_API_KEY": ""])
    #expect(result.status == 78)
    #expect(result.errors.contains("\nfetch: no key, although base_url is set: "))
    #expect(result.errors.contains("\nimport: nowhere: no such file or folder\n"))
    #expect(try scenario.fetching.standIn.requests.isEmpty)
    #expect(try scenario.fetching.rows("SELECT count(*) FROM task") == ["3"])
  }

  @Test func `a key that others can read is reported, and the import continues`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(3), logged: 3)
    let path = try scenario.folder.write(StandInScenario.key, to: "piapi.key")
    chmod(path, 0o644)
    let result = try scenario.night(
      environment: ["PIAPI_API_KEY": "", "PILEDGER_KEY_FILE": path])
    #expect(result.status == 78)
    #expect(result.errors.contains("\nfetch: "))
    #expect(try scenario.fetching.rows("SELECT count(*) FROM task") == ["3"])
  }

  @Test func `a night that cannot store its lines reports that too`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(1), logged: 1)
    try scenario.folder.write("x", to: "reports/2026-05-31/night.txt/in-its-place")
    let result = try scenario.night()
    #expect(result.status == 73)
    #expect(result.errors.contains("/reports/2026-05-31/night.txt: cannot be written: "))
  }

  @Test func `a folder that cannot be created is reported once`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(1), logged: 1)
    try scenario.folder.write("x", to: "reports")
    let result = try scenario.night()
    #expect(result.status == 73)
    #expect(result.errors.components(separatedBy: "\nreports: ").count == 2, "\(result.errors)")
  }

  @Test func `a night that cannot reconcile says so, and records that`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(1), logged: 1)
    #expect(try scenario.night(asOf: "2026-05-31T00:00:00Z").status == 0)
    try scenario.damage("DROP TABLE claim_task; DROP TABLE claim")
    let result = try scenario.night()
    #expect(result.status == 1)
    #expect(result.errors.contains("\nreconcile: "))
    #expect(try scenario.reports(of: "2026-05-31") == ["night.txt": result.errors])
  }

  @Test func `two nights do not run at once`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 15_000), on: .account)
    let scenario = try NightlyScenario([], logged: 0, faults: [slow])
    let first = try scenario.fetching.tool.start(
      ["nightly"], environment: scenario.fetching.environment)
    try scenario.fetching.wait { try !scenario.fetching.standIn.requests.isEmpty }
    #expect(try scenario.night().status == 75)
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()
  }

  @Test func `the night removes what earlier nights wrote, and nothing else`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(1), logged: 1)
    let folder = scenario.folder
    for day in ["2026-03-01", "2026-03-02", "2026-03-03"] {
      #expect([0, 10, 13].contains(try scenario.night(asOf: "\(day)T00:00:00Z").status))
    }
    // Folders of input may be named by a date, and somebody may have put a file beside the reports.
    let kept = [
      "2026-05-01/a", "2026-5-1/a", "2026-04-31/a", "notes/a", "2026-01-02", "2026-04-30/a",
      "2025-12-31/deep/b", "2026-03-01/mine.txt",
    ]
    for name in kept { try folder.write("x", to: "reports/\(name)") }
    try folder.write("x", to: "elsewhere/a")
    symlink(folder.path("elsewhere"), folder.path("reports/2026-01-01"))
    let result = try scenario.night()
    // The balance of the stand-in differs from that of March.
    #expect([0, 14].contains(result.status), "\(result.status): \(result.errors)")
    for name in kept + ["2026-01-01/a"] { #expect(try folder.text(of: "reports/\(name)") == "x") }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("reports"))
    #expect(!names.contains("2026-02-28"))
    #expect(!names.contains("2026-03-02"))
    #expect(try scenario.reports(of: "2026-03-01") == ["mine.txt": "x"])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("reports/latest"))
        == "2026-05-31")
  }
}
