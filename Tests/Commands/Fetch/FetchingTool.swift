import Foundation
import GRDB
import TestSupport

/// The tool in front of a stand-in for the provider.
struct FetchingTool {
  /// 2026-06-01T00:00:00Z, the current time.
  static let now = 1_780_272_000
  static let daySeconds = 86_400
  /// Sets the clock of a run against the stand-in.
  static let clockVariable = "PILEDGER_TEST_NOW"

  let tool: Tool
  let standIn: StandIn

  init(_ scenario: StandInScenario, tool: Tool? = nil) throws {
    self.tool = try tool ?? Tool()
    standIn = try StandIn(scenario)
  }

  /// This many rows of the last day, on pages of 100.
  static func rows(_ count: Int, firstID: Int = 1) -> [StandInScenario.Row] {
    StandInScenario.rows(count, fromSeconds: now - daySeconds, firstID: firstID)
  }

  /// Waits are short, the key comes from the environment, and the clock stands at ``now``.
  var environment: [String: String] {
    [
      "PILEDGER_BASE_URL": standIn.baseURL, "PIAPI_API_KEY": StandInScenario.key,
      "PILEDGER_FETCH_RETRY_SECONDS": "0.01", "PILEDGER_FETCH_TIMEOUT_SECONDS": "20",
      FetchingTool.clockVariable: "2026-06-01T00:00:00Z",
    ]
  }

  /// Fetches the account's side, and no tasks.
  @discardableResult
  func fetch(environment changes: [String: String] = [:]) throws -> Tool.Result {
    try tool.run(
      "fetch", "--tasks", "none", environment: environment.merging(changes) { _, given in given })
  }

  /// Waits until a condition holds, for half a minute at most.
  func wait(until condition: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: 30)
    while try !condition(), Date() < deadline { usleep(5000) }
  }

  /// The ids of the history entries in the ledger, in order.
  func historyIDs() throws -> [Int] {
    try rows("SELECT CAST(entry_id AS INTEGER) FROM history_entry ORDER BY 1")
      .compactMap { Int($0) }
  }

  /// The first column of what a statement finds in the ledger.
  func rows(_ sql: String) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(
      path: tool.folder.path("ledger.db"), configuration: configuration)
    return try database.read { try String.fetchAll($0, sql: sql) }
  }

  /// The paths in the archive, relative to it.
  var archiveNames: [String] {
    let enumerator = FileManager.default.enumerator(atPath: tool.folder.path("ledger.archive"))
    return (enumerator?.allObjects as? [String] ?? []).sorted()
  }

  var pendingNames: [String] { archiveNames.filter { $0.hasPrefix("pending/") } }
}
