import Foundation
import TestSupport
import Testing

/// README's console blocks, typed one after another in a fresh home, show what README shows.
@Suite struct ReadmeConsoleTests {
  /// What a block needs that README does not let the user type before it.
  private enum Need {
    /// A ledger, a provider or a terminal that is not the demo's: other tests show these outputs.
    case notTheDemo
    /// The settings of README's blocks on tags, fixed charges and budgets.
    case settings
    /// Lines to be typed first.
    case lines(String)
    /// Variables.
    case environment([String: String])
  }

  private static let needs: [String: Need] = [
    "piledger report daily --since 2026-02-16 --until 2026-02-22": .notTheDemo,
    "piledger report model --by model      # 120 columns": .notTheDemo,
    "piledger fetch": .notTheDemo,
    "piledger report keys": .notTheDemo,
    "piledger wallet": .notTheDemo,
    "piledger config show --origin": .notTheDemo,
    "piledger rates infer": .notTheDemo,
    "piledger nightly --as-of 2026-02-28": .environment([
      "PILEDGER_DB": "night/ledger.db", "PILEDGER_INBOX": "demo/responses",
      "PILEDGER_REPORTS": "night/reports",
    ]),
    "piledger claims list": .lines(
      """
      piledger claims new --period last-month --as-of 2026-03-02T00:00:00Z -o claim \
      --account 'Studio Ltd, account 4711'
      """),
    "piledger report --by tag:project,model --period 2026-02": .settings,
    "piledger budget --as-of 2026-02-24": .settings,
  ]

  /// A command of a block with the lines that README shows below it.
  private struct Example {
    let place: String
    let command: String
    var shown: [String]
  }

  private static func examples() throws -> [Example] {
    try ReadmeBlock.all("console").flatMap { block in
      block.lines.filter { !$0.isEmpty }.reduce(into: [Example]()) { examples, line in
        if line.hasPrefix("$ ") {
          let command = String(line.dropFirst(2))
          examples.append(Example(place: "README.md:\(block.line)", command: command, shown: []))
        } else if !examples.isEmpty {
          examples[examples.count - 1].shown.append(line)
        }
      }
    }
  }

  @Test func `README shows what the demo's commands say, line by line`() throws {
    let tool = try Tool()
    try tool.linkBinary()
    let examples = try Self.examples()
    #expect(examples.count > 25)
    for example in examples { try Self.check(example, with: tool) }
    let letters = try tool.shell("cat claim/*.md", environment: tool.typicalEnvironment).output
    for block in try ReadmeBlock.all("markdown") {
      let missing = Self.firstMissing(of: block.lines, in: letters)
      #expect(missing == nil, "README.md:\(block.line)")
    }
  }

  private static func check(_ example: Example, with tool: Tool) throws {
    var environment = tool.typicalEnvironment
    switch needs[example.command] {
    case .notTheDemo: return
    case .lines(let lines): _ = try tool.shell(lines, environment: environment)
    case .environment(let variables): environment.merge(variables) { $1 }
    case .settings:
      try tool.folder.write(try settings(), to: "piledger.yaml")
      // Rules that have changed tag the tasks at the next reconcile.
      _ = try tool.shell("piledger reconcile -q", environment: environment)
    case nil: break
    }
    defer { unlink(tool.folder.path("piledger.yaml")) }
    // Where hledger is missing, its own suite says so.
    let isMissing =
      example.command.hasPrefix("hledger ")
      && !FileManager.default.isExecutableFile(atPath: "/usr/bin/hledger")
    guard !isMissing else { return }
    let result = try tool.shell(
      example.command.replacing("/tmp/demo", with: tool.folder.path("demo")),
      environment: environment)
    #expect(
      [0, 10, 12, 13, 65].contains(result.status),
      "\(example.place): \(example.command): \(result.status): \(result.errors)")
    let said = (result.errors + result.output).replacing(
      tool.folder.path("demo"), with: "/tmp/demo")
    let missing = firstMissing(of: example.shown, in: said)
    #expect(missing == nil, "\(example.place): \(example.command) says:\n\(said)")
  }

  /// README's blocks that set tags, fixed charges and budgets.
  private static func settings() throws -> String {
    try ReadmeBlock.all("yaml").filter { block in
      ["tags:", "fixed_charges:", "budgets:"].contains(block.lines.first)
    }.map(\.text).joined()
  }

  /// The first line that is not in a text, in its place.
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
