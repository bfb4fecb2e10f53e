import Foundation
import TestSupport
import Testing

/// A run reports what it lacks in the environment; it never falls back on the current folder.
@Suite struct HomelessTests {
  private static func run(
    _ arguments: String, _ environment: [String: String] = [:], in tool: Tool
  ) throws -> Tool.Result {
    try tool.shell(
      "\(Tool.executable("piledger").path) \(arguments)",
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 })
  }

  @Test(
    arguments: [
      "import in", "nightly --inbox in", "reconcile", "report model", "backup copy.db", "doctor",
      "fetch", "fetch --dry-run", "query spend-by-day", "explain x", "close", "wallet",
    ],
    [[:], ["HOME": ""], ["XDG_DATA_HOME": "here"]])
  func `without a place for the ledger a command ends with 78 and creates nothing`(
    arguments: String, environment: [String: String]
  ) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/tasks.ndjson")
    let key = ["PIAPI_API_KEY": "key", "PILEDGER_BASE_URL": "http://127.0.0.1:1"]
    let result = try Self.run(arguments, environment.merging(key) { $1 }, in: tool)
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: no place for the ledger: expected db in the configuration, PILEDGER_DB or "
        + "--db, since the environment has neither HOME nor an absolute XDG_DATA_HOME\n")
    #expect(result.output == "")
    #expect(tool.folder.names.filter { !$0.hasPrefix(".") } == ["in"])
  }

  @Test(arguments: [
    "rates list", "rates lint", "report in", "report model in", "config show", "manual",
    "import in --db ledger.db", "nightly --inbox in --db ledger.db",
  ])
  func `what needs no ledger, or is given its path, needs no home`(arguments: String) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/tasks.ndjson")
    let result = try Self.run(arguments, in: tool)
    #expect([0, 13].contains(result.status), "\(result.status): \(result.errors)")
  }

  @Test(arguments: [
    (["HOME": "FOLDER"], ".local/share/piledger/ledger.db"),
    (["HOME": "FOLDER", "XDG_DATA_HOME": "FOLDER/data"], "data/piledger/ledger.db"),
    // A base that is not absolute counts as none.
    (["HOME": "FOLDER", "XDG_DATA_HOME": "data"], ".local/share/piledger/ledger.db"),
    (["XDG_DATA_HOME": "FOLDER/data"], "data/piledger/ledger.db"),
  ])
  func `the ledger lies below the user's folder of data`(
    environment: [String: String], path: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "in/tasks.ndjson")
    let moved = environment.mapValues { $0.replacing("FOLDER", with: tool.folder.path) }
    #expect(try Self.run("import in", moved, in: tool).status == 0)
    #expect(FileManager.default.fileExists(atPath: tool.folder.path(path)))
  }
}
