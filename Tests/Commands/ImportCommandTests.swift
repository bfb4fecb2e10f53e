import Foundation
import TestSupport
import Testing

@Suite struct ImportCommandTests {
  private static let other = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"

  @Test func `an import says what was new, changed, unchanged and quarantined`() throws {
    let tool = try Tool()
    let pending = TaskText.task {
      $0.status = "pending"
      $0.output = "null"
      $0.endedAt = "0001-01-01T00:00:00Z"
    }
    try tool.folder.write(
      [
        pending.envelope, TaskText().envelope, TaskText().envelope, "{\"task_id\":",
      ].joined(separator: "\n") + "\n", to: "log.ndjson")
    let result = try tool.run("import", "log.ndjson")
    #expect(
      result.output == "imported 1 new task from 3 records (1 update, 1 repeat), 1 quarantined\n")
    #expect(
      result.errors
        == "piledger: log.ndjson:4: could not be read: not JSON: the value ends in the middle, "
        + "at byte 12 of the record\n")
    #expect(result.status == 65)
  }

  @Test func `importing the same again changes nothing and says so`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "log.json")
    try tool.run("import", "log.json")
    let before = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    let result = try tool.run("import", "log.json")
    #expect(
      result.output
        == "imported 0 new tasks from 0 records, 0 quarantined, "
        + "1 file imported before\n")
    #expect(result.status == 0)
    let after = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    #expect(before == after)
  }

  @Test func `a file that was imported before is read again only on request`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "log.json")
    try tool.run("import", "log.json")
    let result = try tool.run("import", "--reread", "log.json")
    #expect(result.output == "imported 0 new tasks from 1 record (1 repeat), 0 quarantined\n")
    #expect(result.status == 0)
  }

  @Test(arguments: [false, true])
  func `what was read before a file that cannot be opened stays`(hasLedger: Bool) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    if hasLedger { try tool.run("import", "a.json") }
    try tool.folder.write(TaskText.task { $0.taskID = Self.other }.envelope, to: "b.json")
    try tool.folder.makeSocket("c.json")
    let result = try tool.run("import", "a.json", "b.json", "c.json")
    #expect(result.status == 66)
    #expect(result.errors == "piledger: c.json: cannot be opened: No such device or address\n")
    #expect(try tool.run("explain", Self.other).status == 0)
    #expect(try tool.run("doctor").status == 0)
  }

  @Test func `a copy under another name is recognized by its content`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "log.json")
    try tool.run("import", "log.json")
    try tool.folder.write(TaskText().envelope, to: "copy.json")
    #expect(try tool.run("import", "copy.json").output.hasSuffix("1 file imported before\n"))
  }

  @Test func `standard input is a source like any other`() throws {
    let tool = try Tool()
    let result = try tool.run("import", "-", input: TaskText().webhook(timestamp: 1_777_888_812))
    #expect(result.output == "imported 1 new task from 1 record, 0 quarantined\n")
    let explained = try tool.run("explain", TaskText().taskID)
    #expect(explained.output.contains("source     stdin:1\n"))
  }

  @Test func `a folder is read with its folders in the order of names, without hidden files`()
    throws
  {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "inbox/b/later.json")
    try tool.folder.write(
      TaskText.task { $0.taskID = Self.other }.envelope, to: "inbox/a.json")
    try tool.folder.write("not a response", to: "inbox/.hidden")
    try tool.folder.write("%PDF-1.4", to: "inbox/notes.pdf")
    let result = try tool.run("import", "inbox")
    #expect(result.output == "imported 2 new tasks from 2 records, 0 quarantined\n")
    #expect(result.errors == "skipped inbox/notes.pdf: a PDF document\n")
    #expect(result.status == 0)
  }

  @Test func `a path that does not exist ends with 66, and the others are imported`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "log.json")
    let result = try tool.run("import", "missing.json", "log.json")
    #expect(result.status == 66)
    #expect(result.errors == "piledger: missing.json: no such file or folder\n")
    #expect(result.output == "imported 1 new task from 1 record, 0 quarantined\n")
  }

  @Test func `a dry run says what would happen and creates no ledger`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "log.json")
    let result = try tool.run("import", "--dry-run", "log.json")
    #expect(
      result.output == "would import 1 new task from 1 record, 0 quarantined\n")
    #expect(!tool.folder.names.contains { $0.hasPrefix("ledger.db") })
  }

  @Test func `a quiet import says nothing but what it set apart`() throws {
    let tool = try Tool()
    let result = try tool.run("import", "--quiet", "-", input: "[1, \(BrokenAnswer.text())]")
    #expect(result.output.isEmpty)
    #expect(
      result.errors
        == "piledger: stdin:1: could not be read: \(BrokenAnswer.message)\n")
    #expect(result.status == 65)
  }

  @Test func `gzip is recognized by its content, whatever the name`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope + "\n", to: "plain")
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/gzip")
    gzip.arguments = [tool.folder.path("plain")]
    try gzip.run()
    gzip.waitUntilExit()
    try FileManager.default.moveItem(
      atPath: tool.folder.path("plain.gz"), toPath: tool.folder.path("log.json"))
    let result = try tool.run("import", "log.json")
    #expect(result.output == "imported 1 new task from 1 record, 0 quarantined\n")
  }

  @Test func `a webhook secret and a prompt are nowhere in the ledger`() throws {
    let tool = try Tool()
    let task = TaskText.task {
      $0.secret = "hush-4711"
      $0.input = #"{"prompt":"a very private lighthouse","size":"2K"}"#
    }
    let broken = String(task.envelope.dropLast(3))
    try tool.run("import", "-", input: task.envelope + "\n" + broken + "\n")
    for name in tool.folder.names where name.hasPrefix("ledger.db") {
      let bytes = try Data(contentsOf: URL(filePath: tool.folder.path(name)))
      #expect(bytes.range(of: Data("hush-4711".utf8)) == nil)
    }
    let explained = try tool.run("explain", task.taskID)
    #expect(!explained.output.contains("private lighthouse"))
  }

  @Test func `JSON reports the counts to programs`() throws {
    let tool = try Tool()
    let result = try tool.run("import", "--json", "-", input: TaskText().bare)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "piledger.import/1")
    #expect(object["generated_at"] as? String == "2026-06-01T00:00:00Z")
    let data = try #require(object["data"] as? [String: Any])
    let tasks = try #require(data["tasks"] as? [String: Int])
    #expect(tasks == ["new": 1, "changed": 0, "unchanged": 0])
  }
}
