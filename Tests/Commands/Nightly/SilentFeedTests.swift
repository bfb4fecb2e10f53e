import Domain
import Foundation
import TestSupport
import Testing

/// What nights say about a feed that stops, and what they know about the days since.
@Suite struct SilentFeedTests {
  private static let inbox = ["nightly", "--inbox", "inbox", "--reports", "reports"]

  private static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  /// Ten tasks of 0.028 USD on a day, in a separate file.
  private static func log(_ day: CalendarDay, in tool: Tool) throws {
    let tasks = (0..<10).map { number in
      TaskText.task {
        let id = padded(Int64(day.number * 10 + number), to: 12)
        ($0.taskID, $0.createdAt) = ("00000000-0000-4000-8000-\(id)", "\(day)T10:00:00Z")
        ($0.startedAt, $0.endedAt) = ("", "\(day)T10:00:09Z")
      }.envelope
    }
    try tool.folder.write(tasks.joined(separator: "\n"), to: "inbox/\(day).ndjson")
  }

  /// Nights at ten past two after the days from the 28th of April through the 20th of May; tasks come
  /// from the first of April through the 9th of May.
  private static func nights() throws -> (tool: Tool, lines: [String: String], last: Int32) {
    let tool = try Tool()
    try tool.folder.write("budgets: [{ name: all, usd: 5, period: month }]\n", to: "piledger.yaml")
    let (start, end) = (try day("2026-04-01"), try day("2026-05-09"))
    var lines: [String: String] = [:]
    var last: Int32 = 0
    for number in start.number...(try day("2026-05-20")).number {
      let day = CalendarDay(number: number)
      if day <= end { try log(day, in: tool) }
      guard day >= start + 27 else { continue }
      let night = try tool.run(inbox, asOf: "\(day + 1)T02:10:00Z")
      (lines["\(day)"], last) = (night.errors, night.status)
    }
    return (tool, lines, last)
  }

  @Test func `silence is reported once and on Mondays, ends with 13, and its days are known zeros`()
    throws
  {
    let (tool, lines, last) = try Self.nights()
    #expect(last == 13)
    let sentence = "stale: no tasks have arrived since 2026-05-09, for "
    let told = lines.filter { $0.value.contains(sentence) }.keys.sorted()
    // The 10th and the 17th are Sundays: their nights run on Mondays. The 13th has news of its own: four
    // quiet days have made an overrun of the budget improbable.
    #expect(told == ["2026-05-11", "2026-05-13", "2026-05-17"])
    #expect(lines["2026-05-13"]?.contains("resolved: budget_overrun_likely") == true)
    #expect(lines["2026-05-09"] == "")
    #expect(lines["2026-05-14"] == "")
    let forecast = try tool.run("forecast", asOf: "2026-05-21T02:10:00Z").output
    #expect(
      forecast.contains(
        "50 days are known, through 2026-05-20\n"
          + "no tasks have arrived since 2026-05-09"))
    let budget = try tool.run("budget", asOf: "2026-05-21T02:10:00Z")
    #expect(budget.status == 0)
    #expect(budget.output.contains("\nno tasks have arrived since 2026-05-09, for 11 days; "))
    #expect(budget.output.contains("all, 2026-05-01 to 2026-05-31: within\n"))
    #expect(
      budget.output.contains("  actual      2.52 USD; 50.4 % used, 64.5 % elapsed\n"))
  }

  @Test func `reconcile, reports, pages and JSON say the same`() throws {
    let tool = try Self.nights().tool
    let sentence =
      "no tasks have arrived since 2026-05-09, for 11 days; before that, 39 of 39 days had tasks"
    let asOf = "2026-05-20"
    for arguments in [
      ["reconcile"], ["reconcile", "--json"], ["reconcile", "-f", "markdown"], ["report"],
      ["report", "model", "--json"], ["report", "month"], ["report", "units"],
      ["report", "stuck"], ["report", "anomalies"], ["report", "fixed"],
      ["forecast", "--json"], ["budget", "--json"],
    ] {
      let result = try tool.run(arguments, asOf: asOf)
      #expect(result.output.contains(sentence), "\(arguments)")
      #expect(result.status == (arguments[0] == "reconcile" ? 13 : 0), "\(arguments)")
    }
    #expect(try tool.folder.text(of: "reports/2026-05-20/summary.md").contains("- \(sentence)"))
    // A period that ended before is complete.
    let april = try tool.run("reconcile", "--period", "2026-04", asOf: asOf)
    #expect(april.status == 0)
    #expect(!april.output.contains("no task has come"))
    let night = try tool.run(Self.inbox + ["--json"], asOf: asOf)
    #expect(night.output.contains("\"stale_feed\": {\n"))
    #expect(night.output.contains("\"last_day\": \"2026-05-09\""))
  }

  @Test func `a night repeated for its day is the night that ran`() throws {
    let tool = try Self.nights().tool
    for (day, ranAt) in [
      ("2026-05-09", "2026-05-10T02:10:00Z"), ("2026-05-11", "2026-05-12T02:10:00Z"),
      ("2026-05-20", "2026-05-21T02:10:00Z"),
    ] {
      let clock = try tool.run(Self.inbox + ["--summary-json", "a.json"], asOf: ranAt)
      let reports = try tool.folder.text(of: "reports/\(day)/month-2026-05.html")
      let summary = try tool.folder.text(of: "reports/\(day)/summary.md")
      let again = try tool.run(Self.inbox + ["--summary-json", "b.json"], asOf: day)
      #expect(again.errors == clock.errors)
      #expect(again.status == clock.status)
      #expect(try tool.folder.text(of: "a.json") == tool.folder.text(of: "b.json"))
      #expect(try tool.folder.text(of: "reports/\(day)/month-2026-05.html") == reports)
      #expect(try tool.folder.text(of: "reports/\(day)/summary.md") == summary)
    }
  }

  @Test func `tasks after the end of the day are none of the night, whatever hour it runs at`()
    throws
  {
    let tool = try Tool()
    let (start, end) = (try Self.day("2026-05-01"), try Self.day("2026-05-20"))
    for number in start.number...end.number { try Self.log(CalendarDay(number: number), in: tool) }
    let morning = try tool.run(Self.inbox + ["--json"], asOf: "2026-05-20T02:10:00Z")
    let evening = try tool.run(Self.inbox + ["--json"], asOf: "2026-05-20T22:10:00Z")
    #expect(morning.output == evening.output)
    #expect(morning.output.contains("\"night\": \"2026-05-19\""))
    #expect(try tool.folder.text(of: "reports/2026-05-19/daily.csv").contains("\n2026-05-19,"))
    #expect(try !tool.folder.text(of: "reports/2026-05-19/daily.csv").contains("\n2026-05-20,"))
  }

  @Test func `a night that could not read its inbox knows nothing of its day`() throws {
    let tool = try Tool()
    let (start, end) = (try Self.day("2026-05-01"), try Self.day("2026-05-20"))
    for number in start.number...end.number { try Self.log(CalendarDay(number: number), in: tool) }
    #expect(try tool.run(Self.inbox, asOf: "2026-05-20").status == 0)
    let missing = try tool.run(Self.inbox + ["--inbox", "gone"], asOf: "2026-05-21")
    #expect(missing.status == 66)
    #expect(missing.errors.contains("\nspend on 2026-05-21: unknown; "))
    try tool.folder.write(BrokenAnswer.text(), to: "inbox/bad.ndjson")
    #expect(try tool.run(Self.inbox, asOf: "2026-05-21").status == 65)
    let known = { try tool.run("forecast", asOf: "2026-05-22").output }
    #expect(try known().hasPrefix("20 days are known, through 2026-05-20, but not the 2 days "))
    #expect(try tool.run(Self.inbox, asOf: "2026-05-21").status == 0)
    #expect(try known().hasPrefix("21 days are known, through 2026-05-21, but not the day "))
  }

  @Test func `an import of old files says nothing of later days`() throws {
    let tool = try Tool()
    try tool.folder.write("budgets: [{ name: all, usd: 5, period: month }]\n", to: "piledger.yaml")
    let (start, end) = (try Self.day("2026-04-01"), try Self.day("2026-04-20"))
    for number in start.number...end.number { try Self.log(CalendarDay(number: number), in: tool) }
    try tool.run("import", "inbox", asOf: "2026-06-10T00:00:00Z")
    let forecast = try tool.run("forecast", "--json", asOf: "2026-05-10T00:00:00Z").output
    #expect(
      forecast.contains("20 days are known, through 2026-04-20, but not the 19 days from then"))
    #expect(forecast.contains("\"actual_points\": null"))
    #expect(forecast.contains("\"previous_points\": null"))
    #expect(forecast.contains("not all days of 2026-04-01 to 2026-04-30 are known"))
    let late = try tool.run("forecast", asOf: "2026-06-10T00:00:00Z")
    #expect(late.status == 66)
    #expect(late.errors.contains("nothing is known of 2026-04-21 to 2026-06-09, too long"))
    let budget = try tool.run("budget", asOf: "2026-06-10T00:00:00Z")
    #expect(budget.output.contains("all, 2026-06-01 to 2026-06-30: not known\n"))
    #expect(
      budget.output.contains(
        "  actual      unknown; 30.0 % elapsed; no data for 2026-06-01 to "
          + "2026-06-09\n"))
    let months = try tool.run("budget", "months", "-f", "csv", "-q", asOf: "2026-06-10T00:00:00Z")
    #expect(months.status == 0)
    let table = try tool.run("budget", "--json", asOf: "2026-06-10T00:00:00Z").output
    #expect(table.contains("\"actual_points\": null"))
    #expect(table.contains("\"state\": \"not known\""))
  }
}

/// A night without any input says so.
@Suite struct NightWithoutKeyTests {
  @Test func `without settings no ledger is created, and 78 says what to set`() throws {
    let tool = try Tool()
    let result = try tool.run("nightly")
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: nothing to fetch or import: set PIAPI_API_KEY or key_file to fetch, or inbox "
        + "to import\n"
    )
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path("ledger.db")))
  }

  @Test(
    arguments: [
      (
        "", [],
        "neither a key nor an inbox is set, so there is nothing to import: set PIAPI_API_KEY in "
          + "the environment of the nightly run, or key_file, or inbox"
      ),
      (
        "fetch_attempts: 3\n", ["--inbox", "."],
        "no key, although fetch_attempts is set: set "
          + "PIAPI_API_KEY in the environment of the nightly run, or key_file, or give --no-fetch"
      ),
    ] as [(String, [String], String)])
  func `a night that can do nothing, or lacks its key, ends with 78`(
    settings: String, arguments: [String], message: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(settings, to: "piledger.yaml")
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run(
      ["nightly"] + arguments,
      environment: [FetchingTool.clockVariable: "2026-06-01T00:00:00Z"])
    #expect(result.status == 78)
    #expect(result.errors.contains("\nfetch: \(message)\n"))
    #expect(try tool.run(["nightly", "--no-fetch"] + arguments).status == 0)
  }

  @Test func `a missing key file is reported`() throws {
    let tool = try Tool()
    try tool.folder.write("key_file: gone.key\ninbox: [inbox]\n", to: "piledger.yaml")
    try tool.folder.write(TaskText().envelope, to: "inbox/a.ndjson")
    let result = try tool.run("nightly")
    #expect(result.status == 78)
    #expect(result.errors.contains("\nfetch: "))
  }

  @Test func `a ledger with fetched data expects a key, and an inbox alone does not`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(3), logged: 3)
    let plain = [
      "PIAPI_API_KEY": "", "PILEDGER_BASE_URL": "", "PILEDGER_FETCH_RETRY_SECONDS": "",
      "PILEDGER_FETCH_TIMEOUT_SECONDS": "", "PILEDGER_FETCH_TASKS_A_NIGHT": "",
    ]
    #expect(try scenario.night(asOf: "2026-05-30T02:10:00Z", environment: plain).status == 0)
    #expect(try scenario.night().status == 0)
    let without = try scenario.night(asOf: "2026-06-02T02:10:00Z", environment: plain)
    #expect(without.status == 78)
    #expect(
      without.errors.contains(
        "\nfetch: no key, although this ledger was fetched into before: set "))
  }

  @Test func `a night that only reads an inbox says once that no key is set`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "inbox/a.ndjson")
    let night = { (day: String, arguments: [String]) in
      try tool.run(
        ["nightly", "--inbox", "inbox"] + arguments,
        environment: [FetchingTool.clockVariable: "\(day)T02:10:00Z"], asOf: nil)
    }
    let sentence = "fetch: no key is set, so only the inbox is read; --no-fetch says that it is "
    let first = try night("2026-05-05", [])
    #expect(first.status == 0)
    #expect(first.errors.contains("\n\(sentence)meant so\n"))
    #expect(try !night("2026-05-06", []).errors.contains("no key"))
  }

  @Test func `a fetch without gaps knows the days on which nothing was booked`() throws {
    let scenario = try NightlyScenario(NightlyScenario.rows(3), logged: 3)
    #expect(try scenario.fetching.fetch().status == 0)
    #expect(
      try scenario.fetching.rows("SELECT side || ' ' || run || ' ' || day FROM covered_day")
        == ["history fetch 20604", "tasks fetch 20604"])
  }
}
