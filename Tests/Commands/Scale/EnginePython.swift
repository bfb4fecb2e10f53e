import Foundation
import TestSupport
import Testing

/// A Python that has some of the packages duckdb, chdb and pyspark.
enum EnginePython {
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

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "engines/run_query.py").path(percentEncoded: false)

  /// Runs printed queries in an engine, and writes the rows of each, all by files in the tool's folder.
  static func run(
    _ queries: [(query: String, rows: String)], in engine: String, by tool: Tool
  ) throws {
    let files = queries.map { "\($0.query) \($0.rows)" }.joined(separator: " ")
    let result = try tool.shell(
      "\(try #require(path)) \(script) \(engine) \(files)", environment: tool.typicalEnvironment)
    try #require(result.status == 0, "\(engine): \(result.errors)")
  }
}
