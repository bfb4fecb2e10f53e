import Foundation
import TestSupport
import Testing

/// A fetch interrupted anywhere is completed by the next one.
@Suite struct FetchInterruptionTests {
  private static let content = """
    SELECT entry_id || ' ' || task_id || ' ' || usage || ' ' || status FROM history_entry
    ORDER BY entry_id
    """

  /// What the ledger holds after an undisturbed fetch.
  private static func undisturbed(_ rows: [StandInScenario.Row]) throws -> [String] {
    let fetching = try FetchingTool(StandInScenario(rows: rows, pageRows: 10))
    try fetching.fetch()
    return try fetching.rows(content)
  }

  /// Kills a fetch while it waits for a page.
  private static func killWhileWaiting(for page: Int, _ fetching: FetchingTool) throws {
    let process = try fetching.tool.start(
      ["fetch", "--tasks", "none", "--as-of", "2026-06-01T00:00:00Z"],
      environment: fetching.environment)
    try fetching.wait { try fetching.standIn.historyPages.last == page }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test(arguments: [1, 2, 3])
  func `pages that came before a kill are imported first, and the ledger ends the same`(
    page: Int
  ) throws {
    let rows = FetchingTool.rows(25)
    let slow = StandInScenario.Fault(.slow(milliseconds: 15_000), page: page)
    let fetching = try FetchingTool(StandInScenario(rows: rows, pageRows: 10, faults: [slow]))
    try Self.killWhileWaiting(for: page, fetching)
    #expect(fetching.pendingNames.count == page - 1)
    let unreachable = try fetching.fetch(
      environment: [
        "PILEDGER_BASE_URL": "http://127.0.0.1:1", "PILEDGER_FETCH_ATTEMPTS": "1",
      ])
    #expect(unreachable.status == 69)
    #expect(try fetching.historyIDs().count == (page - 1) * 10)
    #expect(fetching.pendingNames.isEmpty)
    #expect(try fetching.fetch().status == 0)
    #expect(try fetching.rows(Self.content) == Self.undisturbed(rows))
  }

  @Test func `kills at any moment leave a ledger that the next full fetch completes`()
    throws
  {
    let rows = FetchingTool.rows(250)
    let fetching = try FetchingTool(StandInScenario(rows: rows))
    for milliseconds in [60, 120, 180, 220, 260, 300, 340] as [UInt32] {
      let process = try fetching.tool.start(
        ["fetch", "--tasks", "none", "--as-of", "2026-06-01T00:00:00Z"],
        environment: fetching.environment)
      usleep(milliseconds * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try fetching.fetch().status == 0)
    #expect(try fetching.rows(Self.content) == Self.undisturbed(rows))
    #expect(try fetching.tool.run("doctor").status == 0)
    #expect(fetching.pendingNames.isEmpty)
  }

  @Test func `an answer that was imported but not moved yet is imported again without a trace`()
    throws
  {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(3)))
    try fetching.fetch()
    let archive = fetching.tool.folder.path("ledger.archive")
    for name in fetching.archiveNames where name.contains("-history-") {
      let pending = "\(archive)/pending/\(URL(filePath: name).lastPathComponent)"
      try FileManager.default.moveItem(atPath: "\(archive)/\(name)", toPath: pending)
    }
    let sources = try fetching.rows("SELECT name || sha256 FROM source ORDER BY id")
    #expect(try fetching.fetch().status == 0)
    #expect(try fetching.rows("SELECT name || sha256 FROM source ORDER BY id") == sources)
    #expect(fetching.pendingNames.isEmpty)
  }

  @Test func `the archive alone makes the same ledger again`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(120)))
    try fetching.fetch()
    let before = try fetching.rows(Self.content)
    let running = fetching.archiveNames.filter { $0.contains("-running-") }
    #expect(running.count == 1)
    try fetching.tool.run("import", "--db", "again.db", "ledger.archive")
    try FileManager.default.removeItem(atPath: fetching.tool.folder.path("ledger.db"))
    try FileManager.default.moveItem(
      atPath: fetching.tool.folder.path("again.db"),
      toPath: fetching.tool.folder.path("ledger.db"))
    #expect(try fetching.rows(Self.content) == before)
  }

  @Test func `two fetches do not run at once`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 15_000), on: .account)
    let fetching = try FetchingTool(StandInScenario(faults: [slow]))
    let first = try fetching.tool.start(["fetch"], environment: fetching.environment)
    try fetching.wait { try !fetching.standIn.requests.isEmpty }
    #expect(try fetching.fetch().status == 75)
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()
  }
}
