import Foundation
import TestSupport
import Testing

/// What `explain` takes for a task or a finding, and what it says of several.
@Suite struct ExplainIDTests {
  private static let first = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"
  private static let second = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f71"
  private static let other = "7f3a0cff-0000-4000-8000-000000000001"
  private static let completion = "chatcmpl-Aa1Bb2"

  /// Two overcharged tasks whose ids differ in the last digit, one that is right, and one whose id is
  /// no UUID.
  private static func tool() throws -> Tool {
    let tool = try Tool()
    let tasks = [(first, 400_000), (second, 400_000), (other, 280_000), (completion, 280_000)]
    let input = tasks.map { id, consume in
      TaskText.task { ($0.taskID, $0.consume) = (id, consume) }.envelope
    }
    try tool.run("import", "-", input: input.joined(separator: "\n"))
    return tool
  }

  private static func findingID(in tool: Tool) throws -> String {
    let output = try tool.run("reconcile", "--json").output
    return try #require(output.firstMatch(of: /"id": "([k-z]{8})"/)).1.description
  }

  /// The ids of the tasks that a text explains, in order.
  private static func explained(_ text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("task ") }.map { String($0.dropFirst(5)) }
  }

  @Test(arguments: [
    ("7F3A0C1E-52D4-4B6F-9A11-0E6D8C2B4F70", first), ("7f3a0cf", other), ("7F3A0CFF-00", other),
    ("7f3a0cff0000400080000000", other), ("\"\(first)\",", first), ("'\(first)", first),
    (" \(second)\r", second), (completion, completion), ("chatcmpl-aa", completion),
    ("CHATCMPL-AA1BB2", completion),
  ])
  func `an id is taken in any case, by its first digits, and as spreadsheets quote it`(
    text: String, id: String
  ) throws {
    let result = try Self.tool().run("explain", text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(Self.explained(result.output) == [id])
  }

  @Test func `digits that several tasks begin with name all of them`() throws {
    let result = try Self.tool().run("explain", "7f3a0c1e")
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(
      result.errors
        == "piledger: 7f3a0c1e: 2 tasks begin with it: \(Self.first), \(Self.second)\n")
  }

  @Test(arguments: [
    ("7f3a0", Int32(64), "at least 6 of its first digits"),
    ("aaaaaaaa", 66, "no such task in the ledger"), ("kkkkkkkk", 66, "no such finding"),
    ("\u{1B}[31mred", 66, #"\u{1B}[31mred: no such task"#), ("", 64, "expected the id"),
  ])
  func `what names nothing says so`(text: String, status: Int32, message: String) throws {
    let result = try Self.tool().run("explain", text)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test(arguments: [
    "\(first)\r\n\(other)\r\n", "task_id\n\"\(first)\"\n\"\(other)\"\n", "\(first)\n\n\(other)",
    "\u{FEFF}\(first)\r\(other)", "day,task_id\r\n2026-05-04,\(first)\r\n2026-05-04,\(other)\r\n",
    #"["\#(first)", "\#(other)"]"#, "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70\n7f3a0cff\n",
    "\(first)\n\(other)\n\(first)\n",
  ])
  func `ids are read from stdin in any form, each once`(input: String) throws {
    let tool = try Self.tool()
    for arguments in [["explain", "-"], ["explain"]] {
      let result = try tool.run(arguments, input: input)
      #expect(result.status == 0, "\(result.errors)")
      #expect(Self.explained(result.output) == [Self.first, Self.other])
    }
    let none = try tool.run("explain", "-", input: "no ids here, none\n")
    #expect(none.status == 66)
    #expect(none.errors == "piledger: stdin: expected ids of tasks or findings, found none\n")
  }

  @Test func `the ids that reconcile writes can be piped into explain`() throws {
    let tool = try Self.tool()
    let csv = try tool.run("reconcile", "-f", "csv").output
    let result = try tool.run("explain", "-f", "csv", input: csv)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("task_id,source,model,status,created,"))
    #expect(lines[1].hasPrefix("\(Self.first),stdin:1,seedream / seedream-5-lite,completed,"))
    #expect(lines[1].contains(",400000,0.0400000,280000,0.0280000,"))
    #expect(lines[2].hasPrefix("\(Self.second),"))
  }

  @Test func `one that is unknown does not keep the others from being explained`() throws {
    let result = try Self.tool().run("explain", Self.first, "aaaaaaaa", Self.other)
    #expect(result.status == 66)
    #expect(Self.explained(result.output) == [Self.first, Self.other])
    #expect(
      result.errors
        == "piledger: aaaaaaaa: no such task in the ledger; import its file, or piledger fetch --ids\n"
    )
  }

  @Test func `JSON has an object for one task, and an array for several`() throws {
    let tool = try Self.tool()
    let object = { (arguments: [String]) throws -> [String: Any] in
      let output = try tool.run(["explain"] + arguments + ["--json"]).output
      return try #require(
        try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
    let one = try object([Self.first])
    #expect(one["schema"] as? String == "piledger.explain/1")
    #expect((one["data"] as? [String: Any])?["task_id"] as? String == Self.first)
    let several = try object([Self.first, Self.other])
    #expect(several["schema"] as? String == "piledger.explain.list/1")
    let ids = (several["data"] as? [[String: Any]])?.compactMap { $0["task_id"] as? String }
    #expect(ids == [Self.first, Self.other])
  }

  @Test func `a finding is explained by its amounts, what to do, and all of its tasks`() throws {
    let tool = try Self.tool()
    let id = try Self.findingID(in: tool)
    for text in [id, String(id.prefix(4)), id.uppercased()] {
      let result = try tool.run("explain", text)
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.output == """
          \(id)  overcharged, seedream/seedream-5-lite size=2K
            tasks     2, on 2026-05-04
            amount    billed 0.08, expected 0.056 USD
            variance  +0.024 USD
            action    claim the difference with piledger claims new, or add the billed price to your rate card if it is right
            \(Self.first)
            \(Self.second)

          """)
    }
    let json = try tool.run("explain", id, "--json").output
    #expect(json.contains(#""kind": "overcharged""#))
    #expect(json.contains("\"\(Self.second)\""))
    let csv = try tool.run("explain", id, "-f", "csv").output
    #expect(csv.hasSuffix("\(Self.first) \(Self.second)\n"))
    let markdown = try tool.run("explain", id, Self.other, "-f", "markdown").output
    #expect(markdown.contains("## Finding \(id)\n"))
    #expect(markdown.contains("  - \(Self.second)\n"))
    #expect(markdown.contains("## Task \(Self.other)\n"))
    #expect(try tool.run("explain", id, Self.other, "-f", "csv").status == 64)
  }

  @Test func `people are shown the first three tasks of a finding, and the command for the rest`()
    throws
  {
    let tool = try Tool()
    let ids = (1...5).map { "00000000-0000-4000-8000-00000000000\($0)" }
    let input = ids.reversed().map { id in
      TaskText.task { ($0.taskID, $0.consume) = (id, 400_000) }.envelope
    }
    try tool.run("import", "-", input: input.joined(separator: "\n"))
    let id = try Self.findingID(in: tool)
    let shown = ids.prefix(3).joined(separator: ", ")
    let rest = "; all 5 tasks: piledger explain \(id)"
    #expect(try tool.run("reconcile").output.contains("  task ids  \(shown)\(rest)\n"))
    #expect(try tool.run("reconcile", "-f", "markdown").output.contains("\(shown)\(rest)"))
    #expect(
      try tool.run("reconcile", "-f", "csv").output.contains(ids.joined(separator: " ") + "\n"))
    let json = try tool.run("reconcile", "--json").output
    for id in ids { #expect(json.contains("\"\(id)\"")) }
  }
}
