import Foundation
import TestSupport
import Testing

/// What it means that the configuration names the accounts of a ledger.
@Suite struct NamedAccountTests {
  private static let asOf = "2026-05-31T06:00:00Z"

  private static func moment(_ day: Int) -> String {
    "2026-05-\(String(format: "%02d", day))T10:00:00Z"
  }

  private static func taskID(_ number: Int) -> String {
    "00000000-0000-4000-8000-000000000\(number)"
  }

  /// A task of each of some days, with a number of its own.
  private static func tasks(_ days: ClosedRange<Int>, from first: Int) -> String {
    days.map { day in
      TaskText.task {
        ($0.taskID, $0.createdAt, $0.endedAt) = (taskID(first + day), moment(day), moment(day))
      }.envelope
    }.joined(separator: "\n")
  }

  private static func run(_ tool: Tool, _ words: String...) throws -> Tool.Result {
    try tool.run(words + ["--config", "piledger.yaml"], asOf: asOf)
  }

  /// The tasks by account, as `report` tells them.
  private static func tasksByAccount(_ tool: Tool) throws -> [String] {
    try run(tool, "report", "--by", "account", "-f", "csv", "-q").output
      .split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", maxSplits: 2).prefix(2).joined(separator: " ") }
  }

  private static func tool(_ accounts: String) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(accounts, to: "piledger.yaml")
    return tool
  }

  @Test func `all tasks are of the only account that is named`() throws {
    let tool = try Self.tool(
      """
      accounts: [{ name: studio, ids: [4711] }]
      budgets: [{ name: all of it, usd: 1, period: month, accounts: [studio] }]

      """)
    try tool.folder.write(Self.tasks(1...20, from: 100), to: "tasks.ndjson")
    try #require(try Self.run(tool, "import", "tasks.ndjson").status == 0)
    #expect(try Self.tasksByAccount(tool) == ["studio 20"])
    #expect(try Self.run(tool, "budget").output.contains("actual      0.56 USD"))
    #expect(try Self.run(tool, "report", "--account", "studio").output.contains("20 of 20 tasks"))
  }

  @Test func `what nothing tells may be of an account that has nothing yet`() throws {
    let tool = try Self.tool(
      "accounts: [{ name: studio, ids: [4711], sources: \"studio*\" }, { name: labs }]\n")
    try tool.folder.write(Self.tasks(1...20, from: 100), to: "studio.ndjson")
    try tool.folder.write(Self.tasks(1...4, from: 200), to: "other.ndjson")
    let balance = #"{"account_id":4711,"account_name":"studio","equivalent_in_usd":"10"}"#
    try tool.folder.write(balance, to: "studio.json")
    try #require(
      try Self.run(tool, "import", "studio.ndjson", "other.ndjson", "studio.json").status == 0)
    #expect(try Self.tasksByAccount(tool) == ["studio 20", "unknown 4"])
    for words in [["wallet"], ["wallet", "--account", "studio"]] {
      let wallet = try tool.run(words + ["--config", "piledger.yaml"], asOf: Self.asOf)
      #expect(wallet.status == 66)
      #expect(
        wallet.errors.contains("(labs, studio), and nothing tells the account of 4 booked tasks"),
        "\(wallet.errors)")
    }
  }

  @Test func `the history tells the account of tasks before another account has any`() throws {
    let tool = try Self.tool("accounts: [{ name: studio, ids: [4711] }, { name: labs }]\n")
    let rows = (1...20).map { day in
      HistoryText.row {
        ($0.id, $0.taskID, $0.account) = (day, Self.taskID(100 + day), "4711")
        ($0.createdAt, $0.updatedAt) = (Self.moment(day), Self.moment(day))
      }
    }
    try tool.folder.write(
      Self.tasks(1...20, from: 100) + "\n" + HistoryText.page(rows), to: "all.ndjson")
    try #require(try Self.run(tool, "import", "all.ndjson").status == 0)
    #expect(try Self.tasksByAccount(tool) == ["studio 20"])
  }

  /// Whether a row of its history comes again changed, or nothing new comes at all.
  @Test(arguments: [true, false])
  func `rows without a task, top-ups and charges follow an account to its new name`(
    isChanged: Bool
  ) throws {
    let tool = try Self.tool("accounts: [{ name: before, ids: [4711] }]\n")
    let history = { (updatedAt: String) in
      HistoryText.page([
        HistoryText.row {
          ($0.id, $0.taskID, $0.account, $0.model) = (7, "", "4711", "gpt-4o")
          ($0.createdAt, $0.updatedAt) = (Self.moment(2), updatedAt)
        },
        // What proves the unit of the history.
        HistoryText.row {
          ($0.id, $0.taskID, $0.account) = (8, Self.taskID(101), "4711")
          ($0.createdAt, $0.updatedAt) = (Self.moment(1), Self.moment(1))
        },
      ])
    }
    try tool.folder.write(
      Self.tasks(1...1, from: 100) + "\n" + history(Self.moment(2)), to: "a.ndjson")
    try #require(try Self.run(tool, "import", "a.ndjson").status == 0)
    try #require(try Self.run(tool, "wallet", "add-top-up", "2026-05-01", "9").status == 0)
    try #require(try Self.run(tool, "wallet", "add-charge", "2026-05-01", "2").status == 0)
    let before = try Self.tasksByAccount(tool)
    try tool.folder.write(
      "accounts: [{ name: after, ids: [4711, before] }, { name: labs }]\n", to: "piledger.yaml")
    try tool.folder.write(history(Self.moment(isChanged ? 3 : 2)), to: "b.ndjson")
    try #require(try Self.run(tool, "import", "b.ndjson").status == 0)
    #expect(before == ["before 2"])
    #expect(try Self.tasksByAccount(tool) == ["after 2"])
    #expect(try Self.run(tool, "doctor").status == 0)
    for (part, points) in [("top-ups", "90000000"), ("charges", "20000000")] {
      let entries = try Self.run(tool, "wallet", part, "--account", "after", "-f", "csv")
      #expect(entries.output.contains(",2026-05-01,\(points),"), "\(entries)")
    }
  }

  @Test(arguments: [
    "accounts: [{ name: studio, until: 2026-05-10 }]\n",
    """
    accounts:
      - { name: studio, sources: "studio*", until: 2026-05-10 }
      - { name: labs, sources: "labs*", until: 2026-05-08 }

    """,
  ])
  func `no task is missed once all accounts have ended`(settings: String) throws {
    let tool = try Self.tool(settings)
    try tool.folder.write(Self.tasks(1...10, from: 100), to: "studio.ndjson")
    try tool.folder.write(Self.tasks(1...8, from: 200), to: "labs.ndjson")
    try #require(try Self.run(tool, "import", "studio.ndjson", "labs.ndjson").status == 0)
    let result = try Self.run(tool, "reconcile")
    #expect(result.status == 0, "\(result.output)")
    #expect(!(result.output + result.errors).contains("have arrived"))
    let forecast = try Self.run(tool, "forecast", "--account", "studio")
    #expect(forecast.output.contains("30 days are known, through 2026-05-30"), "\(forecast.output)")
  }

  @Test func `an entry of the wallet is of one account`() throws {
    let tool = try Self.tool("accounts: [{ name: studio }, { name: labs }]\n")
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try Self.run(
      tool, "wallet", "add-charge", "2026-05-01", "5", "--account", "studio", "--account", "labs")
    #expect(result.status == 64)
    #expect(result.errors == "piledger: --account: expected the name of one account, found 2\n")
  }

  @Test func `a budget of an account without known days has no forecast, and its own coverage`()
    throws
  {
    let tool = try Self.tool(
      """
      accounts: [{ name: studio, sources: "studio*" }, { name: labs, sources: "labs*" }]
      budgets:
        - { name: s, usd: 1, period: month, accounts: [studio] }
        - { name: l, usd: 1, period: month, accounts: [labs] }

      """)
    try tool.folder.write(Self.tasks(1...30, from: 100), to: "studio.ndjson")
    try tool.folder.write(Self.tasks(30...30, from: 200), to: "labs.ndjson")
    try #require(try Self.run(tool, "import", "studio.ndjson", "labs.ndjson").status == 0)
    let forecasts = { (words: String...) in
      try tool.run(["budget", "--config", "piledger.yaml"] + words, asOf: Self.asOf).output
        .split(separator: "\n").filter { $0.hasPrefix("  forecast") }
    }
    let all = try forecasts()
    #expect(all.last?.contains("none: ") == true, "\(all)")
    #expect(try forecasts("--account", "studio") == [all[0]])
    #expect(
      try Self.run(tool, "budget", "--account", "labs").output.contains(
        "Checked 1 of 1 tasks where account=labs"))
  }
}
