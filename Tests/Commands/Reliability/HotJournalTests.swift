import Foundation
import GRDB
import TestSupport
import Testing

/// What a killed program left half done is undone by whichever command comes first.
@Suite struct HotJournalTests {
  /// A ledger as another program leaves it that is killed in a transaction: pages of the transaction
  /// in the file, and the journal that undoes them.
  static func leave(in folder: TemporaryFolder, _ name: String) throws {
    let (path, left) = (folder.path(name), folder.path("left"))
    let other = try DatabaseQueue(path: path)
    try other.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1")
      try database.execute(sql: "BEGIN; DELETE FROM task; CREATE TABLE half (content TEXT)")
      for _ in 0..<2000 { try database.execute(sql: "INSERT INTO half VALUES (hex(zeroblob(99)))") }
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: path + ending, toPath: left + ending)
      }
      try database.execute(sql: "ROLLBACK")
    }
    try other.close()
    for ending in ["", "-journal"] {
      unlink(path + ending)
      try FileManager.default.moveItem(atPath: left + ending, toPath: path + ending)
    }
  }

  @Test(arguments: [
    ["report"], ["query", "spend-by-day"], ["doctor"], ["reconcile"], ["export", "tasks"],
    ["backup", "copy.db"], ["nightly", "--inbox", "a.json"], ["import", "a.json"],
  ])
  func `any command reads the ledger as it was before the transaction`(words: [String]) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.run("import", "a.json")
    try Self.leave(in: tool.folder, "ledger.db")
    let result = try tool.run(words, asOf: words[0] == "backup" ? nil : "2026-06-01T00:00:00Z")
    #expect(result.status == 0, "\(result.errors)")
    for name in ["ledger.db"] + (words[0] == "backup" ? ["copy.db"] : []) {
      let tasks = try tool.run(
        "query", "--sql", "SELECT count(*) AS n FROM v_task", "-f", "csv", "--db", name)
      #expect(tasks.output == "n\n1\n", "\(name): \(tasks.errors)")
    }
    #expect(try tool.run("doctor").status == 0)
  }
}
