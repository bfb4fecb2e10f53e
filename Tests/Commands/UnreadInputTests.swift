import Foundation
import GRDB
import TestSupport
import Testing

/// What cannot be read is named, and does not stop anything else.
@Suite struct UnreadInputTests {
  private static func id(_ number: Int) -> String {
    "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f7\(number)"
  }

  /// A folder with three files of one task each, the second of which cannot be opened.
  private static func tool() throws -> Tool {
    let tool = try Tool()
    for (number, name) in ["a.ndjson", "b.ndjson", "z.ndjson"].enumerated() {
      try tool.folder.write(
        TaskText.task { $0.taskID = id(number) }.envelope, to: "in/\(name)")
    }
    chmod(tool.folder.path("in/b.ndjson"), 0)
    chmod(tool.folder.path, 0o777)
    return tool
  }

  @Test(
    .enabled(if: Tool.Runner.canBecomeOtherUser, "only root may become another user"),
    arguments: [["import", "in"], ["report", "in", "-f", "csv"], ["nightly", "--inbox", "in"]])
  func `a file without rights is named, the others are read, and the status is 66`(
    words: [String]
  ) throws {
    let tool = try Self.tool()
    for _ in 0..<2 {
      let result = try tool.run(by: .otherUser, words)
      #expect(result.status == 66, "\(words)")
      #expect(result.errors.contains("in/b.ndjson: cannot be opened: Permission denied\n"))
      if words[0] == "report" { #expect(result.output.contains("2026-05-04,2,2,")) }
    }
    guard words[0] != "report" else { return }
    let report = try tool.run("report", "-f", "csv", "-q")
    #expect(report.output.contains("2026-05-04,2,2,"))
    chmod(tool.folder.path("in/b.ndjson"), 0o644)
    let healed = try tool.run(by: .otherUser, words)
    #expect(healed.status == 0, "\(healed.errors)")
    #expect(try tool.run("report", "-f", "csv", "-q").output.contains("2026-05-04,3,3,"))
  }

  @Test(.enabled(if: Tool.Runner.canBecomeOtherUser, "only root may become another user"))
  func `a folder without rights is named, and the rest is read`() throws {
    let tool = try Self.tool()
    try tool.folder.write(TaskText().envelope, to: "in/closed/c.json")
    chmod(tool.folder.path("in/closed"), 0)
    defer { chmod(tool.folder.path("in/closed"), 0o700) }
    let result = try tool.run(by: .otherUser, "import", "in", "--json")
    #expect(result.status == 66)
    #expect(result.errors.contains("piledger: in/closed: cannot be listed: Permission denied\n"))
    #expect(result.output.contains(#""path": "in/closed""#))
    #expect(result.output.contains(#""reason": "cannot be listed: Permission denied""#))
  }

  @Test(arguments: [["import"], ["report"]])
  func `a file whose bytes cannot be read is named and not imported`(words: [String]) throws {
    let tool = try Self.tool()
    // Its first page is not mapped in the process: reading it is a system error.
    let broken = "/proc/self/mem"
    let result = try tool.run(words + ["in/a.ndjson", broken, "in/z.ndjson"])
    #expect(result.status == 66)
    #expect(result.errors == "piledger: \(broken): cannot be read: Input/output error\n")
    guard words == ["import"] else { return }
    #expect(result.output.hasPrefix("imported 2 new tasks from "))
    let database = try DatabaseQueue(path: tool.folder.path("ledger.db"))
    let sources = try database.read {
      try String.fetchAll($0, sql: "SELECT name FROM source ORDER BY name")
    }
    #expect(sources == ["in/a.ndjson", "in/z.ndjson"])
  }

  @Test func `a request that cannot be read does not stop the quotes of the others`() throws {
    let tool = try Tool()
    let request = #"{"model":"sora2","task_type":"sora2-video","input":{"duration":8}}"#
    try tool.folder.write(request, to: "a.json")
    try tool.folder.write(request, to: "c.json")
    let result = try tool.run("quote", "a.json", "b.json", "c.json", "-f", "csv")
    #expect(result.status == 66)
    #expect(result.errors == "piledger: b.json: cannot be opened: No such file or directory\n")
    #expect(result.output.split(separator: "\n").count == 3)
  }

  /// A folder with a task and everything that is not input.
  private static func mixed() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/good.json")
    try tool.folder.makeFIFO("in/pipe.json")
    try tool.folder.makeSocket("in/s.json")
    try tool.folder.write("SQLite format 3\0", to: "in/app.db")
    try tool.folder.write("<!DOCTYPE html>\n{}", to: "in/docs.html")
    try Data([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]).write(
      to: URL(filePath: tool.folder.path("in/old.json.7z")))
    return tool
  }

  /// What is no file is known before any file is read.
  private static let skipped = [
    "in/pipe.json: a FIFO, which is only read if it is named itself", "in/s.json: a socket",
    "in/app.db: an SQLite database; export the column with the answers",
    "in/docs.html: a web page, which may only quote answers",
    "in/old.json.7z: 7z-compressed; decompress it first",
  ]

  @Test(arguments: [["import", "in"], ["report", "in"]])
  func `what is skipped is named, and no FIFO blocks`(words: [String]) throws {
    let result = try Self.mixed().run(words)
    #expect(result.status == 0)
    #expect(result.errors == Self.skipped.map { "skipped \($0)\n" }.joined())
    #expect(try Self.mixed().run(words + ["-q"]).errors == "")
  }

  @Test func `a night reports skipped files once, and its summary each time`() throws {
    let tool = try Self.mixed()
    func night(_ day: String) throws -> (Tool.Result, summary: String) {
      let result = try tool.run(
        "nightly", "--inbox", "in", "--reports", "nights", asOf: "\(day)T00:00:00Z")
      return (result, try tool.folder.text(of: "nights/latest/summary.md"))
    }
    let first = try night("2026-06-01")
    #expect(
      first.0.errors.contains(
        "\nnot read: in/app.db: an SQLite database; export the column with the answers; "
          + "and 4 more files, see summary.md\n"))
    let second = try night("2026-06-02")
    #expect(second.0.errors == "")
    #expect(![1, 65, 66].contains(second.0.status))
    for summary in [first.summary, second.summary] {
      #expect(summary.contains("\n## Not read\n\nThese files are not included in any figure.\n\n"))
      for line in Self.skipped { #expect(summary.contains("- \(line)\n"), "\(summary)") }
    }
    try tool.folder.write("SQLite format 3\0\0", to: "in/app.db")
    let third = try night("2026-06-03")
    #expect(third.0.errors.contains("\nnot read: \(Self.skipped[2])\n"))
    for name in ["app.db", "docs.html", "old.json.7z", "pipe.json", "s.json"] {
      unlink(tool.folder.path("in/\(name)"))
    }
    let fourth = try night("2026-06-04")
    #expect(fourth.0.errors == "")
    #expect(!fourth.summary.contains("## Not read"))
  }

  @Test func `a night whose inbox holds nothing to read says so`() throws {
    let tool = try Tool()
    try tool.folder.write("%PDF-1.4", to: "in/rows.pdf")
    let result = try tool.run("nightly", "--inbox", "in", "--reports", "nights")
    #expect(result.errors.contains("\nnot read: in/rows.pdf: a PDF document\n"))
    #expect(
      try tool.folder.text(of: "nights/latest/summary.md")
        .contains("- in/rows.pdf: a PDF document\n"))
  }

  @Test func `what could not be read is in the summary of a night too`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/good.json")
    let result = try tool.run(
      "nightly", "--inbox", "in", "--inbox", "gone", "--reports", "nights")
    #expect(result.status == 66)
    #expect(result.errors.contains("\nimport: gone: no such file or folder\n"))
    #expect(
      try tool.folder.text(of: "nights/latest/summary.md")
        .contains("- gone: no such file or folder\n"))
  }

  @Test(arguments: ["import", "report"])
  func `a folder of nothing that can be read is no input, and leaves no ledger`(
    command: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write("%PDF-1.4", to: "in/rows.pdf")
    let result = try tool.run(command, "in")
    #expect(result.status == 66)
    #expect(
      result.errors
        == "skipped in/rows.pdf: a PDF document\n"
        + "piledger: no input: the folders contain no files of text\n")
    #expect(!tool.folder.names.contains { $0.hasPrefix("ledger.db") && $0 != "ledger.db.lock" })
  }

  @Test func `a file that is named and holds no text is missed`() throws {
    let tool = try Self.mixed()
    let result = try tool.run("import", "in/app.db", "in/good.json")
    #expect(result.status == 66)
    #expect(result.errors == "piledger: \(Self.skipped[2])\n")
    #expect(result.output.hasPrefix("imported 1 new task "))
    let piped = try tool.run(by: .shell(redirection: "< in/docs.html"), "import", "-")
    #expect(piped.status == 66)
    #expect(piped.errors == "piledger: stdin: a web page, which may only quote answers\n")
  }

  @Test func `a FIFO that is named is read as a stream, to its very end`() throws {
    let tool = try Tool()
    try tool.folder.makeFIFO("pipe")
    try tool.folder.write(TaskText().envelope, to: "in.json")
    // Its last line has no end and no rest, which will never come.
    let result = try tool.run(
      by: .shell(before: "{ cat in.json; printf '\\n{\"task_id\":'; } > pipe & "), "import", "pipe")
    #expect(result.output == "imported 1 new task from 1 record, 1 quarantined\n")
    #expect(result.status == 65)
  }

  @Test func `a device in a folder is skipped, and does not block`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/good.json")
    guard tool.folder.device(.full, named: "in/device.json") != nil else { return }
    for words in [["import", "in"], ["nightly", "--inbox", "in"]] {
      let result = try tool.run(words)
      #expect(result.status != 66)
      #expect(result.errors.contains("in/device.json: a device\n"), "\(result.errors)")
    }
  }
}
