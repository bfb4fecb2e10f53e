import Domain
import Foundation
import TestSupport
import Testing
import Traffic

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

  /// Answers with the commands whose whole output has to be the same, with `-f csv`.
  struct Case: Sendable, CustomStringConvertible {
    let description: String
    let answers: String
    let asOf: String
    let commands: [[String]]

    /// Every family, every state, repeated and out of order.
    static let families: Case = {
      var month = FamilyMonth(seed: 91)
      return Case(
        description: "families", answers: month.shuffled().joined(separator: "\n") + "\n",
        asOf: FamilyMonth.asOf,
        commands: [
          ["report", "--by", "day,model,task_type,sku,status,verdict"],
          ["report", "--by", "month"], ["report", "--by", "status"], ["report", "--by", "model"],
          ["report", "units"],
        ])
    }()

    /// A month with planted errors, a change of price within a day among them.
    static let studio = Case(
      description: "studio", answers: MonthOfTraffic(seed: 1).files.map(\.text).joined(),
      asOf: MonthOfTraffic.asOf.description,
      commands: [
        ["report", "--by", "day,sku,status,verdict"], ["reconcile"], ["rates", "infer"],
        ["forecast", "--by", "model"], ["query", "findings-by-cause"], ["report", "failures"],
      ])
  }

  /// The lines that an engine makes of a file of answers.
  private func lines(
    of engine: String, in tool: Tool, zone: String, asOf: String
  ) throws -> String {
    let printed = try tool.run(
      [
        "scale", "sql", "--engine", engine, "--from", "answers.ndjson", "--batch", "month",
        "-z", zone, "-o", "reduce.sql",
      ], asOf: asOf)
    try #require(printed.status == 0, "\(printed.errors)")
    let result = try tool.shell(
      "\(try #require(EnginePython.path)) \(Self.script) \(engine) reduce.sql lines.ndjson",
      environment: tool.typicalEnvironment)
    try #require(result.status == 0, "\(engine): \(result.errors)")
    return try String(contentsOfFile: tool.folder.path("lines.ndjson"), encoding: .utf8)
  }

  private func figures(_ tool: Tool, ledger: String, _ data: Case) throws -> [String] {
    try data.commands.map { command in
      let result = try tool.run(command + ["-f", "csv", "--db", ledger], asOf: data.asOf)
      #expect([0, 10, 11].contains(result.status), "\(command): \(result.errors)")
      let rows = result.output.split(whereSeparator: \.isNewline)
      #expect(rows.count > 1, "\(command)")
      return Self.withoutTaskIDs(rows).joined(separator: "\n")
    }
  }

  /// The rows of a table without the last column if it has ids of tasks, which lines do not have.
  private static func withoutTaskIDs(_ rows: [Substring]) -> [Substring] {
    guard rows.first?.hasSuffix(",task_ids") ?? false else { return rows }
    return rows.map { row in row.prefix(upTo: row.lastIndex(of: ",") ?? row.endIndex) }
  }

  @Test(
    arguments: EnginePython.engines,
    [(Case.families, "UTC"), (Case.families, "America/St_Johns"), (Case.studio, "UTC")])
  func `each engine's lines have the figures of the tasks, to the point`(
    engine: String, data: (answers: Case, zone: String)
  ) throws {
    let tool = try Tool()
    let (answers, zone) = data
    try tool.folder.write(answers.answers, to: "answers.ndjson")
    let direct = try tool.run(
      ["import", "answers.ndjson", "-q", "-z", zone, "--db", "tasks.db"], asOf: answers.asOf)
    #expect([0, 65].contains(direct.status), "\(direct.errors)")
    let lines = try lines(of: engine, in: tool, zone: zone, asOf: answers.asOf)
    #expect(lines.split(separator: "\n").count > 100)
    let imported = try tool.run(
      ["import", "lines.ndjson", "-q", "-z", zone, "--db", "lines.db"], asOf: answers.asOf)
    #expect(imported.status == 0, "\(imported.errors)")
    let (expected, found) = (
      try figures(tool, ledger: "tasks.db", answers), try figures(tool, ledger: "lines.db", answers)
    )
    for (command, pair) in zip(answers.commands, zip(expected, found)) {
      #expect(pair.0 == pair.1, "\(command)")
    }
    let checked = try tool.run(["doctor", "--db", "lines.db"], asOf: answers.asOf)
    #expect(checked.status == 0, "\(checked.errors)")
  }
}
