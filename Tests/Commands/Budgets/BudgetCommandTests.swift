import TestSupport
import Testing

@Suite struct BudgetCommandTests {
  /// A task a day of 0.028 USD, from the first of April through the given day of May.
  private static func traffic(through last: Int) -> String {
    let days =
      (1...30).map { "2026-04-\($0 < 10 ? "0" : "")\($0)" }
      + (1...last).map { "2026-05-\($0 < 10 ? "0" : "")\($0)" }
    return days.enumerated().map { index, day in
      TaskText.task {
        $0.taskID = "00000000-0000-4000-8000-0000000000\(index + 10)"
        ($0.createdAt, $0.startedAt, $0.endedAt) = ("\(day)T10:00:00Z", "", "\(day)T10:00:09Z")
      }.envelope
    }.joined(separator: "\n")
  }

  private static func tool(_ settings: String) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(settings, to: "piledger.yaml")
    try tool.run("import", "-", input: traffic(through: 20), asOf: "2026-05-21T00:00:00Z")
    return tool
  }

  @Test func `a budget that will hold is shown with its forecast, and ends with 0`() throws {
    let tool = try Self.tool("budgets: [{ name: all, usd: 2, period: month }]\n")
    let result = try tool.run("budget", asOf: "2026-05-21T00:00:00Z")
    #expect(result.status == 0)
    #expect(
      result.output.hasSuffix(
        """
        all, 2026-05-01 to 2026-05-31: within
          scope       all
          amount      2.00 USD
          actual      0.56 USD; 28.0 % used, 64.5 % elapsed
          commitment  0.00 USD
          forecast    0.87 USD (80 %: 0.87 to 0.87); 0.0 % chance of overrun

        """), "\(result.output)")
  }

  @Test(arguments: [("0.5", "exceeded", "2026-05-18"), ("0.7", "overrun likely", "2026-05-26")])
  func `a budget that is exceeded or will be ends with 12, and says when`(
    usd: String, state: String, day: String
  ) throws {
    let tool = try Self.tool("budgets: [{ name: all, usd: \(usd), period: month }]\n")
    let result = try tool.run(
      "budget", "-f", "csv", "-q", "-o", "b.csv", asOf: "2026-05-21T00:00:00Z")
    #expect(result.status == 12)
    #expect(try tool.folder.text(of: "b.csv").hasSuffix(",\(day),\(state)\n"))
  }

  @Test func `budget against actual is reported for every period, with its variance`() throws {
    let tool = try Self.tool("budgets: [{ name: all, usd: 0.8, period: month }]\n")
    let result = try tool.run("budget", "variance", "-f", "csv", "-q", asOf: "2026-05-21T00:00:00Z")
    #expect(result.output.isEmpty)
    let told = try tool.run("budget", "variance", "-f", "csv", asOf: "2026-05-21T00:00:00Z").output
    #expect(
      told.split(separator: "\n").dropFirst().map(String.init) == [
        "all,all,2026-04-01,2026-04-30,8000000,0.8000000,0,0.0000000,8400000,0.8400000,0,0.0000000,"
          + "400000,0.0400000,105.0",
        "all,all,2026-05-01,2026-05-31,8000000,0.8000000,0,0.0000000,5600000,0.5600000,0,0.0000000,"
          + "-2400000,-0.2400000,70.0",
      ])
  }

  @Test func `a budget for a quarter is reported by month too, and its months add up to it`() throws
  {
    let tool = try Self.tool(
      "budgets: [{ name: all, usd: 1.82, period: quarter }, { name: s, usd: 1, from: 2026-05-11, "
        + "until: 2026-05-21 }]\n")
    let told = try tool.run("budget", "months", "-f", "csv", asOf: "2026-05-21T00:00:00Z").output
    #expect(
      told.split(separator: "\n").dropFirst().map(String.init) == [
        // 30 and 31 of 91 days.
        "all,all,2026-04,2026-04-01,2026-04-30,6000000,0.6000000,8400000,0.8400000,0,0.0000000,"
          + "2400000,0.2400000,140.0",
        "all,all,2026-05,2026-05-01,2026-05-31,6200000,0.6200000,5600000,0.5600000,0,0.0000000,"
          + "-600000,-0.0600000,90.3",
        "s,all,2026-05,2026-05-11,2026-05-20,10000000,1.0000000,2800000,0.2800000,0,0.0000000,"
          + "-7200000,-0.7200000,28.0",
      ])
    let may = try tool.run(
      "budget", "months", "--period", "2026-05", "-f", "csv", asOf: "2026-05-21T00:00:00Z")
    #expect(may.output.split(separator: "\n").count == 3)
    #expect(
      try tool.run("budget", "--period", "2026-05", asOf: "2026-05-21T00:00:00Z").status == 64)
  }

  @Test func `budgets and reports in cash use what was paid for credits`() throws {
    let tool = try Self.tool("budgets: [{ name: all, usd: 2, period: month }]\n")
    let unknown = try tool.run("budget", "--money", "cash", asOf: "2026-05-21T00:00:00Z")
    #expect(unknown.status == 66)
    #expect(unknown.errors.contains("no top-up has been entered"))
    try tool.run("wallet", "add-top-up", "2026-03-01", "100")
    try tool.run("wallet", "add-top-up", "2026-03-01", "25", "--credit")
    let cash = try tool.run("budget", "--money", "cash", "-f", "csv", asOf: "2026-05-21T00:00:00Z")
      .output
    #expect(cash.contains(",4480000,0.4480000,"))
    let report = try tool.run(
      "report", "monthly", "--money", "cash", "--period", "2026-05", asOf: "2026-05-21T00:00:00Z")
    #expect(report.output.contains("100.00 USD was paid for 125.00 USD of credits"))
    #expect(report.output.contains("0.448 of 0.448 USD (100.0 %)"))
  }

  @Test func `fixed charges are listed with months, and are spread over no task`() throws {
    let tool = try Self.tool(
      "fixed_charges: [{ name: plan, usd: 80, from: 2026-04-15 }, { name: seats, usd: 10, seats: 2, "
        + "from: 2026-05-01 }]\n")
    let months = try tool.run("report", "monthly", "-f", "csv", "-q", asOf: "2026-05-21T00:00:00Z")
      .output
    #expect(months.contains("fixed_charges_points,fixed_charges_usd\n"))
    #expect(months.contains(",800000000,80.0000000\n2026-05,"))
    #expect(months.hasSuffix(",1000000000,100.0000000\n"))
    let models = try tool.run("report", "model", asOf: "2026-05-21T00:00:00Z").output
    #expect(
      models.contains(
        "fixed charges of the period, not tied to any task: 180.00 USD in 3 "
          + "payments\n"))
    #expect(!models.contains("fixed charges USD"))
    let list = try tool.run("report", "fixed", "-f", "csv", "-q", asOf: "2026-05-21T00:00:00Z")
      .output
    #expect(list.contains("\n2026-05-01,seats,2,100000000,10.0000000,200000000,20.0000000,"))
    try tool.run("report", "-o", "set", asOf: "2026-05-21T00:00:00Z")
    #expect(try tool.folder.text(of: "set/summary.md").contains("## Fixed charges\n"))
  }

  @Test func `a night reports a budget when it changes, and not again, and its status lasts`()
    throws
  {
    let tool = try Self.tool("budgets: [{ name: all, usd: 0.7, period: month }]\n")
    let first = try tool.run("nightly", "--no-fetch", asOf: "2026-05-21T00:00:00Z")
    #expect(first.status == 12)
    #expect(
      first.errors.contains(
        "new: budget_overrun_likely, all, 0.70 USD, 2026-05-01 to 2026-05-31\n"))
    #expect(first.errors.contains("budget all: overrun likely, 0.56 of 0.70 USD (80.0 %)"))
    let second = try tool.run("nightly", "--no-fetch", asOf: "2026-05-22T00:00:00Z")
    #expect(second.status == 12)
    #expect(second.errors.isEmpty)
  }

  @Test func `without a budget there is nothing to show`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("budget")
    #expect(result.status == 66)
    #expect(result.errors.contains("no budget is set"))
  }
}
