import Foundation
import TestSupport
import Testing

/// Nothing goes missing silently: unreadable records are counted exactly, and every report says so;
/// lines that hold none are counted too.
@Suite struct UnreadableRecordTests {
  private static let second = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"

  private static func task(_ id: String) -> String {
    TaskText.task { $0.taskID = id }.envelope
  }

  /// A task, and lines of a log.
  private static func logged(lines: Int, _ line: (Int) -> String) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope + "\n", to: "good.ndjson")
    try tool.folder.write(
      (1...lines).map { line($0) + "\n" }.joined(), to: "app.log")
    return tool
  }

  private static let withoutID = TaskText().bare.replacing(
    #""task_id":"\#(TaskText().taskID)","#, with: "")

  static let brokenAnswers: [@Sendable (Int) -> String] = [
    { BrokenAnswer.text($0) }, { "worker | \(BrokenAnswer.text($0)) \($0)" },
    { "[2026-05-03 10:00:\($0 % 60)] production.INFO: x \(BrokenAnswer.beyondLimit(by: 1)) " },
    { "\($0),\"\(BrokenAnswer.text($0).replacing("\"", with: "\"\""))\"" },
    { _ in #"{"task_id":"cut o"# }, { _ in #"{"task_id":"cut off","a":["# },
    { _ in "{'task_id': 'x', 'model': 'm', 'status': 'y', 'b': [1, None]}" },
    { #"level=info msg="got {\"task_id\":oops}" number=\#($0)"# },
    { #"{"level":"info","body":\#(BrokenAnswer.beyondLimit(by: 1)),"number":\#($0)}"# },
    { _ in withoutID }, { "INFO \($0) got \(withoutID)" },
  ]

  @Test(arguments: 0..<UnreadableRecordTests.brokenAnswers.count)
  func `each answer that cannot be read is one record`(index: Int) throws {
    let tool = try Self.logged(lines: 45, Self.brokenAnswers[index])
    let result = try tool.run("import", "good.ndjson", "app.log")
    #expect(
      result.output == "imported 1 new task from 1 record, 45 quarantined\n",
      "\(Self.brokenAnswers[index](1))")
    #expect(result.status == 65)
    let listed = result.errors.split(separator: "\n")
    #expect(listed.count == 21)
    #expect(listed.first?.hasPrefix("piledger: app.log:1: could not be read: ") == true)
    #expect(listed.last == "piledger: … and 25 more records could not be read")
  }

  static let others: [@Sendable (Int) -> String] = [
    { "worker | line \($0)" }, { "2026-05-03T10:00:\($0 % 60)Z INFO {\"a\":1}" }, { "\($0) lines" },
    { _ in "[1,2" }, { _ in #""a text of {\"task_id\":oops}""# }, { _ in "true story" },
    { _ in "}" }, { _ in "\u{1}\u{2}" }, { _ in "[1,2]" }, { _ in #"["a",{"b":"c"# }, { _ in "12" },
    { _ in "{oops}" }, { #"{"code":500,"message":"error \#($0)"}"# },
    { #"{"event":"refill","amount":\#($0)}"# },
    { #"{"model":"seedream","task_type":"seedream-5-lite","input":{"seed":\#($0)}}"# },
    { #"{"task_id":"\#($0)","model":"seedream"}"# },
  ]

  @Test(arguments: 0..<UnreadableRecordTests.others.count)
  func `lines that hold no record are counted, and named where a source has nothing else`(
    index: Int
  ) throws {
    let tool = try Self.logged(lines: 45, Self.others[index])
    let result = try tool.run("import", "good.ndjson", "app.log")
    #expect(
      result.output == "imported 1 new task from 1 record, 0 quarantined; "
        + "45 of 46 lines hold no PiAPI record\n", "\(Self.others[index](1))")
    #expect(
      result.errors.hasPrefix("piledger: app.log: no PiAPI record in 45 lines: "))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.status == 0)
    #expect(try tool.run("quarantine").output == "none\n")
    #expect(!(try tool.run("report").output.contains("could not be read")))
  }

  @Test(arguments: ["", "[]\n[ ][\n]\n", "]\n", ",\n\n"])
  func `what holds no text is not counted`(text: String) throws {
    let tool = try Tool()
    try tool.folder.write(text, to: "app.log")
    let result = try tool.run("import", "app.log")
    #expect(result.output == "imported 0 new tasks from 0 records, 0 quarantined\n")
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  @Test func `lines around records are counted, and not named`() throws {
    let tool = try Tool()
    let lines = ["started", TaskText().envelope, #"{"level":"info"}"#, "stopped"]
    try tool.folder.write(lines.joined(separator: "\n") + "\n", to: "app.log")
    let result = try tool.run("import", "app.log", "--json")
    #expect(result.output.contains(#""lines_without_record": 3"#))
    #expect(result.errors == "")
    #expect(
      try tool.run("import", "--reread", "app.log").output
        == "imported 0 new tasks from 1 record (1 repeat), 0 quarantined; "
        + "3 of 4 lines hold no PiAPI record\n")
  }

  @Test(arguments: [
    ["report"], ["report", "monthly"], ["report", "model"], ["report", "sku"],
    ["report", "status"], ["report", "units"], ["report", "failures"], ["report", "retries"],
    ["report", "premiums"], ["report", "keys"], ["report", "stuck"], ["report", "anomalies"],
    ["report", "fixed"], ["report", "month", "2026-05"], ["reconcile"], ["budget"],
  ])
  func `every report says it next to its coverage`(arguments: [String]) throws {
    let tool = try Self.logged(lines: 30) { BrokenAnswer.text($0) }
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
    let tool = try Self.logged(lines: 30) { BrokenAnswer.text($0) }
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
    let tool = try Self.logged(lines: 2) { "worker | \(BrokenAnswer.text($0))" }
    let result = try tool.run("import", "-q", "good.ndjson", "app.log")
    #expect(result.output == "")
    #expect(
      result.errors == """
        piledger: app.log:1: could not be read: \(BrokenAnswer.message)
        piledger: app.log:2: could not be read: \(BrokenAnswer.message)

        """)
    #expect(result.status == 65)
  }

  @Test func `a truncated array costs only its line`() throws {
    let tool = try Tool()
    try tool.folder.write(
      ["[{\"task_id\":1,", TaskText().envelope, "[\(Self.task(Self.second))", Self.task(taskID(7))]
        .joined(separator: "\n") + "\n", to: "a.log")
    let result = try tool.run("import", "a.log")
    #expect(result.output == "imported 3 new tasks from 3 records, 2 quarantined\n")
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
    try tool.folder.write("\(BrokenAnswer.text(1))\n\(BrokenAnswer.text(2))\n", to: "inbox/b.log")
    #expect(
      try night("2026-06-03").errors.contains(
        "import: inbox/b.log: 2 records could not be read and are not included; the first is in "
          + "line 1: \(BrokenAnswer.message)\n"))
    #expect(
      try tool.folder.text(of: "reports/latest/summary.md")
        .contains("3 of 5 records could not be read and are not included"))
  }

  @Test func `a night names a source without records, and goes on`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "inbox/a.log")
    try tool.folder.write("started\nstopped\n", to: "inbox/b.log")
    let night = { (day: String) in
      try tool.run("nightly", "--inbox", "inbox", "--reports", "reports", asOf: day)
    }
    let first = try night("2026-06-01")
    #expect(
      first.errors.contains("import: inbox/b.log: no PiAPI record in 2 lines: "))
    #expect(first.status == 0)
    #expect(try night("2026-06-02").errors == "")
  }

  private func taskID(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }
}
