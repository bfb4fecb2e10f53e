import Foundation
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct WorkloadTests {
  @Test func `every workload gets the right result, and nothing is left behind`() throws {
    let benchmarks = try BuiltBenchmarks()
    let result = try benchmarks.run(
      "--scale", "full", "--shrink", "5000", "--runs", "1", "--json",
      benchmarks.folder.path("figures.json"))
    #expect(result.status == 0, "\(result.errors)")
    for workload in Workloads.all {
      #expect(result.output.contains("| \(workload.name) "), "\(workload.name)")
    }
    #expect(result.output.contains("sizes divided by 5000: a trial, not a measurement"))
    #expect(benchmarks.folder.names == ["figures.json", "stderr", "stdout"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let report = try decoder.decode(
      BenchmarkReport.self, from: Data(try benchmarks.folder.text(of: "figures.json").utf8))
    #expect(result.output == report.text)
    #expect(Set(report.measurements.map(\.workload)) == Set(Workloads.all.map(\.name)))
    #expect(report.measurements.allSatisfy { $0.wallSeconds > 0 && $0.peakBytes > 1 << 20 })
  }

  @Test(arguments: [
    ("/bin/false", "expected status 0, found 1"),
    ("/bin/true", "expected a result as JSON, found \"\""),
    ("/no/such/tool", "/no/such/tool: no such program"),
  ])
  func `a tool that fails, or says nothing, has no time`(tool: String, error: String) throws {
    let benchmarks = try BuiltBenchmarks()
    let result = try benchmarks.run(
      "--workload", "import-100k", "--shrink", "5000", "--tool", tool)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.errors.contains(error), "\(result.errors)")
    #expect(benchmarks.folder.names == ["stderr", "stdout"])
  }

  @Test func `an import that lost a task is an error`() throws {
    let folder = try TemporaryFolder()
    let outcome = try WorkloadTests.outcome(
      in: folder,
      #"{"data":{"tasks":{"new":19,"changed":0,"unchanged":0},"quarantined":0}}"#)
    let result = try ImportResult(outcome)
    try result.check(newTasks: 19)
    #expect(throws: BenchmarkError.self) { try result.check(newTasks: 20) }
  }

  @Test func `an import that quarantined a record is an error`() throws {
    let folder = try TemporaryFolder()
    let outcome = try WorkloadTests.outcome(
      in: folder,
      #"{"data":{"tasks":{"new":20,"changed":0,"unchanged":0},"quarantined":1}}"#)
    #expect(throws: BenchmarkError.self) { try ImportResult(outcome).check(newTasks: 20) }
  }

  @Test func `a report that lost a task is an error`() throws {
    let folder = try TemporaryFolder()
    let outcome = try WorkloadTests.outcome(in: folder, #"{"data":{"total":{"tasks":19}}}"#)
    try ReportResult.check(outcome, tasks: 19)
    #expect(throws: BenchmarkError.self) { try ReportResult.check(outcome, tasks: 20) }
  }

  @Test func `a workload that does not exist is a usage error`() throws {
    let result = try BuiltBenchmarks().run("--workload", "import-1g")
    #expect(result.status == 64)
    #expect(result.errors.contains("expected one of --list, found import-1g"))
  }

  @Test func `data in a given folder is created once`() throws {
    let benchmarks = try BuiltBenchmarks()
    let run = { (seed: String) in
      try benchmarks.run(
        "--workload", "import-100k", "--shrink", "5000", "--runs", "1", "--folder",
        benchmarks.folder.path("kept"), "--seed", seed)
    }
    #expect(try run("1").status == 0)
    let name = "kept/piledger-benchmarks/data/100k.ndjson"
    let path = benchmarks.folder.path(name)
    let modified = {
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    let made = try modified()
    try benchmarks.folder.write("untouched", to: "kept/work/other")
    #expect(try run("1").status == 0)
    #expect(try modified() == made)
    #expect(try run("2").status == 0)
    #expect(try modified() != made)
    #expect(try benchmarks.folder.text(of: "kept/work/other") == "untouched")
  }

  /// A process that wrote this much and succeeded.
  private static func outcome(
    in folder: TemporaryFolder, _ output: String
  ) throws -> ChildProcess.Outcome {
    try ChildProcess(
      path: "/bin/echo", arguments: [output], environment: [:], folder: folder.path
    ).run()
  }
}
