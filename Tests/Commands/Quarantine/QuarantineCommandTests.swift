import Foundation
import TestSupport
import Testing

@Suite struct QuarantineCommandTests {
  private static func tool(_ records: String...) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(records.joined(separator: "\n") + "\n", to: "app.log")
    try tool.run("import", "app.log")
    return tool
  }

  private static func report(_ tool: Tool) throws -> String {
    let lines = try tool.run("report", "status").output.split(separator: "\n")
    return lines.first { $0.hasPrefix("Checked ") }.map { String($0) } ?? ""
  }

  @Test func `the list has place, reason, and what is kept`() throws {
    let tool = try Self.tool(
      TaskText().envelope, #"{"task_id":"t","task_info":{"prompt":"a quiet harbor"}}"#,
      "worker | \(BrokenAnswer.text())")
    let list = try tool.run("quarantine", "list", "-f", "csv")
    let lines = list.output.split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[0] == "id,source,line,byte,records,dismissed,reason,kept,sha256")
    #expect(
      lines[1].hasPrefix(
        #"1,app.log,2,643,1,0,"legacy shape: image toolkit v2 (task_info, task_result), "#
          + #"whose credits have another unit","{task_id: text, task_info: {prompt: text}}","#))
    #expect(
      lines[2].hasPrefix(
        #"2,app.log,3,708,1,0,"\#(BrokenAnswer.message)","broken JSON, 27 bytes","#))
    #expect(list.status == 0)
    #expect(try tool.run("quarantine", "--source", "b.log").output == "none\n")
    #expect(
      try tool.run("query", "quarantine-by-reason", "-f", "csv").output
        .contains(#""\#(BrokenAnswer.reason)",1,app.log"#))
  }

  @Test func `what is dismissed is in no report, and stays so when the file is read again`() throws
  {
    let tool = try Self.tool(
      TaskText().envelope, BrokenAnswer.text(1), BrokenAnswer.text(2), BrokenAnswer.text(3))
    #expect(
      try Self.report(tool).hasSuffix("; 3 of 4 records could not be read and are not included"))
    #expect(
      try tool.run("quarantine", "dismiss", "1", "--dry-run").output == "would dismiss 1 record\n")
    #expect(try Self.report(tool).contains("; 3 of 4 records"))
    #expect(try tool.run("quarantine", "dismiss", "1", "3").output == "dismissed 2 records\n")
    #expect(
      try Self.report(tool).hasSuffix("; 1 of 4 records could not be read and is not included"))
    let again = try tool.run("import", "--reread", "app.log")
    #expect(
      again.output == "imported 0 new tasks from 1 record (1 repeat), "
        + "1 quarantined (1 already known), 2 dismissed\n")
    #expect(try Self.report(tool).contains("; 1 of 4 records"))
    #expect(
      try tool.run("quarantine", "dismiss", "--all", "--json").output
        .filter { !$0.isWhitespace }.contains(#""data":{"ids":[2],"records":1}"#))
    #expect(!(try Self.report(tool).contains("could not be read")))
    #expect(try tool.run("import", "--reread", "app.log").status == 0)
    let dismissed = try tool.run("quarantine", "--dismissed", "-f", "csv").output
    #expect(dismissed.split(separator: "\n").count == 4)
  }

  @Test func `dismissing a source includes the records that are only counted`() throws {
    let tool = try Tool()
    let lines = (1...101).map { BrokenAnswer.text($0) + "\n" }
    try tool.folder.write(lines.dropLast().joined(), to: "app.log")
    try tool.folder.write(BrokenAnswer.text(0) + "\n", to: "b.log")
    try tool.run("import", "app.log", "b.log")
    #expect(
      try tool.run("quarantine", "dismiss", "--source", "app.log").output
        == "dismissed 100 records\n")
    #expect(try Self.report(tool).contains("; 1 of 101 records"))
    // The log has grown by an answer that cannot be read.
    try tool.folder.write(lines.joined(), to: "app.log")
    let grown = try tool.run("import", "app.log")
    #expect(
      grown.output == "imported 0 new tasks from 0 records, 1 quarantined, "
        + "100 dismissed\n")
    #expect(try Self.report(tool).contains("; 2 of 102 records"))
  }

  @Test(arguments: [
    (["dismiss"], 64), (["dismiss", "1", "--all"], 64), (["dismiss", "99"], 66),
    (["dismiss", "--source", "none.log"], 66), (["dismiss", "x"], 64),
  ])
  func `what makes no sense is refused`(arguments: [String], status: Int) throws {
    let tool = try Self.tool(BrokenAnswer.text())
    #expect(Int(try tool.run(["quarantine"] + arguments).status) == status)
    #expect(try Self.report(tool).contains("; 1 of 1 record could not be read"))
  }

  @Test func `a repaired file that is imported again has nothing in quarantine`() throws {
    let tool = try Self.tool(TaskText().envelope, BrokenAnswer.text(), #"{"task_id":"#)
    try tool.folder.write(TaskText().envelope + "\n", to: "app.log")
    #expect(try tool.run("import", "app.log").status == 0)
    #expect(try tool.run("quarantine").output == "none\n")
    #expect(!(try Self.report(tool).contains("could not be read")))
  }

  @Test func `what is left of it in a repaired file keeps its number`() throws {
    let tool = try Self.tool(TaskText().envelope, BrokenAnswer.text(1), BrokenAnswer.text(2))
    try tool.folder.write("\(TaskText().envelope)\n\n\n\(BrokenAnswer.text(2))\n", to: "app.log")
    try tool.run("import", "app.log")
    let lines = try tool.run("quarantine", "-f", "csv").output.split(separator: "\n")
    #expect(lines.dropFirst().map { $0.prefix(12) } == ["2,app.log,4,"])
  }

  @Test func `a log that takes another one's name removes nothing of it`() throws {
    let tool = try Self.tool(TaskText().envelope, BrokenAnswer.text())
    let other = TaskText.task { $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71" }.envelope
    try tool.folder.write(other + "\n", to: "app.log")
    #expect(try tool.run("import", "app.log").status == 0)
    #expect(try Self.report(tool).contains("; 1 of 3 records"))
  }

  @Test func `the content of one input stays when another comes through standard input`() throws {
    let tool = try Tool()
    for number in [1, 2, 2] { try tool.run("import", "-", input: BrokenAnswer.text(number) + "\n") }
    #expect(try Self.report(tool).contains("; 2 of 2 records"))
  }
}
