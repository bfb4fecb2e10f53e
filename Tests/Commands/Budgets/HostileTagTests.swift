import TestSupport
import Testing

/// Tag names are arbitrary text: they cannot break a report in any format.
@Suite struct HostileTagTests {
  private static let examples = [
    "=cmd()", "<script>alert(1)</script>", "a|b", "`rm -rf /`", "one\ntwo", "\u{202E}live\u{202C}",
    "\u{1B}[31mred", "quote\"and,comma", String(repeating: "long ", count: 2000),
  ]

  private static func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  @Test(arguments: examples)
  func `a hostile value of a tag goes through every writer`(value: String) throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let line = "\(TaskText().taskID),\(Self.quoted("project=\(value)"))\n"
    #expect(try tool.run("tag", "-", input: line).status == 0)
    let report = { (format: String) in
      try tool.run("report", "--by", "tag:project", "-f", format, "-q").output
    }
    let csv = try report("csv")
    #expect(!csv.contains("\n=") && !csv.contains("\n=cmd"))
    #expect(csv.contains(value.contains("\"") ? "quote\"\"and" : String(value.prefix(6))))
    let markdown = try report("markdown")
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 4)
    #expect(!markdown.contains("<script") && !markdown.contains("\u{202E}"))
    let table = try report("table")
    #expect(!table.contains("\u{202E}") && !table.contains("\u{1B}"))
    #expect(table.split(separator: "\n").count == 6)
    #expect(try report("json").contains("\"tag:project\": "))
    #expect(try tool.run("doctor").status == 0)
  }

  @Test(arguments: examples.filter { !$0.contains(",") })
  func `a hostile key of a tag goes through every writer`(key: String) throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    // The key is what precedes the first equals sign.
    let name = key.split(separator: "=").joined()
    let line = "\(TaskText().taskID),\(Self.quoted("\(name)=v"))\n"
    #expect(try tool.run("tag", "-", input: line).status == 0)
    for format in ["csv", "markdown", "table", "json"] {
      let result = try tool.run("report", "--by", "tag:\(name)", "-f", format, "-q")
      #expect(result.status == 0)
      #expect(result.output.contains("v"))
      guard format != "json", format != "csv" else { continue }
      #expect(!result.output.contains("\u{202E}") && !result.output.contains("\u{1B}"))
      #expect(format == "table" || !result.output.contains("<script"))
    }
  }
}
