import Foundation
import Glibc
import TestSupport

/// The built binary, run as a user runs it.
struct Tool {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder in which the tool runs, with a home of its own.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A binary of the build.
  static func executable(_ name: String) -> URL {
    // The test bundle lies beside the binaries in the build folder.
    let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appending(path: name)
  }

  /// Runs the tool with arguments, in a fixed environment, at a fixed time.
  @discardableResult
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    asOf: String? = "2026-06-01T00:00:00Z"
  ) throws -> Result {
    try run(arguments, input: input, environment: environment, asOf: asOf)
  }

  @discardableResult
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    asOf: String? = "2026-06-01T00:00:00Z"
  ) throws -> Result {
    let process = try start(
      arguments + (asOf.map { ["--as-of", $0] } ?? []), input: input, environment: environment)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text(of: ".output"),
      errors: try folder.text(of: ".errors"))
  }

  /// Starts the tool, and does not wait for its end.
  func start(
    _ arguments: [String], input: String = "", environment: [String: String]
  ) throws -> Process {
    let process = try process(arguments, input: input, environment: environment)
    try process.run()
    return process
  }

  /// Runs the tool and ends it with SIGKILL after a time, unless it has ended before.
  ///
  /// - Returns: whether it was killed.
  func kill(afterSeconds seconds: Double, _ arguments: String...) throws -> Bool {
    let process = try start(arguments + ["--as-of", "2026-06-01T00:00:00Z"], environment: [:])
    Thread.sleep(forTimeInterval: seconds)
    _ = Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  private func process(
    _ arguments: [String], input: String, environment: [String: String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = Tool.executable("piledger")
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = [
      "HOME": folder.path, "PILEDGER_DB": folder.path("ledger.db"), "TZ": "UTC",
      "TMPDIR": folder.path,
    ].merging(environment) { _, given in given }
    try folder.write(input, to: ".input")
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.path(".input")))
    process.standardOutput = try Tool.file(folder.path(".output"))
    process.standardError = try Tool.file(folder.path(".errors"))
    return process
  }

  /// Files instead of pipes: a pipe that is full would stop the tool.
  private static func file(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return try FileHandle(forWritingTo: URL(filePath: path))
  }
}
