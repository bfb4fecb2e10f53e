import Foundation
import GRDB
import TestSupport

/// A provider, an inbox and a folder of reports.
struct NightlyScenario {
  let fetching: FetchingTool

  // A provider with rows in its history, the first few of which have a response in the inbox.
  init(
    _ rows: [StandInScenario.Row], logged: Int, faults: [StandInScenario.Fault] = []
  ) throws {
    try self.init(StandInScenario(rows: rows, faults: faults))
    try log(rows.prefix(logged), to: "inbox/a.jsonl")
  }

  /// A provider, and an inbox that does not exist yet.
  init(_ scenario: StandInScenario) throws {
    fetching = try FetchingTool(scenario)
    try fetching.tool.folder.write(
      "inbox: [inbox]\nreports: reports\nkeep_reports_days: 30\n", to: "piledger.yaml")
  }

  var folder: TemporaryFolder { fetching.tool.folder }

  /// Rows of the second last day, a minute apart.
  static func rows(_ count: Int) -> [StandInScenario.Row] {
    StandInScenario.rows(count, fromSeconds: FetchingTool.now - 3 * FetchingTool.daySeconds)
  }

  /// Writes responses to the inbox that agree with the history.
  func log(_ rows: some Sequence<StandInScenario.Row>, to name: String) throws {
    let texts = rows.map { row in
      TaskText.task {
        $0.taskID = row.taskID
        $0.createdAt = Self.time(row.createdSeconds)
        $0.endedAt = Self.time(row.createdSeconds + 9)
        $0.consume = row.usage
      }.bare
    }
    try folder.write(texts.joined(separator: "\n"), to: name)
  }

  private static func time(_ seconds: Int) -> String {
    let style = Date.ISO8601FormatStyle()
    return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
  }

  /// Runs a night at a moment that asks for no tasks, unless the environment says otherwise.
  @discardableResult
  func night(
    _ arguments: String..., asOf: String = "2026-06-01T00:00:00Z",
    environment: [String: String] = [:]
  ) throws -> Tool.Result {
    let process = try fetching.tool.start(
      ["nightly"] + arguments + ["--as-of", asOf],
      environment: fetching.environment
        .merging(["PILEDGER_FETCH_TASKS_A_NIGHT": "0", FetchingTool.clockVariable: asOf]) { $1 }
        .merging(environment) { $1 })
    process.waitUntilExit()
    return Tool.Result(
      status: process.terminationStatus, output: try folder.text(of: ".output"),
      errors: try folder.text(of: ".errors"))
  }

  /// Runs SQL on the ledger that no run would.
  func damage(_ sql: String) throws {
    let database = try DatabaseQueue(path: folder.path("ledger.db"))
    try database.write { try $0.execute(sql: sql) }
  }

  /// What the views say, a row each.
  func content() throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(
      path: folder.path("ledger.db"), configuration: configuration)
    return try database.read { database in
      try [
        "SELECT task_id, verdict, billed_points, expected_points, status FROM v_task ORDER BY 1",
        "SELECT * FROM v_daily_cost ORDER BY 1, 2, 3, 4, 5",
        "SELECT * FROM v_finding ORDER BY kind, task_id, day",
        "SELECT closing_points, billed_points, unexplained_points FROM v_wallet",
        "SELECT entry_id, usage, comparison FROM history_entry ORDER BY entry_id",
        "SELECT * FROM night", "SELECT * FROM night_finding",
      ].flatMap { try Row.fetchAll(database, sql: $0).map(\.description) }
    }
  }

  /// The files of a night by name.
  func reports(of day: String) throws -> [String: String] {
    let path = "reports/\(day)"
    // Without the mark of the tool's own folders.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(path))
      .filter { !$0.hasPrefix(".") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try folder.text(of: "\(path)/\($0)")) })
  }
}
