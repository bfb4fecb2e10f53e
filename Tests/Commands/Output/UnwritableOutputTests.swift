import Foundation
import TestSupport
import Testing

/// A result that could not be written ends in 73 with a line, whatever the command.
@Suite struct UnwritableOutputTests {
  /// How a command is called so that it has a result to write.
  struct Call: Sendable, CustomStringConvertible {
    let words: [String]
    /// What has to be done first.
    let before: [[String]]
    let description: String

    init(_ name: String, _ arguments: String..., before: [[String]] = []) {
      words = name.split(separator: " ").map(String.init) + arguments
      self.before = before
      description = name
    }
  }

  private static let newClaim = ["claims", "new", "--period", "2026-05"]
  private static let sentClaim = [newClaim, ["claims", "sent", "1"]]
  private static let april = "2026-04"

  /// One for every command: a command that is missing here fails a test.
  private static let calls = [
    Call(
      "rates confirm", "seedream/seedream-5-lite size=2K", "0.052", "--from", "2026-08-01",
      "--dry-run", "-o", "mine.yaml"),
    Call("nightly", "--json"), Call("import", "a.ndjson", "--reread"), Call("fetch", "--dry-run"),
    Call("reconcile"), Call("explain", TaskText().taskID), Call("report"), Call("tag", "tags.csv"),
    Call("budget"), Call("forecast", "--series", "series.csv"), Call("wallet show"),
    Call("wallet add-top-up", "2026-05-02", "7"), Call("wallet remove-top-up", "1"),
    Call("wallet add-charge", "2026-05-02", "7"),
    Call("wallet remove-charge", "1", before: [["wallet", "add-charge", "2026-05-01", "5"]]),
    Call("acknowledge"),
    Call("claims list"), Call("claims new", "--period", "2026-05"),
    Call("claims show", "1", before: [newClaim]), Call("claims sent", "1", before: [newClaim]),
    Call("claims accepted", "1", before: sentClaim),
    Call("claims rejected", "1", before: [newClaim]),
    Call("rates list"), Call("rates show", "seedream"), Call("rates history", "kling"),
    Call("rates explain", "request.json"), Call("rates lint"),
    Call("rates diff", "built-in", "card.yaml"),
    Call("rates whatif", "--card", "card.yaml"), Call("rates test"), Call("rates infer"),
    Call("quote", "request.json"), Call("close", april),
    Call("reopen", april, "--reason", "a test", before: [["close", april]]), Call("query"),
    Call("export focus"), Call("export hledger"), Call("export tasks"), Call("config show"),
    Call("config init", "new.yaml"), Call("backup", "copy.db"), Call("quarantine list"),
    Call("quarantine dismiss", "--all"), Call("forget", "--account", "studio"), Call("doctor"),
    Call("manual"), Call("status"), Call("month", april), Call("changes"), Call("schema"),
    Call("demo", "--folder", "demo"),
    Call("scale sql", "--engine", "duckdb", "--from", "a.ndjson", "--batch", "may"),
    Call("scale tasks", "--engine", "duckdb", "--from", "a.ndjson"),
    Call("scale check", "--tasks", "a.ndjson", "--lines", "lines.ndjson"),
  ]

  /// Other ways in which results are written.
  private static let furtherCalls = [
    Call("report month", april), Call("report model", "-f", "csv"), Call("report", "a.ndjson"),
    Call("query spend-by-day"), Call("query spend-by-day", "-f", "csv"), Call("query --schema"),
    Call("query --sql", "SELECT 1 AS one"), Call("wallet roll-forward"), Call("budget variance"),
    Call("rates infer --as-card"), Call("close", before: [["close", april]]),
    Call("export focus --lint", "focus.csv", before: [["export", "focus", "-o", "focus.csv"]]),
    Call("--help"), Call("--version"), Call("report --help"),
    Call("--generate-completion-script", "bash"),
  ]

  private struct Dump: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        let name: String
      }

      let names: [Name]?
    }

    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?

    func takes(_ flag: String) -> Bool {
      (arguments ?? []).contains { ($0.names ?? []).contains { $0.name == flag } }
    }

    /// The commands without subcommands, by the words that invoke them.
    func leaves(path: String = "") -> [String: Command] {
      let below = (subcommands ?? []).filter { $0.commandName != "help" }
      guard !below.isEmpty else { return [path: self] }
      return below.reduce(into: [:]) { leaves, child in
        let name = path.isEmpty ? child.commandName : "\(path) \(child.commandName)"
        leaves.merge(child.leaves(path: name)) { first, _ in first }
      }
    }
  }

  /// Every command, by the words that invoke it.
  private static let commands = Result {
    let text = try Tool().run("--experimental-dump-help", asOf: nil).output
    return try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command.leaves()
  }

  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func filled() throws -> Tool { try Tool(prepared.get()) }

  /// A ledger with a task, one to claim, a balance and a top-up, and files to ask about.
  private static func preparing() throws -> Tool {
    let tool = try Tool()
    let failed = TaskText.task {
      $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
      ($0.status, $0.output) = ("failed", "null")
    }
    try tool.folder.write(
      [TaskText().envelope, failed.envelope].joined(separator: "\n"), to: "a.ndjson")
    try tool.folder.write(UsageLineText.images, to: "lines.ndjson")
    try tool.folder.write(AccountText.answer(), to: "account.json")
    try tool.folder.write("\(TaskText().taskID),project=ads\n", to: "tags.csv")
    let days = (10...28).map { "a,2026-05-\($0),1\n" }.joined()
    try tool.folder.write("series_id,date,value\n\(days)", to: "series.csv")
    try tool.folder.write(
      #"{"model":"sora2","task_type":"sora2-video","input":{"duration":8}}"#, to: "request.json")
    try tool.folder.write(CardText.agreement, to: "card.yaml")
    try tool.folder.write(
      "budgets: [{ name: all, usd: 500, period: month }]\ninbox: [a.ndjson]\n",
      to: "piledger.yaml")
    try tool.run("import", "a.ndjson", "account.json")
    try tool.run("wallet", "add-top-up", "2026-05-01", "5")
    return tool
  }

  /// Runs a call whose stdout is full, or is closed if there is no such device.
  private static func expectFailure(of call: Call, adding flags: [String], asOf: Bool) throws {
    let tool = try filled()
    for words in call.before { try tool.run(words) }
    let isFull = tool.folder.device(.full, named: "full") != nil
    if !isFull { print("\(call): nodes of devices cannot be made here; stdout is closed instead") }
    let result = try tool.run(
      by: .shell(redirection: isFull ? "> full" : ">&-"),
      call.words + flags + (asOf ? ["--as-of", "2026-06-01T00:00:00Z"] : []),
      environment: [
        "PIAPI_API_KEY": "a-key", "PILEDGER_BASE_URL": "https://127.0.0.1:1",
        FetchingTool.clockVariable: "2026-06-01T00:00:00Z",
      ])
    let reason = isFull ? "No space left on device" : "Bad file descriptor"
    let line = "piledger: stdout: cannot be written: \(reason)"
    let words = (call.words + flags).joined(separator: " ")
    #expect(result.status == 73, "\(words): \(result.errors)")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.filter { $0 == line }.count == 1, "\(words): \(result.errors)")
  }

  @Test func `every command has a call here`() throws {
    #expect(Set(Self.calls.map(\.description)) == Set(try Self.commands.get().keys))
  }

  @Test(arguments: calls)
  func `a command whose result cannot be written ends with 73 and a line`(call: Call) throws {
    let command = try #require(try Self.commands.get()[call.description])
    let asOf = command.takes("as-of")
    try Self.expectFailure(of: call, adding: [], asOf: asOf)
    guard command.takes("json"), !call.words.contains("--json"), call.description != "fetch",
      !call.description.hasPrefix("export "),
      !["scale sql", "scale tasks"].contains(call.description)
    else { return }
    try Self.expectFailure(of: call, adding: ["--json"], asOf: asOf)
  }

  @Test(arguments: furtherCalls)
  func `other results that cannot be written end with 73 and a line`(call: Call) throws {
    try Self.expectFailure(of: call, adding: [], asOf: false)
  }

  @Test(arguments: [["report"], ["export", "tasks"], ["--help"]])
  func `a result for a stdout that is closed ends with 73, and touches no file`(
    words: [String]
  ) throws {
    let tool = try Self.filled()
    let before = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    let result = try tool.run(by: .shell(redirection: ">&- <&-"), words)
    #expect(result.status == 73)
    #expect(
      result.errors.hasSuffix("piledger: stdout: cannot be written: Bad file descriptor\n"))
    #expect(try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db"))) == before)
  }

  @Test(arguments: ["", "trap '' PIPE; "])
  func `a reader that goes away is not an error`(before: String) throws {
    let tool = try Self.filled()
    // Whether the signal of the closed pipe ends the tool, or is ignored.
    for words in [["rates", "list"], ["export", "tasks"]] {
      let result = try tool.run(by: .shell(before: before, redirection: "| true"), words)
      #expect(result.errors == "", "\(words)")
      #expect(result.status == 0, "\(words)")
    }
  }

  @Test func `a night whose JSON cannot be written is reported again`() throws {
    let tool = try Self.filled()
    try tool.folder.write("%PDF-1.4\n", to: "in/rows.pdf")
    let words = ["nightly", "--inbox", "in", "--json", "--as-of", "2026-06-02T00:00:00Z"]
    let lost = try tool.run(by: .shell(redirection: ">&-"), words)
    #expect(lost.status == 73)
    let again = try tool.run(by: .shell(), words)
    #expect(again.output.contains("piledger.nightly/1"))
    #expect(again.errors.contains("not read: in/rows.pdf: a PDF document\n"))
  }

  @Test func `only one place writes to stdout`() throws {
    let sources = TestFiles.names(under: "Sources/piledger", ending: ".swift")
    #expect(sources.count > 50)
    let writing = /STDOUT_FILENO|standardOutput|\bfputs\(|\bfwrite\(|\bputchar|(^|[^.\w])print\(/
    for source in sources where !source.hasSuffix("Output/Console.swift") {
      for line in try TestFiles.text(source).split(separator: "\n") {
        #expect(line.firstMatch(of: writing) == nil, "\(source): \(line)")
      }
    }
  }
}
