import ArgumentParser
import Foundation

/// Which workloads run by default.
enum Scale: String, CaseIterable, ExpressibleByArgument {
  /// Up to a million records.
  case small
  /// Up to ten million.
  case full
}

struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Run workloads and print what they took.",
    discussion: """
      Runs the piledger that was built beside it, each workload in turn, as often as asked for, and \
      checks every result: a wrong one ends the benchmarks with 1. Every call is a process of its \
      own; files that were just made lie in memory. The full scale needs 20 GB.
      """)

  @Option(name: .customLong("workload"), help: "Only these. May be repeated.")
  var names: [String] = []

  @Option(help: "small: up to 1m records; full: up to 10m.")
  var scale = Scale.small

  @Option(help: "How often each workload runs.")
  var runs = 3

  @Option(help: "The seed of the traffic.")
  var seed: UInt64 = 1

  @Option(help: "Divide all sizes, for a trial.")
  var shrink = 1

  @Option(help: "Keep the data in this folder. Default: a temporary one, removed at the end.")
  var folder: String?

  @Option(help: "The command to measure. Default: the one beside this program.")
  var tool: String?

  @Option(name: .customLong("json"), help: "A file for the measurements as JSON.")
  var jsonPath: String?

  @Flag(help: "Say which workloads there are.")
  var list = false

  func validate() throws {
    guard runs > 0, shrink > 0 else { throw ValidationError("expected at least 1") }
    for name in names where !Workloads.all.contains(where: { $0.name == name }) {
      throw ValidationError("--workload: expected one of --list, found \(name)")
    }
  }

  func run() throws {
    guard !list else {
      for workload in Workloads.all {
        print("\(workload.name): \(workload.abstract)\(workload.isLarge ? " (full scale)" : "")")
      }
      return
    }
    let place = try WorkingFolder(folder)
    defer { place.remove() }
    // An interrupted child ends the run with its status, and the folder is still removed.
    signal(SIGINT, SIG_IGN)
    let bench = try Workbench(
      tool: try toolPath(), folder: place.path, seed: seed, shrink: shrink)
    let jsonURL = jsonPath.map { URL(filePath: $0).absoluteURL }
    // The tool runs where it cannot find a configuration.
    try place.enter()
    let report = BenchmarkReport(
      machine: .current, seed: seed, shrink: shrink, runs: runs,
      measurements: try measurements(on: bench))
    print(report.text, terminator: "")
    if let jsonURL { try report.writeJSON(to: jsonURL) }
  }

  /// The workloads take turns, so that a noisy moment does not affect all runs of one.
  private func measurements(on bench: Workbench) throws -> [Measurement] {
    let workloads = Workloads.all.filter { workload in
      names.isEmpty ? scale == .full || !workload.isLarge : names.contains(workload.name)
    }
    var list = MeasurementList()
    for run in 1...runs {
      for workload in workloads {
        if isatty(STDERR_FILENO) == 1 {
          FileHandle.standardError.write(Data("run \(run) of \(runs): \(workload.name)\n".utf8))
        }
        list.add(try workload.run(on: bench), of: workload.name)
      }
    }
    return list.measurements
  }

  private func toolPath() throws -> String {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let url =
      tool.map { URL(filePath: $0).absoluteURL }
      ?? own.deletingLastPathComponent().appending(path: "piledger")
    guard FileManager.default.isExecutableFile(atPath: url.path) else {
      throw BenchmarkError("\(url.path): no such program")
    }
    return url.path
  }
}
