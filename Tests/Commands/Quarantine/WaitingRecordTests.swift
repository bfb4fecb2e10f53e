import Foundation
import TestSupport
import Testing

/// A half-written last line waits for its rest.
@Suite struct WaitingRecordTests {
  private static let first = TaskText().envelope + "\n"
  private static let second =
    TaskText.task { $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71" }.envelope + "\n"
  private static let half = String(second.prefix(200))
  private static let waiting =
    "imported 1 new task from 1 record, 0 quarantined, "
    + "1 incomplete last record\n"

  private static func tool(_ text: String = first + half) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(text, to: "app.log")
    return tool
  }

  @Test func `it is not a reject, and is read when the file has grown`() throws {
    let tool = try Self.tool()
    let result = try tool.run("import", "app.log")
    #expect(result.output == Self.waiting)
    #expect(result.errors == "")
    #expect(result.status == 0)
    #expect(!(try tool.run("report").output.contains("could not be read")))
    try tool.folder.write(Self.first + Self.second, to: "app.log")
    let grown = try tool.run("import", "app.log")
    #expect(grown.output == "imported 1 new task from 2 records (1 repeat), 0 quarantined\n")
    #expect(grown.status == 0)
    #expect(try tool.run("quarantine").output == "none\n")
  }

  @Test(arguments: [[], ["--reread"]])
  func `if the file is unchanged at the next import, it is a reject`(
    arguments: [String]
  ) throws {
    let tool = try Self.tool()
    try tool.run("import", "app.log")
    let again = try tool.run(["import", "app.log"] + arguments)
    #expect(again.output == "imported 0 new tasks from 1 record (1 repeat), 1 quarantined\n")
    #expect(
      again.errors == "piledger: app.log:2: could not be read: not JSON: the value ends in the "
        + "middle, at byte 200 of the record\n")
    #expect(again.status == 65)
    #expect(try tool.run("report").output.contains("1 of 2 records could not be read"))
    #expect(
      try tool.run("import", "app.log").output
        == "imported 0 new tasks from 0 records, 0 quarantined, "
        + "1 file imported before\n")
    // Its rest came late.
    try tool.folder.write(Self.first + Self.second, to: "app.log")
    #expect(try tool.run("import", "app.log").status == 0)
    #expect(!(try tool.run("report").output.contains("could not be read")))
  }

  @Test func `a file that was only touched counts as unchanged`() throws {
    let tool = try Self.tool()
    try tool.run("import", "app.log")
    try tool.folder.write(Self.first + Self.half, to: "app.log")
    #expect(try tool.run("import", "app.log").status == 65)
  }

  @Test func `a copy of such a file waits under its own name`() throws {
    let tool = try Self.tool()
    try tool.run("import", "app.log")
    try tool.folder.write(Self.first + Self.half, to: "copy.log")
    let copy = try tool.run("import", "copy.log")
    #expect(copy.output.hasSuffix("0 quarantined, 1 incomplete last record\n"))
    #expect(copy.status == 0)
  }

  @Test(arguments: ["\n", " \n\n"])
  func `a complete line does not wait`(end: String) throws {
    let tool = try Self.tool(Self.first + Self.half + end)
    #expect(try tool.run("import", "app.log").status == 65)
  }

  @Test func `standard input never grows`() throws {
    let result = try Tool().run("import", "-", input: Self.first + Self.half)
    #expect(result.output == "imported 1 new task from 1 record, 1 quarantined\n")
    #expect(result.status == 65)
  }

  @Test func `an array that is being written waits too`() throws {
    let tool = try Self.tool("[\n\(Self.first.dropLast()),\n\(Self.half)")
    #expect(try tool.run("import", "app.log").output == Self.waiting)
    try tool.folder.write("[\n\(Self.first.dropLast()),\n\(Self.second)]", to: "app.log")
    #expect(
      try tool.run("import", "app.log").output
        == "imported 1 new task from 2 records (1 repeat), 0 quarantined\n")
  }

  @Test func `it is reported on request, and in JSON`() throws {
    let tool = try Self.tool()
    #expect(
      try tool.run("import", "-v", "--dry-run", "app.log").errors.contains(
        "app.log:2: the last record is incomplete, and waits for its rest\n"))
    let json = try tool.run("import", "--json", "app.log").output.filter { !$0.isWhitespace }
    #expect(json.contains(#""quarantined":0"#) && json.contains(#""waiting":1"#))
  }

  @Test func `a report from the file waits as an import does`() throws {
    let result = try Self.tool().run("report", "status", "app.log")
    #expect(result.status == 0)
    #expect(result.errors == "")
  }

  @Test func `nights over a log that grows are silent`() throws {
    let tool = try Tool()
    for night in 1...4 {
      let lines = (1...night).map { number in
        TaskText.task { $0.taskID = "00000000-0000-4000-8000-00000000000\(number)" }.envelope
      }
      try tool.folder.write(
        lines.joined(separator: "\n") + "\n" + Self.half, to: "inbox/app.log")
      let result = try tool.run(
        "nightly", "--inbox", "inbox", "--reports", "reports", asOf: "2026-06-0\(night)")
      #expect(result.errors == "")
      #expect(result.status == 0)
    }
    #expect(try tool.run("quarantine").output == "none\n")
  }
}
