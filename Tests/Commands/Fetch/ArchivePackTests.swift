import Foundation
import TestSupport
import Testing

/// The archive of a day that is over is one file, and its account info.
@Suite struct ArchivePackTests {
  private static func names(_ fetching: FetchingTool) -> [String] {
    fetching.archiveNames.filter { $0.contains(".") }
  }

  /// Fetches on two days.
  private static func fetched(
    _ environment: [String: String] = [:]
  ) throws -> (fetching: FetchingTool, tasks: TaskScenario) {
    let tasks = TaskScenario(20)
    let fetching = try FetchingTool(tasks.scenario)
    _ = try fetching.fetchTasks()
    #expect(names(fetching).count == 23)
    let second = try fetching.fetchTasks(asOf: "2026-06-02T00:00:00Z", environment: environment)
    #expect(second.status == 0, "\(second.errors)")
    return (fetching, tasks)
  }

  @Test func `the answers of a day are one file once it is over, but for account info`() throws {
    let fetching = try Self.fetched().fetching
    let names = Self.names(fetching)
    #expect(names.filter { $0.hasPrefix("2026-06-01") }.count == 2, "\(names)")
    #expect(names.contains("2026-06-01.zip"))
    #expect(names.contains { $0.hasPrefix("2026-06-01/") && $0.contains("-account-") })
    #expect(names.filter { $0.hasPrefix("2026-06-02/") }.count == 3)
    let mode = try FileManager.default.attributesOfItem(
      atPath: fetching.tool.folder.path("ledger.archive/2026-06-01.zip"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `the packed archive alone makes the same ledger again`() throws {
    let (fetching, tasks) = try Self.fetched()
    let folder = fetching.tool.folder
    let content =
      """
      SELECT entry_id || ' ' || usage FROM history_entry
      UNION ALL SELECT task_id || ' ' || billed_points || ' ' || verdict FROM v_task
      UNION ALL SELECT told_at || ' ' || balance_usd FROM balance_snapshot ORDER BY 1
      """
    let before = try fetching.rows(content)
    #expect(before.count == 2 * tasks.ids.count + 2)
    let again = try fetching.tool.run("import", "--db", "again.db", "ledger.archive")
    #expect(again.status == 0, "\(again.errors)")
    try FileManager.default.removeItem(atPath: folder.path("ledger.db"))
    try FileManager.default.moveItem(
      atPath: folder.path("again.db"), toPath: folder.path("ledger.db"))
    #expect(try fetching.rows(content) == before)
  }

  @Test func `what is left of an interrupted packing is packed besides`() throws {
    let (fetching, _) = try Self.fetched()
    let archive = fetching.tool.folder.path("ledger.archive")
    let left = try #require(
      Self.names(fetching).first { $0.hasPrefix("2026-06-02/") && $0.contains("-running-") })
    let name = left.replacing("2026-06-02/20260602", with: "2026-06-01/20260601")
    try FileManager.default.copyItem(atPath: "\(archive)/\(left)", toPath: "\(archive)/\(name)")
    _ = try fetching.fetchTasks(asOf: "2026-06-02T00:00:00Z")
    #expect(Self.names(fetching).filter { $0.hasPrefix("2026-06-01") }.count == 3)
    #expect(Self.names(fetching).contains("2026-06-01-2.zip"))
  }

  @Test
  func `answers are kept for good, or as long as the settings say, and nothing else is touched`()
    throws
  {
    let (fetching, _) = try Self.fetched()
    let folder = fetching.tool.folder
    for name in ["2026-06-01/note.txt", "2026-05-01.txt", "2026-05-01.zip.txt", "2026-05-01-a.zip"]
    {
      try folder.write("mine", to: "ledger.archive/\(name)")
    }
    let keep = { (day: String) in
      try fetching.fetchTasks(
        asOf: "\(day)T00:00:00Z", environment: ["PILEDGER_ARCHIVE_KEEP_DAYS": "30"])
    }
    #expect(try keep("2026-07-01").status == 0)
    #expect(Self.names(fetching).contains("2026-06-01.zip"))
    #expect(try keep("2026-07-02").status == 0)
    let left = Self.names(fetching).filter { $0.hasPrefix("2026-05") || $0.hasPrefix("2026-06-01") }
    #expect(
      left == ["2026-05-01-a.zip", "2026-05-01.txt", "2026-05-01.zip.txt", "2026-06-01/note.txt"])
  }
}
