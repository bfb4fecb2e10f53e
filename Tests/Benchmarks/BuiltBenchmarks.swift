import Foundation
import TestSupport

@testable import Benchmarks

/// The built benchmarks, run as a user runs them, in a separate folder.
struct BuiltBenchmarks {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func run(_ arguments: String...) throws -> Result {
    // The test bundle is next to the binary in the build folder.
    let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let outcome = try ChildProcess(
      path: bundle.deletingLastPathComponent().appending(path: "Benchmarks").path,
      arguments: arguments, environment: ["TMPDIR": folder.path], folder: folder.path
    ).run()
    return Result(
      status: outcome.status, output: try folder.text(of: "stdout"),
      errors: try folder.text(of: "stderr"))
  }
}
