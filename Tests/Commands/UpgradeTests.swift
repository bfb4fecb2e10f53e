import Foundation
import GRDB
import TestSupport
import Testing

/// What an upgrade leaves of the ledger as it was.
@Suite struct UpgradeTests {
  @Test(arguments: 1...5)
  func `a ledger is backed up as it is, and kept as it was by its upgrade`(version: Int) throws {
    let tool = try OldLedger.tool(version: version)
    let before = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    let backup = try tool.run("backup", "copy.db", asOf: nil)
    #expect(backup.status == 0, "\(backup.errors)")
    #expect(try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db"))) == before)

    // Earlier versions kept texts of records, which the upgrade removes.
    let kept = version < 4 ? nil : "ledger.db.version-\(version)"
    let upgrade = try tool.run("reconcile")
    #expect(upgrade.errors.contains("the ledger was upgraded; ") == (kept != nil))
    #expect(tool.folder.names.filter { $0.contains(".version-") } == [kept].compactMap { $0 })
    #expect(try !tool.run("reconcile").errors.contains("upgraded"))
    // Each is a ledger of the old version, with the same result.
    let verdicts = "SELECT task_id, verdict, billed_points FROM v_task ORDER BY 1"
    let expected = try OldLedger.rows(tool, verdicts)
    for name in ["copy.db", kept].compactMap({ $0 }) {
      let path = tool.folder.path(name)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let found = try DatabaseQueue(path: path).read {
        try Int.fetchOne($0, sql: "PRAGMA user_version")
      }
      #expect(found == version)
      #expect(try tool.run("backup", "ledger.db", "--db", name, asOf: nil).status == 0)
      try tool.run("reconcile")
      #expect(try OldLedger.rows(tool, verdicts) == expected)
    }
  }

  @Test(arguments: [2, 3, 4, 5], [["report"], ["reconcile", "--dry-run"]])
  func `read-only commands leave it as it is, and say what helps`(
    version: Int, arguments: [String]
  ) throws {
    let tool = try OldLedger.tool(version: version)
    let result = try tool.run(arguments)
    #expect(result.status == 78)
    #expect(
      result.errors.hasSuffix(
        "ledger.db: the ledger has version \(version); run piledger reconcile to bring it to "
          + "version 9\n"
      ))
    #expect(try OldLedger.rows(tool, "PRAGMA user_version") == ["[user_version:\(version)]"])
  }

  @Test(arguments: [2, 3])
  func `amounts that cannot be summed stay in the earlier version, with a word`(version: Int) throws
  {
    let tool = try OldLedger.tool(
      version: version, "UPDATE outcome SET billed_points = 5000000000000000000 WHERE id = 1;")
    let result = try tool.run("reconcile")
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("piledger: the amounts of all tasks add up to more than "))
    #expect(try OldLedger.rows(tool, "PRAGMA user_version") == ["[user_version:\(version)]"])
  }

  @Test(arguments: [(1, "outcome"), (2, "tag_set")])
  func `a migration that fails leaves the earlier version as it was`(
    version: Int, table: String
  ) throws {
    let tool = try OldLedger.tool(version: version, "CREATE TABLE \(table) (other TEXT);")
    let before = try OldLedger.rows(tool, "SELECT * FROM v_task ORDER BY task_id")
    #expect(try tool.run("reconcile").status == 1)
    #expect(try OldLedger.rows(tool, "PRAGMA user_version") == ["[user_version:\(version)]"])
    #expect(try OldLedger.rows(tool, "SELECT * FROM v_task ORDER BY task_id") == before)
  }
}
