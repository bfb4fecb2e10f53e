import Foundation
import GRDB
import TestSupport
import Testing

/// While another program writes to the ledger, a command waits, and then says so.
@Suite struct BusyLedgerTests {
  private static func tool() throws -> Tool {
    let tool = try Tool.withTwoAnswers()
    try tool.folder.write("\(TaskText().taskID),project=ads\n", to: "tags.csv")
    return tool
  }

  /// Another program with a transaction that holds a lock.
  private static func transaction(_ tool: Tool, _ sql: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(
      path: tool.folder.path("ledger.db"), configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: sql) }
    return other
  }

  private static let writing = [
    ["import", "b.json"], ["reconcile"], ["nightly", "--inbox", "b.json"], ["tag", "tags.csv"],
    ["close", "2026-05"], ["wallet", "add-top-up", "2026-05-02", "7"],
    ["doctor", "--rebuild-rollup"], ["forget", "--account", "studio"],
  ]
  private static let reading = [
    ["report"], ["doctor"], ["query", "spend-by-day"], ["backup", "copy.db"],
  ]

  /// All at once, since each waits.
  private static func run(
    _ commands: [[String]], beside sql: String
  ) throws -> [(words: [String], status: Int32, errors: String)] {
    let runs = try commands.map { words in
      let tool = try tool()
      let other = try transaction(tool, sql)
      let process = try tool.start(
        words + (words[0] == "backup" ? [] : ["--as-of", "2026-06-01T00:00:00Z"]),
        environment: [:])
      return (words, tool, other, process)
    }
    return try runs.map { words, tool, other, process in
      process.waitUntilExit()
      try other.close()
      return (words, process.terminationStatus, try tool.folder.text(of: ".errors"))
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `what writes ends with 75 after a wait, and with one line`() throws {
    for run in try Self.run(Self.writing, beside: "BEGIN IMMEDIATE") {
      #expect(run.status == 75, "\(run.words): \(run.errors)")
      #expect(
        run.errors.contains("/ledger.db: another program is writing to the ledger; try again\n"),
        "\(run.words): \(run.errors)")
      #expect(!run.errors.contains("SQLite"), "\(run.words): \(run.errors)")
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `what reads does so beside another program's transaction`() throws {
    for run in try Self.run(Self.reading, beside: "BEGIN IMMEDIATE") {
      #expect(run.status == 0, "\(run.words): \(run.errors)")
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `what reads ends with 75 if another program has the ledger to itself`() throws {
    let sql = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE mine (a)"
    for run in try Self.run(Self.reading + [["reconcile"]], beside: sql) {
      #expect(run.status == 75, "\(run.words): \(run.errors)")
      #expect(
        run.errors.hasSuffix("/ledger.db: another program is writing to the ledger; try again\n"),
        "\(run.words): \(run.errors)")
    }
  }
}
