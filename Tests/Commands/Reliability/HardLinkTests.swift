import Foundation
import TestSupport
import Testing

/// A ledger with two names (hard links) would have two locks and two logs: it is not used.
@Suite struct HardLinkTests {
  private static func link(_ tool: Tool, _ name: String, to other: String) {
    #expect(Foundation.link(tool.folder.path(name), tool.folder.path(other)) == 0)
  }

  @Test(arguments: [
    ["import", "b.json"], ["report"], ["doctor"], ["reconcile"], ["nightly", "--inbox", "b.json"],
    ["close", "2026-05"], ["export", "tasks"], ["import", "--dry-run", "b.json"],
  ])
  func `a ledger with another name is refused by both names, and told`(words: [String]) throws {
    let tool = try Tool.withTwoAnswers()
    Self.link(tool, "ledger.db", to: "other.db")
    for name in ["ledger.db", "other.db"] {
      let result = try tool.run(words + ["--db", name])
      #expect(result.status == 78, "\(name): \(result.errors)")
      #expect(
        result.errors.hasSuffix(
          "piledger: \(name): has another name, a hard link, and a ledger's lock and log go by its "
            + "name; remove the other name, or use a copy of the file\n"), "\(result.errors)")
    }
    unlink(tool.folder.path("other.db"))
    #expect([0, 10].contains(try tool.run(words).status))
  }

  @Test func `a backup that sets of backups share is read and restored by any of its names`() throws
  {
    let tool = try Tool.withTwoAnswers()
    try tool.run("backup", "monday.db", asOf: nil)
    Self.link(tool, "monday.db", to: "tuesday.db")
    let report = try tool.run("report", "--db", "tuesday.db")
    #expect(report.status == 0, "\(report.errors)")
    #expect(try tool.run("import", "b.json", "--db", "tuesday.db").status == 78)
    let restored = try tool.run("backup", "ledger.db", "--db", "tuesday.db", asOf: nil)
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(try tool.run("import", "b.json").status == 0)
  }

  @Test func `a symbolic link is no other name`() throws {
    let tool = try Tool.withTwoAnswers()
    symlink("ledger.db", tool.folder.path("other.db"))
    #expect(try tool.run("import", "b.json", "--db", "other.db").status == 0)
    #expect(try tool.run("report").status == 0)
  }
}
