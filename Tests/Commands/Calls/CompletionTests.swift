import Foundation
import TestSupport
import Testing

/// Shells offer what is in the ledger, and nothing that a shell could misread.
@Suite struct CompletionTests {
  private static let hostile = "$(touch owned)`touch owned`;touch owned"

  /// A ledger with a usual model and one whose name is made to be run.
  private static func prepared() throws -> Tool {
    let tool = try Tool()
    let lines = [
      TaskText().envelope,
      TaskText.task {
        $0.model = hostile
        $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f71"
      }.envelope,
    ]
    try tool.run("import", "-", input: lines.joined(separator: "\n") + "\n")
    return tool
  }

  /// The words that the tool offers as the shells' scripts ask for them.
  private static func offered(
    _ tool: Tool, _ command: [String], _ argument: String, _ words: [String]
  ) throws -> [String] {
    let last = words.last ?? ""
    let result = try tool.run(
      ["---completion"] + command + ["--", argument, "\(words.count - 1)", "\(last.count)"] + words,
      asOf: nil)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test func `a report's kinds come first, then months and files`() throws {
    let tool = try Self.prepared()
    let kinds = try Self.offered(tool, ["report"], "positional@0", ["piledger", "report", ""])
    #expect(kinds.starts(with: ["daily", "weekly", "monthly", "model"]))
    #expect(kinds.contains("month") && kinds.contains("ledger.db"))
    let months = try Self.offered(
      tool, ["report"], "positional@0", ["piledger", "report", "month", ""])
    #expect(months.starts(with: ["this-month", "last-month", "2026-05"]))
    let files = try Self.offered(
      tool, ["report"], "positional@0", ["piledger", "report", "model", "ledg"])
    #expect(files.allSatisfy { $0.hasPrefix("ledger.db") } && !files.isEmpty)
  }

  @Test func `periods and models are those of the ledger, and a hostile name is left out`() throws {
    let tool = try Self.prepared()
    let periods = try Self.offered(
      tool, ["report"], "--period", ["piledger", "report", "--period", ""])
    #expect(periods.contains("2026-05") && periods.contains("last-month"))
    let models = try Self.offered(
      tool, ["rates", "history"], "positional@0", ["piledger", "rates", "history", ""])
    #expect(models.contains("seedream") && models.contains("kling"))
    #expect(models.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_.\/+@-]+/) != nil })
  }

  @Test func `without a ledger, or with what is none, there is less to offer and no complaint`()
    throws
  {
    let tool = try Tool()
    let words = ["piledger", "report", "--period", ""]
    #expect(try Self.offered(tool, ["report"], "--period", words).contains("last-month"))
    try tool.folder.write("no ledger", to: "ledger.db")
    try tool.folder.write("colour: red\n", to: "piledger.yaml")
    #expect(try Self.offered(tool, ["report"], "--period", words).contains("last-month"))
    let models = try Self.offered(
      tool, ["rates", "history"], "positional@0", ["piledger", "rates", "history", ""])
    #expect(models.isEmpty || models.contains("kling"))
  }

  @Test(arguments: [
    ("piledger rep", "report"), ("piledger report mod", "model"),
    ("piledger report --period 2026-0", "2026-05"), ("piledger report --format mark", "markdown"),
    ("piledger query spend-by-d", "spend-by-day"), ("piledger rates history klin", "kling"),
  ])
  func `bash completes a line, and runs nothing that a name says`(
    line: String, word: String
  ) throws {
    let tool = try Self.prepared()
    try tool.linkBinary()
    try tool.folder.write(
      """
      source <(piledger --generate-completion-script bash)
      COMP_LINE='\(line)'
      COMP_WORDS=(\(line))
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_POINT=${#COMP_LINE}
      _piledger piledger "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """, to: "complete.bash")
    var environment = tool.typicalEnvironment
    environment["PILEDGER_DB"] = tool.folder.path("ledger.db")
    let result = try tool.shell("bash complete.bash", environment: environment)
    #expect(result.errors.isEmpty)
    #expect(result.output.split(separator: "\n").contains(Substring(word)), "\(result.output)")
    #expect(!tool.folder.names.contains("owned"))
  }
}
