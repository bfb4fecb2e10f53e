import Foundation
import TestSupport
import Testing

/// What every report of a ledger with something of everything looks like in a narrow terminal.
@Suite struct TerminalWidthTests {
  private static let commands = [
    "reconcile", "changes --since 2026-03-10", "explain 00000000-0000-4000-9000-000000000001",
    "report daily", "report model", "report sku", "report daily --by day,model,size,verdict",
    "report month 2026-03", "report units", "report failures", "report retries", "report premiums",
    "report keys", "report unlogged", "report stuck", "report fixed", "budget", "budget variance",
    "budget months", "wallet", "wallet charges", "rates list --family seedream",
    "rates history kling", "rates infer", "acknowledge", "quarantine", "forecast",
    "query spend-by-size", "quote request.json",
  ]
  private static let settings = """
    budgets:
      - { name: all that the studio spends, usd: 10, period: month, from: 2026-01-01 }
    fixed_charges:
      - { name: seats of the studio, usd: 10, seats: 3, from: 2026-01-01 }

    """

  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.linkBinary()
    for (name, text) in FortnightOfAccount.files() {
      try tool.folder.write(text, to: "account/\(name)")
    }
    try tool.folder.write(FindingTaskCommandTests.changedPrice(), to: "account/changed.ndjson")
    let odd = [
      TaskText.task { ($0.consume, $0.taskID) = (400_000, "00000000-0000-4000-9000-000000000001") },
      TaskText.task { task in
        (task.status, task.output, task.errorCode) = ("failed", "null", 10_000)
        task.taskID = "00000000-0000-4000-9000-000000000002"
      },
      TaskText.task { ($0.model, $0.taskID) = ("aurora-9-of-the-north", "chatcmpl-Aa1Bb2") },
    ].map { task in
      var task = task
      (task.createdAt, task.endedAt) = ("2026-03-10T10:00:00Z", "2026-03-10T10:00:09Z")
      return task.envelope + "\n"
    }
    try tool.folder.write(odd.joined() + "{\"task_id\": \"cut off\n", to: "account/odd.ndjson")
    try tool.folder.write(settings, to: "piledger.yaml")
    try tool.folder.write(
      #"{"model":"seedream","task_type":"seedream-5-lite","input":{"size":"3K"}}"#,
      to: "request.json")
    try tool.run("import", "account", asOf: "2026-03-15")
    return tool
  }

  /// What the commands print in a terminal of a width, by command.
  private static func outputs(width: Int) throws -> [(command: String, lines: [Substring])] {
    let tool = try tool()
    let script = commands.map { "echo '== \($0)'\npiledger \($0) --no-color --as-of 2026-03-15\n" }
    try tool.folder.write(script.joined(), to: "all.sh")
    let result = try tool.shell(
      "script -qec 'stty cols \(width); sh all.sh' /dev/null < /dev/null",
      environment: tool.typicalEnvironment.merging(
        ["PILEDGER_DB": tool.folder.path("ledger.db")]) { $1 })
    return result.output.replacing("\r\n", with: "\n").components(separatedBy: "== ").dropFirst()
      .map { text in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (String(lines[0]), Array(lines.dropFirst()))
      }
  }

  private static let words = [
    "matched", "overcharged", "undercharged", "consistent", "inconsistent", "refunded", "penalty",
    "refund awaited", "refund due", "own account", "provisional", "stuck", "unpriced", "unmetered",
    "conflict", "other unit", "unlogged", "price changed", "only in history", "only in responses",
  ]

  /// Whether a cut name is a date, an amount, an id or a verdict.
  ///
  /// Whole words may be left out of a sentence, and the middle of a checksum.
  private static func isForbidden(_ cut: Substring) -> Bool {
    let parts = cut.components(separatedBy: "…")
    guard parts.count == 2, parts.contains(where: { !$0.isEmpty }), cut.count < 28 else {
      return false
    }
    if cut.contains(where: \.isNumber), cut.allSatisfy({ "…0123456789abcdef.,:TZ-".contains($0) }) {
      return true
    }
    return words.contains { $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[1]) }
  }

  @Test(arguments: [60, 80, 120])
  func `no line is wider than the terminal, and no date, amount, id or verdict is cut`(
    width: Int
  ) throws {
    let outputs = try Self.outputs(width: width)
    #expect(outputs.map(\.command) == Self.commands)
    for (command, lines) in outputs {
      #expect(lines.count > 1, "\(command)")
      for line in lines {
        // Commands and cards are to be copied, and so never wrapped.
        let isCopied = line.contains("piledger rates confirm") || line.hasPrefix("    quantity: ")
        #expect(isCopied || line.count <= width, "\(width) columns, \(command): \(line)")
        for name in line.split(separator: " ") where name.contains("…") {
          #expect(!Self.isForbidden(name), "\(width) columns, \(command): \(line)")
        }
      }
    }
  }
}
