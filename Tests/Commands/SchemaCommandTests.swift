import Foundation
import TestSupport
import Testing

/// What `--json` writes keeps to the schema that `piledger schema` shows.
@Suite struct SchemaCommandTests {
  private static let prepared = Result { try FolderContents(of: preparing().folder) }
  private static let sku = "seedream/seedream-5-lite size=2K"
  private static let asOf = "2026-05-05T12:00:00Z"

  /// A ledger with a matched, an overcharged and an unpriced task, one that could not be read, tags,
  /// budgets, history, two balances, a claim and an acknowledgement.
  private static func preparing() throws -> Tool {
    let tool = try Tool()
    let tasks = [
      TaskText(),
      TaskText.task {
        ($0.taskID, $0.consume) = ("8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71", 300_000)
      },
      TaskText.task { ($0.taskID, $0.model) = ("9a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f72", "aurora") },
    ]
    try tool.folder.write(
      tasks.map { $0.envelope + "\n" }.joined() + #"{"task_id":"#, to: "in/tasks.ndjson")
    try tool.folder.write(
      HistoryText.page { ($0.id, $0.taskID) = (42, "aa1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f73") },
      to: "in/history.json")
    for (time, balance) in [("20260504T020000Z", "10"), ("20260505T020000Z", "9.5")] {
      try tool.folder.write(
        AccountText.answer { $0.balance = balance }, to: "in/\(time)-account.json")
    }
    try tool.folder.write(
      "budgets: [{ name: all, usd: 1, period: month }]\n"
        + "tags: [{ tag: project=film, model: aurora }]\n"
        + "fixed_charges: [{ name: plan, usd: 80, seats: 1, from: 2026-05-01 }]\n",
      to: "piledger.yaml")
    try tool.folder.write(
      #"{"model":"sora2","task_type":"sora2-video","input":{"duration":8}}"#, to: "request.json")
    try tool.folder.write("examples: []\n", to: "same.yaml")
    try tool.folder.write("\(TaskText().taskID),project=ads\n", to: "tags.csv")
    try tool.run("import", "in")
    try tool.run("claims", "new", "--period", "2026-05", asOf: asOf)
    return tool
  }

  /// Each command with arguments that make it write something.
  private static let commands: [[String]] =
    [
      "daily", "monthly", "model", "sku", "status", "units", "failures", "retries", "premiums",
      "keys", "unlogged", "stuck", "anomalies", "fixed",
    ].map { ["report", $0] } + [
      ["report", "--by", "tag:project,model"], ["report", "month", "2026-05"], ["reconcile"],
      ["budget"], ["budget", "variance"], ["budget", "months"], ["acknowledge"],
      ["explain", TaskText().taskID], ["explain", "aa1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f73"],
      ["wallet"], ["wallet", "roll-forward"], ["wallet", "packs"], ["wallet", "top-ups"],
      ["wallet", "charges"], ["wallet", "tasks"], ["claims"], ["claims", "show", "1"],
      ["rates", "list"], ["rates", "list", "--evidence"], ["rates", "show", sku],
      ["rates", "history", "kling"], ["rates", "infer"], ["rates", "explain", "request.json"],
      ["rates", "diff", "built-in", "same.yaml"], ["rates", "whatif", "--card", "same.yaml"],
      ["rates", "lint"], ["rates", "test"], ["quote", "request.json"],
      ["rates", "confirm", sku, "0.052", "--from", "2026-05-01", "-o", "m.yaml", "--dry-run"],
      ["import", "in"], ["tag", "tags.csv"], ["quarantine", "list"],
      ["quarantine", "dismiss", "--all", "--dry-run"],
      ["forget", "--source", "in/20260504T020000Z-account.json", "--dry-run"],
      ["config", "show", "--origin"], ["doctor"], ["nightly"], ["query"], ["query", "--schema"],
      ["status"], ["changes"],
      ["explain", TaskText().taskID, "aa1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f73"],
      ["close"], ["close", "2026-04"], ["backup", "copy.db"], ["config", "init", "new.yaml"],
      ["claims", "sent", "1"], ["wallet", "add-top-up", "2026-05-04", "1"],
      ["wallet", "add-charge", "2026-05-04", "1"], ["rates", "list", "kling"],
      ["query", "spend-by-model"], ["query", "--sql", "SELECT 1 AS one, 'a' AS a, NULL AS n"],
    ]

  @Test(arguments: commands)
  func `what a command writes keeps to its schema, and has no member beside it`(
    words: [String]
  ) throws {
    let tool = try Tool(Self.prepared.get())
    let result = try tool.run(words + ["--json"], asOf: Self.asOf)
    guard !result.output.isEmpty else {
      // What there is nothing to say about is no output.
      Issue.record("\(words): no output; \(result.errors)")
      return
    }
    try Self.expectValid(result.output, words, tool)
  }

  @Test func `a forecast keeps to its schema`() throws {
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    for words in [["forecast"], ["forecast", "--by", "model", "--budget", "400"]] {
      let result = try tool.run(
        words + ["--db", "demo/ledger.db", "--json"], asOf: "2026-02-20T00:00:00Z")
      try Self.expectValid(result.output, words, tool)
    }
  }

  @Test func `a fetch keeps to its schema`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(3)))
    let result = try fetching.tool.run(
      "fetch", "--tasks", "none", "--json", environment: fetching.environment)
    try Self.expectValid(result.output, ["fetch"], fetching.tool)
  }

  private static func expectValid(_ output: String, _ words: [String], _ tool: Tool) throws {
    let envelope =
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
    let name = try #require(envelope["schema"] as? String)
    let schema = try tool.run(["schema", name], asOf: nil)
    #expect(schema.status == 0, "\(schema.errors)")
    let complaints = try SchemaValidator(schema.output).complaints(of: output)
    #expect(complaints == [], "\(words)")
  }

  @Test func `an output that is changed anywhere no longer fits`() throws {
    let tool = try Tool(Self.prepared.get())
    let output = try tool.run("reconcile", "--json").output
    let validator = try SchemaValidator(tool.run(["schema", "reconcile"], asOf: nil).output)
    #expect(try validator.complaints(of: output) == [])
    let changes = [
      (#""schema": "piledger.reconcile/1""#, #""schema": "piledger.reconcile/2""#),
      (#""generated_at": "2026"#, #""generated_at": "yesterday 2026"#),
      (#""tasks_checked": "#, #""tasks_checkd": "#), (#""statuses": ["#, #""statuses": [true, "#),
      (#""findings": {"#, #""findings": null, "finding": {"#),
      (#""billed_usd": "0"#, #""billed_usd": "$0"#), (#""kind": ""#, #""kind": 1, "sort": ""#),
    ]
    for (old, new) in changes {
      let range = try #require(output.firstRange(of: old), "\(old)")
      let changed = output.replacingCharacters(in: range, with: new)
      #expect(try validator.complaints(of: changed) != [], "\(new)")
    }
  }

  @Test func `every schema that a source names is listed`() throws {
    let listed = try Tool().run(["schema"], asOf: nil).output.split(separator: "\n")
      .dropFirst().map { String($0.prefix { $0 != " " }) }
    var named: Set<String> = []
    for path in TestFiles.names(under: "Sources/piledger", ending: ".swift")
    where !path.contains("/Schemas/") {
      for match in try TestFiles.text(path).matches(of: /"piledger\.([a-z._-]*)(\\\(.*?\))?\/1"/) {
        named.insert(String(match.1))
      }
    }
    #expect(named.count > 30)
    for name in named {
      // What follows in the name is interpolated.
      let isPrefix = name.isEmpty || name.hasSuffix(".") || name.hasSuffix("-")
      #expect(listed.contains { isPrefix ? $0.hasPrefix(name) : $0 == name }, "\(name)")
    }
  }

  @Test(arguments: ["reconcile", "piledger.reconcile", "piledger.reconcile/1"])
  func `a schema is found by its short and by its whole name`(name: String) throws {
    let result = try Tool().run(["schema", name], asOf: nil)
    #expect(result.output.contains(#""$schema": "https://json-schema.org/draft/2020-12/schema""#))
    #expect(result.output.contains(#""title": "piledger.reconcile/1""#))
  }

  @Test func `an unknown schema is a usage error that names the nearest`() throws {
    let result = try Tool().run(["schema", "reconcil"], asOf: nil)
    #expect(result.status == 64)
    #expect(result.errors.contains("reconcil: no such schema"))
    #expect(result.errors.contains("reconcile"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }
}
