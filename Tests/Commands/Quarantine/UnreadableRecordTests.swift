import Foundation
import TestSupport
import Testing

/// Nothing goes missing silently: unreadable records are counted exactly, and every report says so.
@Suite struct UnreadableRecordTests {
  private static let second = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"

  private static func task(_ id: String) -> String {
    TaskText.task { $0.taskID = id }.envelope
  }

  /// A task, and lines of a log in which no task can be read.
  private static func logged(lines: Int, _ line: (Int) -> String) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope + "\n", to: "good.ndjson")
    try tool.folder.write(
      (1...lines).map { line($0) + "\n" }.joined(), to: "app.log")
    return tool
  }

  static let lines: [@Sendable (Int) -> String] = [
    { "worker | \(UnreadableRecordTests.task(second)) \($0)" },
    { "[2026-05-03 10:00:\($0 % 60)] production.INFO: x \(UnreadableRecordTests.task(second)) " },
    { "2026-05-03T10:00:\($0 % 60)Z INFO {\"a\":1}" },
    { "\($0) lines" }, { _ in "[1,2" }, { _ in #"{"task_id":"cut o"# },
    { _ in #"{"task_id":"cut off","a":["# }, { _ in "{'task_id': 'x', 'b': [1, None]}" },
    { _ in #""a text of \"JSON\"""# }, { _ in "true story" }, { _ in "}" }, { _ in "]" },
    { _ in "," },
    { _ in "\u{1}\u{2}" }, { _ in "[1,2]" }, { _ in #"["a",{"b":"c"# }, { _ in "12" },
  ]

  @Test(arguments: 0..<UnreadableRecordTests.lines.count)
  func `each unreadable line is one record`(index: Int) throws {
    let tool = try Self.logged(lines: 45, Self.lines[index])
    let result = try tool.run("import", "good.ndjson", "app.log")
    #expect(
      result.output == "imported 1 task (1 new, 0 changed, 0 unchanged), 45 quarantined\n",
      "\(Self.lines[index](1))")
    #expect(result.status == 65)
    let listed = result.errors.split(separator: "\n")
    #expect(listed.count == 21)
    #expect(listed.first?.hasPrefix("piledger: app.log:1: could not be read: ") == true)
    #expect(listed.last == "piledger: … and 25 more records could not be read")
  }

  @Test(arguments: [
    ["report"], ["report", "monthly"], ["report", "model"], ["report", "sku"],
    ["report", "status"], ["report", "units"], ["report", "failures"], ["report", "retries"],
    ["report", "premiums"], ["report", "keys"], ["report", "stuck"], ["report", "anomalies"],
    ["report", "fixed"], ["report", "month", "2026-05"], ["reconcile"], ["budget"],
  ])
  func `every report says it next to its coverage`(arguments: [String]) throws {
    let tool = try Self.logged(lines: 30) { "worker | \($0)" }
    try tool.folder.write(
      "budgets: [{ name: all, usd: 100, period: month }]\n", to: "piledger.yaml")
    try tool.run("import", "good.ndjson", "app.log")
    let sentence = "30 of 31 records could not be read and are not included"
    for format in [[], ["-f", "markdown"]] {
      let output = try tool.run(arguments + format).output
      let text = output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains(sentence), "\(arguments + format): \(output)")
    }
    let json = try tool.run(arguments + ["--json"]).output.filter { !$0.isWhitespace }
    #expect(json.contains(#""records_unreadable":30,"records":31"#), "\(arguments): \(json)")
  }

  @Test func `a report from files says it as one from a ledger, and so does CSV, on stderr`() throws
  {
    let tool = try Self.logged(lines: 30) { "worker | \($0)" }
    let files = try tool.run("report", "status", "good.ndjson", "app.log")
    #expect(files.status == 65)
    #expect(files.output.contains("30 of 31 records could not be read and are not included"))
    try tool.run("import", "good.ndjson", "app.log")
    #expect(
      try tool.run("report", "status").output.split(separator: "\n").dropFirst(2)
        == files.output.split(separator: "\n").dropFirst(2))
    #expect(
      try tool.run("report", "-f", "csv").errors.contains("30 of 31 records could not be read"))
  }

  @Test func `a quiet import still names what was set apart`() throws {
    let tool = try Self.logged(lines: 2) { "worker | \($0)" }
    let result = try tool.run("import", "-q", "good.ndjson", "app.log")
    #expect(result.output == "")
    #expect(
      result.errors == """
        piledger: app.log:1: could not be read: not JSON: expected a value, found a letter
        piledger: app.log:2: could not be read: not JSON: expected a value, found a letter

        """)
    #expect(result.status == 65)
  }

  @Test func `a truncated array costs only its line`() throws {
    let tool = try Tool()
    try tool.folder.write(
      ["[1,2", TaskText().envelope, "[\(Self.task(Self.second))", Self.task(taskID(7))]
        .joined(separator: "\n") + "\n", to: "a.log")
    let result = try tool.run("import", "a.log")
    #expect(result.output == "imported 3 tasks (3 new, 0 changed, 0 unchanged), 2 quarantined\n")
  }

  @Test func `a night names what is new among it, once`() throws {
    let tool = try Tool()
    try tool.folder.write(
      "{\"task_id\":\n\(TaskText().envelope)\n", to: "inbox/a.log")
    let night = { (day: String) in
      try tool.run("nightly", "--inbox", "inbox", "--reports", "reports", asOf: day)
    }
    let first = try night("2026-06-01")
    #expect(first.status == 65)
    #expect(
      first.errors.contains(
        "import: inbox/a.log:1: could not be read and is not included: not JSON: "))
    // The log has grown, and its bad line is known.
    try tool.folder.write(
      "{\"task_id\":\n\(TaskText().envelope)\n\(Self.task(Self.second))\n", to: "inbox/a.log")
    let second = try night("2026-06-02")
    #expect(second.status == 0)
    #expect(second.errors == "")
    try tool.folder.write("one\ntwo\n", to: "inbox/b.log")
    #expect(
      try night("2026-06-03").errors.contains(
        "import: inbox/b.log: 2 records could not be read and are not included; the first is in "
          + "line 1: not JSON: expected a value, found a letter\n"))
    #expect(
      try tool.folder.text(of: "reports/latest/summary.md")
        .contains("3 of 5 records could not be read and are not included"))
  }

  private func taskID(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }
}
