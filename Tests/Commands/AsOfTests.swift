import TestSupport
import Testing

/// `--as-of DAY` is the end of that day in the ledger's time zone, in every command.
@Suite struct AsOfTests {
  /// A task on each day of May at 23:30 in Berlin, imported into a ledger of that zone.
  private static func berlin() throws -> Tool {
    let tool = try Tool()
    let tasks = (1...31).map { number in
      TaskText.task {
        let day = "2026-05-\(number < 10 ? "0" : "")\(number)"
        $0.taskID = "00000000-0000-4000-8000-0000000000\(number + 10)"
        ($0.createdAt, $0.startedAt) = ("\(day)T21:30:00Z", "")
        $0.endedAt = "\(day)T21:30:09Z"
      }.envelope
    }
    try tool.run("import", "-", "-z", "Europe/Berlin", input: tasks.joined(separator: "\n"))
    return tool
  }

  @Test(arguments: [
    ["report", "daily", "--period", "today", "-f", "csv", "-q"],
    ["report", "month", "this-month", "-f", "markdown"],
    ["report", "anomalies"], ["forecast"], ["forecast", "--horizon", "7d"],
    ["budget"], ["budget", "variance"], ["reconcile", "--period", "this-month"],
    ["export", "hledger"], ["query", "spend-by-day", "--period", "yesterday"],
  ])
  func `a day is its last moment, by the ledger's time zone and not by the flag`(
    arguments: [String]
  ) throws {
    let tool = try Self.berlin()
    try tool.folder.write("budgets: [{ name: all, usd: 2, period: month }]\n", to: "piledger.yaml")
    let day = try tool.run(arguments, asOf: "2026-05-20")
    let moment = try tool.run(arguments, asOf: "2026-05-20T21:59:59.999999999Z")
    #expect(day.output == moment.output)
    #expect(day.errors == moment.errors)
    #expect(day.status == moment.status)
    #expect(!day.output.isEmpty)
  }

  @Test func `the tasks of the day count, the day is complete, and today is still that day`() throws
  {
    let tool = try Self.berlin()
    let today = try tool.run(
      "report", "daily", "--period", "today", "-f", "csv", "-q", asOf: "2026-05-20")
    #expect(today.output.contains("\n2026-05-20,1,"))
    let month = try tool.run("report", "month", "-f", "markdown", asOf: "2026-05-20")
    #expect(month.output.contains("the month is not over: 20 of its 31 days are complete\n"))
    #expect(month.output.contains("\n| 2026-05-20 |"))
    #expect(!month.output.contains("\n| 2026-05-21 |"))
    let forecast = try tool.run("forecast", "--horizon", "7d", asOf: "2026-05-20")
    #expect(forecast.output.hasPrefix("20 days are known, through 2026-05-20\n"))
    #expect(forecast.output.contains("\n2026-05-21 to 2026-05-27 is expected to cost "))
  }

  @Test func `a month can be closed as of its last day, and not as of the one before`() throws {
    let tool = try Self.berlin()
    #expect(try tool.run("close", "2026-05", asOf: "2026-05-30").status == 64)
    #expect(try tool.run("close", "2026-05", asOf: "2026-05-31").status == 0)
  }

  @Test func `prices are those of the day`() throws {
    let tool = try Tool()
    let before = try tool.run(
      "rates", "list", "--family", "kling 3.0", "-f", "csv", asOf: "2026-02-13")
    let after = try tool.run(
      "rates", "list", "--family", "kling 3.0", "-f", "csv", asOf: "2026-02-14")
    // The last moment at which the price may have changed is the end of the 13th.
    #expect(before.output != after.output)
  }

  @Test(arguments: ["2026-02-30", "yesterday", "", "2026-05-20T25:00:00Z"])
  func `anything else is a usage error`(text: String) throws {
    let result = try Tool().run("rates", "list", asOf: text)
    #expect(result.status == 64)
    #expect(result.errors.contains("expected a day such as 2026-10-05 or an RFC 3339 time"))
  }
}
