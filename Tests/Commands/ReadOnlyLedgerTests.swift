import Foundation
import GRDB
import TestSupport
import Testing

/// Reports work on a ledger that is readable in a folder that is not writable.
@Suite(
  .enabled(
    if: Tool.Runner.canBecomeOtherUser,
    "only root may become another user, and rights do not bind root"))
struct ReadOnlyLedgerTests {
  private static let other = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"

  private let tool: Tool

  /// A ledger of one task in its own folder, and a place where the other user may write.
  init() throws {
    tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.folder.write(TaskText.task { $0.taskID = Self.other }.envelope, to: "b.json")
    try tool.run("import", "a.json", "--db", "shared/ledger.db")
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("tmp"), withIntermediateDirectories: false)
    chmod(tool.folder.path("tmp"), 0o777)
  }

  /// Lets the other user read the ledger and nothing more.
  private func close(_ names: [String] = ["ledger.db"]) {
    for name in names { chmod(tool.folder.path("shared/\(name)"), 0o444) }
    chmod(tool.folder.path("shared"), 0o555)
  }

  private func readerRun(_ words: String...) throws -> Tool.Result {
    try tool.run(
      by: .otherUser, words + ["--db", "shared/ledger.db"],
      environment: ["TMPDIR": tool.folder.path("tmp")])
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: tool.folder.path(folder)).sorted()
  }

  private func expectTraceless(_ before: [String]) throws {
    #expect(try names("shared") == before)
    #expect(try names("tmp") == [])
  }

  @Test(arguments: [
    ["report"], ["report", "month", "2026-05"], ["query", "spend-by-model"], ["claims"],
    ["export", "tasks"], ["explain", TaskText().taskID], ["doctor"], ["close"],
  ])
  func `read-only commands say the same as for the owner`(words: [String]) throws {
    let expected = try tool.run(words + ["--db", "shared/ledger.db"], asOf: nil)
    close()
    let before = try names("shared")
    let result = try tool.run(
      by: .otherUser, words + ["--db", "shared/ledger.db"],
      environment: ["TMPDIR": tool.folder.path("tmp")])
    #expect(result.status == expected.status, "\(result.errors)")
    // doctor tells both users about the same files.
    if words != ["doctor"] { #expect(result.output == expected.output) }
    try expectTraceless(before)
  }

  @Test func `a backup can be made of it`() throws {
    close()
    #expect(try readerRun("backup", tool.folder.path("tmp/b.db")).status == 0)
    #expect(try names("tmp") == ["b.db"])
    let copy = try tool.run("report", "--db", "tmp/b.db", "-f", "csv", "-q")
    #expect(
      copy.output == (try tool.run("report", "--db", "shared/ledger.db", "-f", "csv", "-q").output))
  }

  @Test(arguments: [true, false])
  func `the content of its log counts too`(hasIndex: Bool) throws {
    // A copy of the three files in the middle of a writer's work, as a crash leaves them.
    let reader = try OpenReader(tool.folder.path("shared/ledger.db"))
    try tool.run("import", "b.json", "--db", "shared/ledger.db")
    for ending in ["", "-wal", "-shm"] where hasIndex || ending != "-shm" {
      try FileManager.default.createDirectory(
        atPath: tool.folder.path("crashed"), withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: tool.folder.path("shared/ledger.db\(ending)"),
        toPath: tool.folder.path("crashed/ledger.db\(ending)"))
      chmod(tool.folder.path("crashed/ledger.db\(ending)"), 0o444)
    }
    try reader.close()
    chmod(tool.folder.path("crashed"), 0o555)
    let before = try names("crashed")
    let result = try tool.run(
      by: .otherUser, "report", "status", "-f", "csv", "-q", "--db", "crashed/ledger.db",
      environment: ["TMPDIR": tool.folder.path("tmp")])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\ncompleted,matched,2,"))
    #expect(try names("crashed") == before)
    #expect(try names("tmp") == [])
  }

  @Test func `while a writer is working its committed tasks count`() throws {
    let reader = try OpenReader(tool.folder.path("shared/ledger.db"))
    try tool.run("import", "b.json", "--db", "shared/ledger.db")
    close(["ledger.db", "ledger.db-wal", "ledger.db-shm"])
    let before = try names("shared")
    let result = try readerRun("report", "status", "-f", "csv", "-q")
    #expect(result.output.contains("\ncompleted,matched,2,"), "\(result.errors)")
    try expectTraceless(before)
    try reader.close()
  }

  @Test func `what writes ends with 73, and what cannot be read with 66`() throws {
    close()
    for words in [["reconcile"], ["nightly", "--inbox", "a.json"], ["import", "b.json"]] {
      let result = try tool.run(by: .otherUser, words + ["--db", "shared/ledger.db"])
      #expect(result.status == 73, "\(words): \(result.errors)")
    }
    chmod(tool.folder.path("shared/ledger.db"), 0o400)
    let result = try readerRun("report")
    #expect(result.status == 66)
    #expect(
      result.errors == "piledger: shared/ledger.db: cannot be read: Permission denied\n")
  }

  @Test func `a folder for the copy that is missing or full is named`() throws {
    close()
    let result = try tool.run(
      by: .otherUser, "report", "--db", "shared/ledger.db",
      environment: ["TMPDIR": tool.folder.path("none")])
    #expect(result.status == 73)
    #expect(result.errors.contains("\(tool.folder.path("none")): cannot be written: "))
  }

  @Test func `a file system that is mounted for reading takes no copy`() throws {
    let script = """
      mount -t tmpfs -o size=4m tmpfs mnt && cp shared/ledger.db mnt/ && \
      mount -o remount,ro mnt || { echo none; exit 0; }
      exec "$0" "$@"
      """
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("mnt"), withIntermediateDirectories: false)
    // In its own namespace the mount disappears with the process.
    let result = try tool.run(
      by: .mounting(script), "report", "status", "-f", "csv", "-q", "--db", "mnt/ledger.db",
      environment: ["TMPDIR": tool.folder.path("none")])
    guard result.status == 0, result.output != "none\n" else {
      print("skipped: nothing can be mounted here: \(result.errors)")
      return
    }
    #expect(result.output.contains("\ncompleted,matched,1,"), "\(result.errors)")
  }

  @Test func `a log on a file system that is mounted for reading counts`() throws {
    // As a snapshot of a volume in the middle of a writer's work.
    let reader = try OpenReader(tool.folder.path("shared/ledger.db"))
    try tool.run("import", "b.json", "--db", "shared/ledger.db")
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("mnt"), withIntermediateDirectories: false)
    let script = """
      mount -t tmpfs -o size=4m tmpfs mnt && cp shared/ledger.db shared/ledger.db-wal mnt/ && \
      mount -o remount,ro mnt || { echo none; exit 0; }
      exec "$0" "$@"
      """
    for words in [["report", "status", "-f", "csv", "-q"], ["doctor"], ["backup", "tmp/copy.db"]] {
      let result = try tool.run(
        by: .mounting(script), words + ["--db", "mnt/ledger.db"],
        environment: ["TMPDIR": tool.folder.path("tmp")])
      guard result.output != "none\n", !result.errors.hasPrefix("unshare") else {
        print("skipped: nothing can be mounted here: \(result.errors)")
        return
      }
      #expect(result.status == 0, "\(words): \(result.errors)")
      if words[0] == "report" { #expect(result.output.contains("\ncompleted,matched,2,")) }
      if words[0] == "doctor" { #expect(result.output.contains("ledger     2 tasks")) }
    }
    try reader.close()
    #expect(try names("tmp") == ["copy.db"])
  }

  @Test func `a transaction that a killed program left half done is undone in the copy`() throws {
    try HotJournalTests.leave(in: tool.folder, "shared/ledger.db")
    close(["ledger.db", "ledger.db-journal"])
    let before = try names("shared")
    let result = try readerRun("report", "status", "-f", "csv", "-q")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\ncompleted,matched,1,"))
    try expectTraceless(before)
  }

  /// An administrator who looks must not lock out the service that owns the ledger.
  @Test(arguments: [["doctor"], ["report"], ["backup", "copy.db"], ["reconcile"]])
  func `what root runs leaves the owner a lock of his own`(words: [String]) throws {
    for name in ["shared", "shared/ledger.db", "b.json"] {
      chown(tool.folder.path(name), Tool.Runner.otherUserID, Tool.Runner.otherUserID)
    }
    // One that a killed run of root left counts too.
    for hasLock in [false, true] {
      unlink(tool.folder.path("shared/ledger.db.lock"))
      if hasLock { try tool.folder.write("", to: "shared/ledger.db.lock") }
      #expect(try tool.run(words + ["--db", "shared/ledger.db"], asOf: nil).status == 0)
      guard !hasLock || ["doctor", "reconcile"].contains(words[0]) else { continue }
      let result = try readerRun("import", "b.json")
      #expect(result.status == 0, "\(result.errors)")
    }
  }
}
