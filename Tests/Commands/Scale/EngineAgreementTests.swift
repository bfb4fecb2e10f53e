import Foundation
import TestSupport
import Testing

/// A Python that has some of the packages duckdb, chdb and pyspark.
private enum EnginePython {
  static let path = ProcessInfo.processInfo.environment["DUCKDB_PYTHON"].flatMap {
    FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
  }

  private static let modules = ["duckdb": "duckdb", "clickhouse": "chdb", "spark": "pyspark"]

  /// The engines whose package it has; Spark runs on Java.
  static let engines = ["duckdb", "clickhouse", "spark"].filter { engine in
    guard let path, let module = modules[engine] else { return false }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = [
      "-c",
      """
      import importlib.util, shutil, sys
      isThere = importlib.util.find_spec("\(module)") is not None
      sys.exit(not (isThere and ("\(engine)" != "spark" or shutil.which("java"))))
      """,
    ]
    try? process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

/// A ledger of the lines that an engine makes has the figures of one that has the tasks.
///
/// Runs where `DUCKDB_PYTHON` names a Python that has duckdb, chdb or pyspark.
@Suite(
  .enabled(
    if: !EnginePython.engines.isEmpty,
    "DUCKDB_PYTHON names no Python with duckdb, chdb or pyspark"))
struct EngineAgreementTests {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "engines/run_query.py").path(percentEncoded: false)

  /// The commands whose whole output has to be the same, with `-f csv`.
  private static let commands: [[String]] = [
    ["report", "--by", "day,model,task_type,sku,status,verdict"], ["report", "--by", "month"],
    ["report", "--by", "status"], ["report", "--by", "model"], ["report", "--by", "unit"],
    ["reconcile"], ["forecast", "--by", "model"],
  ]

  /// The lines that an engine makes of a file of answers.
  private func lines(
    of engine: String, in tool: Tool, zone: String, shard: String = "1/1"
  ) throws -> String {
    let printed = try tool.run(
      [
        "scale", "sql", "--engine", engine, "--from", "answers.ndjson", "--batch", "month",
        "--shard", shard, "-z", zone, "-o", "reduce.sql",
      ], asOf: FamilyMonth.asOf)
    try #require(printed.status == 0, "\(printed.errors)")
    let result = try tool.shell(
      "\(try #require(EnginePython.path)) \(Self.script) \(engine) reduce.sql lines.ndjson",
      environment: tool.typicalEnvironment)
    try #require(result.status == 0, "\(engine): \(result.errors)")
    return try String(contentsOfFile: tool.folder.path("lines.ndjson"), encoding: .utf8)
  }

  private func figures(_ tool: Tool, ledger: String) throws -> [String] {
    try Self.commands.map { command in
      try tool.run(
        command + ["-f", "csv", "-q", "--db", ledger], asOf: FamilyMonth.asOf
      ).output
    }
  }

  @Test(arguments: EnginePython.engines, ["UTC", "America/St_Johns"])
  func `each engine's lines have the figures of the tasks, to the point`(
    engine: String, zone: String
  ) throws {
    let tool = try Tool()
    var month = FamilyMonth(seed: 91)
    try tool.folder.write(
      month.shuffled().joined(separator: "\n") + "\n", to: "answers.ndjson")
    let direct = try tool.run(
      ["import", "answers.ndjson", "-q", "-z", zone, "--db", "tasks.db"], asOf: FamilyMonth.asOf)
    #expect(direct.status == 0, "\(direct.errors)")
    let lines = try lines(of: engine, in: tool, zone: zone)
    #expect(lines.split(separator: "\n").count > 100)
    let imported = try tool.run(
      ["import", "lines.ndjson", "-q", "-z", zone, "--db", "lines.db"], asOf: FamilyMonth.asOf)
    #expect(imported.status == 0, "\(imported.errors)")
    let (expected, found) = (
      try figures(tool, ledger: "tasks.db"), try figures(tool, ledger: "lines.db")
    )
    for (command, pair) in zip(Self.commands, zip(expected, found)) {
      #expect(pair.0 == pair.1, "\(command)")
    }
    let checked = try tool.run(["doctor", "--db", "lines.db"], asOf: FamilyMonth.asOf)
    #expect(checked.status == 0, "\(checked.errors)")
  }
}
