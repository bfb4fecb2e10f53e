import Foundation
import TestSupport
import Testing

/// A command that writes, what it starts from, and how its repetition may end.
struct WritingCommand: Sendable, CustomTestStringConvertible {
  /// What is there before.
  enum Start: Hashable, Sendable {
    /// Answers of tasks and of the account, and no ledger.
    case files
    /// The same, and a ledger of them.
    case ledger
    /// A ledger of an earlier version.
    case earlier(version: Int)
  }

  let words: [String]
  var start = Start.ledger
  /// What runs before, once for all trials.
  var before: [[String]] = []
  /// How the command may end if it was completed before, other than as it ended then: as one that
  /// names what is gone, or is there already.
  var repeatedStatus: Int32?
  /// Whether it asks the provider.
  var fetches = false

  var name: String {
    words.joined(separator: " ") + (before.isEmpty && start == .files ? ", new" : "")
  }
  var testDescription: String { name }

  /// The options that every run needs: a backup takes no time.
  var asOf: String? { words[0] == "backup" ? nil : WritingCommand.asOf }
  static let asOf = "2026-03-01T02:00:00Z"

  private static let answers = ["responses", "account"]
  private static let night = [
    "nightly", "--inbox", "responses", "--inbox", "account", "--reports", "reports", "--no-fetch",
  ]
  private static let part = ["import", "responses/2026-02-01.ndjson"]

  static let all: [WritingCommand] = feed + booking + files + upkeep

  private static let feed: [WritingCommand] = [
    WritingCommand(words: ["import"] + answers, start: .files),
    WritingCommand(words: ["import"] + answers, start: .files, before: [part]),
    WritingCommand(
      words: ["import", "--tag", "source=all"] + answers, start: .files, before: [part]),
    WritingCommand(words: night, start: .files),
    WritingCommand(words: night, start: .files, before: [part]),
    WritingCommand(words: night),
    WritingCommand(words: ["fetch"], start: .files, fetches: true),
    WritingCommand(words: ["nightly", "--reports", "reports"], start: .files, fetches: true),
  ]

  private static let booking: [WritingCommand] = [
    WritingCommand(words: ["reconcile", "--card", "card.yaml"]),
    WritingCommand(words: ["tag", "tags.csv"]),
    WritingCommand(words: ["close", "2026-02"]),
    WritingCommand(
      words: ["reopen", "2026-02", "--reason", "new prices"], before: [["close", "2026-02"]],
      repeatedStatus: 64),
    WritingCommand(words: ["claims", "new", "--period", "2026-02", "-o", "claim/"]),
    WritingCommand(words: ["claims", "sent", "1"], before: [claim], repeatedStatus: 64),
    WritingCommand(
      words: ["claims", "rejected", "1"], before: [claim, ["claims", "sent", "1"]],
      repeatedStatus: 64),
    WritingCommand(words: ["wallet", "add-top-up", "2026-02-05", "7"], repeatedStatus: 64),
    WritingCommand(words: ["wallet", "add-charge", "2026-02-06", "3"], repeatedStatus: 64),
    WritingCommand(
      words: ["wallet", "remove-top-up", "1"],
      before: [["wallet", "add-top-up", "2026-02-05", "7"]],
      repeatedStatus: 66),
    WritingCommand(words: ["acknowledge", finding, "--reason", "agreed"]),
    WritingCommand(words: ["quarantine", "dismiss", "1"], repeatedStatus: 66),
    WritingCommand(words: ["forget", "--account", "studio"], repeatedStatus: 66),
  ]
  private static let claim = ["claims", "new", "--period", "2026-02"]
  /// A task in the history of which there is no answer.
  private static let finding = "yoqmutku"

  private static let files: [WritingCommand] = [
    WritingCommand(words: ["backup", "copy.db"]),
    WritingCommand(words: ["export", "tasks", "-o", "tasks.csv"]),
    WritingCommand(words: ["export", "focus", "-o", "focus.csv"]),
    WritingCommand(words: ["export", "hledger", "-o", "books.journal"]),
    WritingCommand(words: ["report", "model", "-o", "models.xlsx"]),
    WritingCommand(words: ["month", "2026-02", "-o", "month.html"]),
    WritingCommand(words: ["month", "2026-02", "-o", "month/"]),
    WritingCommand(
      words: ["rates", "confirm", "sora2/sora2-video", "0.5", "-o", "own.yaml"], repeatedStatus: 64),
  ]

  private static let upkeep: [WritingCommand] =
    [
      WritingCommand(words: ["doctor", "--rebuild-rollup"]),
      WritingCommand(words: ["doctor", "--repair", "new.db"], repeatedStatus: 73),
    ]
    + (1...5).map { WritingCommand(words: ["reconcile"], start: .earlier(version: $0)) }
}

/// Folders in which a command is tried.
struct Trial {
  let tool: Tool
  private let command: WritingCommand
  private let fetching: FetchingTool?

  init(_ command: WritingCommand) throws {
    self.command = command
    tool = try Trial.prepared(command)
    fetching = command.fetches ? try FetchingTool(Trial.provider, tool: tool) : nil
  }

  /// A provider with a history, and answers of tasks, one of which cannot be read.
  private static let provider: StandInScenario = {
    var scenario = TaskScenario(30).scenario
    scenario.pageRows = 10
    return scenario
  }()

  func run(_ faults: [String: String] = [:]) throws -> (result: Tool.Result, isKilled: Bool) {
    let process = try tool.start(
      command.words + (command.asOf.map { ["--as-of", command.fetches ? Trial.now : $0] } ?? []),
      environment: (fetching?.environment ?? [:]).merging(faults) { $1 })
    process.waitUntilExit()
    let result = Tool.Result(
      status: process.terminationStatus, output: try tool.folder.text(of: ".output"),
      errors: try tool.folder.text(of: ".errors"))
    return (result, process.terminationReason == .uncaughtSignal)
  }

  private static let now = "2026-06-01T00:00:00Z"

  /// The folder, prepared once for all trials of the same start.
  private static func prepared(_ command: WritingCommand) throws -> Tool {
    switch command.start {
    case .earlier(let version): return try OldLedger.tool(version: version)
    case .files where command.fetches: return try Tool()
    case .files: return try after(command.before, from: answers)
    case .ledger: return try after(command.before, from: ledger)
    }
  }

  private static func after(_ commands: [[String]], from contents: FolderContents) throws -> Tool {
    let tool = try Tool(contents)
    for words in commands { try tool.run(words, asOf: WritingCommand.asOf) }
    return tool
  }

  /// A month of a small account: of each day a few of the demonstration's tasks.
  private static let answers: FolderContents = {
    do {
      let (demo, tool) = (try Tool(), try Tool())
      try demo.run("demo", "--folder", "demo", asOf: nil)
      for name in try FileManager.default.contentsOfDirectory(
        atPath: demo.folder.path("demo/responses"))
      {
        let lines = try demo.folder.text(of: "demo/responses/\(name)").split(separator: "\n")
        let kept = name.hasPrefix("2") ? lines.prefix(linesADay) : lines[...]
        try tool.folder.write(kept.map { "\($0)\n" }.joined(), to: "responses/\(name)")
      }
      for name in ["account", "piledger.yaml"] {
        try FileManager.default.copyItem(
          atPath: demo.folder.path("demo/\(name)"), toPath: tool.folder.path(name))
      }
      try tool.folder.write(CardText.agreement, to: "card.yaml")
      return try FolderContents(of: tool.folder)
    } catch { fatalError("the answers cannot be prepared: \(error)") }
  }()
  private static let linesADay = 12

  private static let ledger: FolderContents = {
    do {
      let tool = try Tool(answers)
      try tool.run("import", "responses", "account", asOf: WritingCommand.asOf)
      let ids = try tool.run(
        "query", "--sql", "SELECT task_id FROM v_task ORDER BY 1 LIMIT 100", "-f", "csv",
        asOf: WritingCommand.asOf
      ).output.split(separator: "\n").dropFirst()
      try tool.folder.write(ids.map { "\($0),project=ads\n" }.joined(), to: "tags.csv")
      return try FolderContents(of: tool.folder)
    } catch { fatalError("the ledger cannot be prepared: \(error)") }
  }()

}

/// How a command ends that nothing disturbs, once and twice.
struct UndisturbedRun {
  let first: Tool.Result
  let calls: FaultyDisk.Counts
  private let second: Tool.Result
  private let dumps: [LedgerDump]
  private let command: WritingCommand

  /// What a run says of records that it could not read.
  private static let telling = "could not be read"

  init(_ command: WritingCommand) throws {
    self.command = command
    let trial = try Trial(command)
    let disk = try FaultyDisk(of: trial.tool)
    first = try trial.run(disk.counting).result
    calls = disk.counts
    let dump = try LedgerDump(of: trial.tool.folder)
    second = try trial.run().result
    dumps = [dump, try LedgerDump(of: trial.tool.folder)]
  }

  /// The statuses that the next run may have: that of a first run, or that of a second one if the
  /// first told all that it was to tell.
  func nextStatuses(after run: Tool.Result) -> Set<Int32> {
    let isTold = run.errors.contains(Self.telling) || run.output.contains(Self.telling)
    return Set(
      [first.status] + [command.repeatedStatus].compactMap(\.self) + (isTold ? [second.status] : [])
    )
  }

  /// In what a folder differs from one in which the command ran once, or twice.
  func differences(of tool: Tool) throws -> [String] {
    let dump = try LedgerDump(of: tool.folder)
    let differences = dumps.map { dump.differences(from: $0) }
    return differences.min { $0.count < $1.count } ?? []
  }
}
