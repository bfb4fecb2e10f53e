import Foundation
import TestSupport
import Testing

@Suite struct ClaimsCommandTests {
  static let overcharged = TaskText.task {
    ($0.taskID, $0.consume) = ("00000000-0000-4000-8000-000000000001", 500_000)
  }
  static let undercharged = TaskText.task {
    ($0.taskID, $0.consume) = ("00000000-0000-4000-8000-000000000002", 180_000)
  }
  static let unrefunded = TaskText.task {
    $0.taskID = "00000000-0000-4000-8000-000000000003"
    ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_000)
  }
  /// Its price is of medium certainty.
  static let uncertain = TaskText.task {
    ($0.taskID, $0.taskType) = ("00000000-0000-4000-8000-000000000004", "seedream-5-pro")
    $0.consume = 2_000_000
  }
  static let inGrace = TaskText.task {
    ($0.taskID, $0.consume) = ("00000000-0000-4000-8000-000000000005", 520_000)
    ($0.createdAt, $0.endedAt) = ("2026-05-31T12:00:00Z", "2026-05-31T12:00:09Z")
  }
  /// Its bill is a price that the card lists as unconfirmed.
  static let unconfirmed = TaskText.task {
    ($0.taskID, $0.consume) = ("00000000-0000-4000-8000-000000000006", 520_000)
  }
  /// Its price was not seen before 2026-03-16.
  static let unseen = TaskText.task {
    ($0.taskID, $0.consume) = ("00000000-0000-4000-8000-000000000007", 500_000)
    ($0.createdAt, $0.endedAt) = ("2026-03-15T12:00:00Z", "2026-03-15T12:00:09Z")
  }
  private static let all = [
    overcharged, undercharged, unrefunded, uncertain, inGrace, unconfirmed, unseen,
  ]
  private static let months = ["--since", "2026-03-01", "--until", "2026-05-31"]

  static func tool(_ tasks: [TaskText] = all) throws -> Tool {
    let tool = try Tool()
    let input = tasks.map { $0.envelope + "\n" }.joined()
    #expect(try tool.run("import", "-", input: input).status == 0)
    return tool
  }

  private static func state(_ tool: Tool) throws -> [String] {
    try tool.run("claims", "list", "-f", "csv").output.split(separator: "\n").dropFirst()
      .map { String($0.split(separator: ",", omittingEmptySubsequences: false)[2]) }
  }

  @Test(arguments: ["md", "csv"])
  func `a claim is a letter and a CSV, always the same`(ending: String) throws {
    let tool = try Self.tool()
    let made = try tool.run(
      ["claims", "new", "-o", "claim", "--account", "Studio Ltd, account 4711"] + Self.months)
    #expect(made.status == 0)
    #expect(
      made.errors
        == "0.11 USD of 3 tasks is not proved; piledger reconcile shows how to settle it\n"
        + "1 task is left out: within their grace period\ncreated claim 1\n")
    let text = try tool.folder.text(of: "claim/claim-1.\(ending)")
    #expect(try text == TestFiles.golden("claim.\(ending)", found: text))
    let shown = try tool.run(
      "claims", "show", "1", "-o", "claim.\(ending)", asOf: "2026-07-01T00:00:00Z")
    #expect(shown.status == 0)
    #expect(try tool.folder.text(of: "claim.\(ending)") == text)
  }

  @Test func `a dry run shows the claim without making it`() throws {
    let tool = try Self.tool()
    let dry = try tool.run("claims", "new", "--period", "2026-05", "--dry-run")
    let real = try tool.run("claims", "new", "--period", "2026-05")
    #expect(dry.status == 0)
    #expect(dry.output == real.output)
    #expect(try Self.state(tool) == ["drafted"])
  }

  @Test func `no task is in two open claims, and after a rejection it can be claimed again`()
    throws
  {
    let tool = try Self.tool()
    #expect(try tool.run("claims", "new", "--period", "2026-05").status == 0)
    let again = try tool.run("claims", "new", "--period", "2026-05")
    #expect(again.status == 0 && again.output.isEmpty)
    #expect(
      again.errors
        == "nothing to claim in 2026-05-01 to 2026-05-31: the net is 0.00 USD; "
        + "1 task is left out: within their grace period; 5 tasks are left out: in another open "
        + "claim\n")
    #expect(try tool.run("claims", "accepted", "1").status == 64)
    #expect(try tool.run("claims", "sent", "1", "--note", "ticket 4711").status == 0)
    #expect(try tool.run("claims", "rejected", "1").output == "claim 1 is rejected\n")
    #expect(try tool.run("claims", "new", "--period", "2026-05").status == 0)
    #expect(try Self.state(tool) == ["rejected", "drafted"])
  }

  @Test func `a later import that shows the refund moves the claim to credited`() throws {
    let tool = try Self.tool([Self.unrefunded])
    #expect(try tool.run("claims", "new", "--period", "2026-05").status == 0)
    #expect(try tool.run("claims", "sent", "1").status == 0)
    var refunded = Self.unrefunded
    refunded.consume = 0
    let webhook = refunded.webhook(timestamp: 1_780_300_000)
    #expect(try tool.run("import", "-", input: webhook, asOf: "2026-06-03T00:00:00Z").status == 0)
    let list = try tool.run("claims", "list", "-f", "csv", asOf: "2026-06-09T00:00:00Z").output
    #expect(
      list.contains(
        "\n1,2026-05-01 to 2026-05-31,credited,2026-06-03T00:00:00Z,1,280000,0.0280000,0,"
          + "0.0000000,280000,0.0280000,280000,0.0280000,\n"))
    #expect(try tool.run("claims", "rejected", "1").status == 64)
  }

  @Test func `a lower bill of a completed task, however it is delivered, is a credit`() throws {
    let tool = try Self.tool([Self.overcharged])
    #expect(try tool.run("claims", "new", "--period", "2026-05").status == 0)
    var partly = Self.overcharged
    partly.consume = 390_000
    try tool.run("import", "-", input: partly.envelope)
    #expect(try Self.state(tool) == ["drafted"])
    var wholly = Self.overcharged
    wholly.consume = 280_000
    try tool.run("import", "-", input: wholly.envelope)
    #expect(try Self.state(tool) == ["credited"])
  }

  @Test
  func
    `the letter names the account, the period, the day and the amount, and claims what is proved`()
    throws
  {
    let tool = try Self.tool([Self.overcharged, Self.unconfirmed])
    let account = #"{"account_name":"studio-7","equivalent_in_usd":12.5}"#
    try tool.folder.write(account, to: "account.json")
    #expect(try tool.run("import", "account.json").status == 0)
    let letter = try tool.run("claims", "new", "--period", "2026-05").output
    #expect(letter.contains("\n- Account: studio-7\n"))
    #expect(letter.contains("\n- Period: 2026-05-01 to 2026-05-31\n- Date: 2026-06-01\n"))
    #expect(letter.contains("credit **0.022 USD** to our account"))
    let claimed = letter.prefix(upTo: try #require(letter.range(of: "\n## Not proved")).lowerBound)
    for evidence in ["unconfirmed", "without limit", "0.052"] {
      #expect(!claimed.contains(evidence), "\(evidence)")
    }
    let rows = try tool.run("claims", "show", "1", "-f", "csv").output.split(separator: "\n")
    #expect(rows.count == 3)
    #expect(rows.dropFirst().allSatisfy { $0.contains(",studio-7,") })
    #expect(rows[1].hasPrefix("claimed,1,overcharged,") && !rows[1].contains("unconfirmed"))
    #expect(rows[2].hasPrefix("not proved,2,overcharged,") && rows[2].contains("unconfirmed"))
  }

  @Test func `an unnamed account is left open in the letter, and asked for`() throws {
    let made = try Self.tool([Self.overcharged]).run("claims", "new", "--period", "2026-05")
    #expect(made.output.contains("\n- Account: (the name or id of your PiAPI account)\n"))
    #expect(made.errors == "the account is unknown; name it with --account\n")
  }

  @Test(arguments: [unconfirmed, unseen])
  func `unproved differences alone are not claimed, and the message says how to resolve them`(
    task: TaskText
  ) throws {
    let tool = try Self.tool([task])
    let made = try tool.run(["claims", "new"] + Self.months)
    #expect(made.status == 0)
    #expect(
      made.errors.hasSuffix(
        "USD of 1 task is not proved; piledger reconcile shows how to settle it\n"))
    #expect(try Self.state(tool) == [])
  }

  @Test func `undercharges alone are not claimed`() throws {
    let result = try Self.tool([Self.undercharged]).run("claims", "new", "--period", "2026-05")
    #expect(result.status == 0)
    #expect(result.errors.contains("the net is -0.01 USD"))
  }

  @Test(arguments: [["show", "7"], ["sent", "7"]])
  func `a missing claim ends with 66`(arguments: [String]) throws {
    let result = try Self.tool().run(["claims"] + arguments)
    #expect(result.status == 66)
    #expect(result.errors == "piledger: 7: no such claim in the ledger; see piledger claims list\n")
  }

  @Test func `a claim needs a period`() throws {
    #expect(try Self.tool().run("claims", "new").status == 64)
  }

  @Test(arguments: ["=HYPERLINK(1)", "a|b", "<script>", "`rm`", "\u{202E}x"])
  func `a hostile name stays a name in letter and CSV`(name: String) throws {
    let card = """
      - { model: "*", task_type: "*", unit: image, usd: 0.01, source: contract,
          from: 2026-05-01, checked: 2026-05-01 }

      """
    let tool = try Tool()
    try tool.folder.write(card, to: "card.yaml")
    let task = TaskText.task { $0.model = name }
    try tool.run("import", "-", "--card", "card.yaml", input: task.envelope)
    let made = try tool.run(
      "claims", "new", "--period", "2026-05", "--card", "card.yaml", "-o", "claim")
    #expect(made.status == 0)
    let letter = try tool.folder.text(of: "claim/claim-1.md")
    let csv = try tool.folder.text(of: "claim/claim-1.csv")
    #expect(!letter.contains("<script") && !letter.contains("a|b") && !letter.contains("\u{202E}"))
    #expect(!csv.contains(",=") && csv.contains("seedream-5-lite"))
  }

  @Test(arguments: ["list", "new", "show", "sent", "accepted", "rejected"])
  func `every command on claims has an abstract and examples`(command: String) throws {
    let result = try Tool().run("claims", command, "--help", asOf: nil)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("EXAMPLES\n"))
    #expect(result.output.contains("piledger claims \(command)"))
  }
}
