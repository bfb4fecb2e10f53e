import ArgumentParser
import Glibc

@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Measures piledger on made-up traffic.",
    discussion: """
      EXAMPLES
        swift run -c release Benchmarks
        swift run -c release Benchmarks --workload import-1m --workload night-1m --runs 5
        swift run -c release Benchmarks --scale full --folder /var/tmp/benchmarks --json full.json
        swift run -c release Benchmarks generate --records 1000000 million.ndjson
      """,
    subcommands: [MeasureCommand.self, GenerateCommand.self],
    defaultSubcommand: MeasureCommand.self)
}

/// Why a benchmark has no result.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A file operation that failed.
  static func file(_ path: String, _ code: Int32) -> BenchmarkError {
    BenchmarkError("\(path): \(String(cString: strerror(code)))")
  }
}
