import Foundation
import TestSupport
import Testing

/// The console blocks of README and the articles, typed one after another in a fresh home, show what
/// they say.
@Suite struct DocumentationConsoleTests {
  /// What an example needs that the user does not type before it.
  private struct Need {
    /// Lines to be typed first.
    var before = ""
    var environment: [String: String] = [:]
    /// The text of `piledger.yaml`.
    var configuration: String?
    /// The current time, if the example leaves that to the clock.
    var asOf: String?
    /// The width of a terminal that it is shown on.
    var columns: Int?
  }

  private static let needs: [String: Need] = [
    "piledger report daily --since 2026-02-16 --until 2026-02-22": Need(columns: 80),
    "piledger report model --by model      # 120 columns": Need(columns: 120),
    "piledger reconcile": Need(asOf: night),
    "piledger report keys": Need(asOf: night),
    "piledger report premiums": Need(asOf: night),
    "piledger wallet": Need(asOf: night),
    "piledger rates infer": Need(asOf: night),
    "piledger config show --origin": Need(
      environment: ["PIAPI_API_KEY": "key"],
      configuration: "db: /var/lib/piledger/ledger.db\n"),
    "piledger nightly --as-of 2026-02-28": Need(environment: [
      "PILEDGER_DB": "night/ledger.db", "PILEDGER_INBOX": "responses",
      "PILEDGER_REPORTS": "night/reports",
    ]),
    "piledger claims list": Need(
      before: """
        piledger claims new --period last-month --as-of \(night) -o claim \
        --account 'Studio Ltd, account 4711'
        """),
    "piledger report model --period 2026-02": Need(
      configuration: "db: ../demo/ledger.db\n" + settings("currency: EUR")),
  ]

  /// The settings of the blocks that start with a line.
  private static func settings(_ firstLine: String) -> String {
    let blocks = try? DocumentationBlock.different("yaml").filter { $0.lines.first == firstLine }
    return blocks?.map(\.text).joined() ?? ""
  }

  /// The night after the demo's month.
  private static let night = "2026-03-01T02:00:00Z"

  /// A command of a block with the lines that are shown below it.
  private struct Example {
    let place: String
    let command: String
    var shown: [String]
  }

  private static func examples() throws -> [Example] {
    try DocumentationBlock.all("console").flatMap { block in
      block.lines.filter { !$0.isEmpty }.reduce(into: [Example]()) { examples, line in
        if line.hasPrefix("$ ") {
          let command = String(line.dropFirst(2))
          examples.append(Example(place: block.place, command: command, shown: []))
        } else if !examples.isEmpty {
          examples[examples.count - 1].shown.append(line)
        }
      }
    }
  }

  @Test func `the documentation shows what the commands say, line by line`() throws {
    let tool = try Tool()
    try tool.linkBinary()
    let examples = try Self.examples().filter { $0.command != "piledger fetch" }
    #expect(examples.count > 25)
    // README shows the demo's output before the command that creates it.
    let demos = examples.filter { $0.command.hasPrefix("piledger demo ") }
    let others = examples.filter { !$0.command.hasPrefix("piledger demo ") }
    var said: [String: String] = [:]
    try Self.check(demos, said: &said, with: tool)
    try Self.check(others, said: &said, with: tool)
    let letters = try tool.shell("cat demo/claim/*.md", environment: tool.typicalEnvironment).output
    for block in try DocumentationBlock.all("markdown") {
      let missing = Self.firstMissing(of: block.lines, in: letters)
      #expect(missing == nil, "\(block.place)")
    }
  }

  /// Types the examples; one that is in README and in an article is typed once.
  private static func check(
    _ examples: [Example], said: inout [String: String], with tool: Tool
  ) throws {
    for example in examples {
      let text = try said[example.command] ?? Self.said(example, with: tool)
      said[example.command] = text
      guard let text else { continue }
      let missing = firstMissing(of: example.shown, in: text)
      #expect(missing == nil, "\(example.place): \(example.command) says:\n\(text)")
    }
  }

  /// What a command prints; nil if it is not installed.
  private static func said(_ example: Example, with tool: Tool) throws -> String? {
    // If hledger is missing, its own suite says so.
    let isMissing =
      example.command.hasPrefix("hledger ")
      && !FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger")
    guard !isMissing else { return nil }
    let need = needs[example.command] ?? Need()
    let environment = tool.typicalEnvironment.merging(need.environment) { $1 }
    // Every example runs in the folder of the demo, unless it has a configuration of its own.
    let folder = example.command.hasPrefix("piledger demo ") ? "." : "demo"
    if let text = need.configuration { try tool.folder.write(text, to: "own/piledger.yaml") }
    let place = "cd \(need.configuration == nil ? folder : "own") && "
    if !need.before.isEmpty { _ = try tool.shell(place + need.before, environment: environment) }
    var line = example.command.replacing("/tmp/demo", with: tool.folder.path("demo"))
    if let moment = need.asOf { line += " --as-of \(moment)" }
    if let columns = need.columns {
      let command = line.split(separator: "#")[0]
      line = "script -qec 'stty cols \(columns); \(command) --no-color' /dev/null"
    }
    line = place + line
    let result = try tool.shell(line, environment: environment)
    #expect(
      [0, 10, 12, 13, 14, 65].contains(result.status),
      "\(example.place): \(example.command): \(result.status): \(result.errors)")
    return (result.errors + result.output).replacing("\r\n", with: "\n").replacing(
      tool.folder.path("demo"), with: "/tmp/demo")
  }

  @Test func `the documentation shows what a fetch says, of all rows and of a gap`() throws {
    let examples = try Self.examples().filter { $0.command == "piledger fetch" }
    #expect(examples.count == 2)
    var scenario = TaskScenario(250)
    scenario.forget(scenario.ids.prefix(3))
    let first = try FetchingTool(scenario.scenario)
    scenario.scenario.faults = [StandInScenario.Fault(.emptyPage, page: 2, times: 1000)]
    let second = try FetchingTool(scenario.scenario, tool: first.tool)
    for (example, fetching) in zip(examples, [first, second]) {
      let result = try fetching.fetchTasks()
      let text = result.errors + result.output
      #expect(
        Self.firstMissing(of: example.shown, in: text) == nil, "\(example.place) says:\n\(text)")
    }
  }

  /// The first line that is not in a text, in order.
  ///
  /// `…` stands for any lines; at the end of a line, and in the lines below such a heading, for the
  /// rest of it.
  private static func firstMissing(of shown: [String], in text: String) -> String? {
    var rest = text.split(separator: "\n").map { trimmed(String($0)) }[...]
    var isCut = false
    for line in shown.map(trimmed) where line != "…" && !line.isEmpty {
      if line.hasSuffix("…") { isCut = true }
      let start = trimmed(line.hasSuffix("…") ? String(line.dropLast()) : line)
      guard let index = rest.firstIndex(where: { isCut ? $0.hasPrefix(start) : $0 == start })
      else { return line }
      rest = rest[(index + 1)...]
    }
    return nil
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
