import Foundation
import GRDB
import TestSupport
import Testing
import Traffic

@Suite struct DemoAndDoctorTests {
  @Test(arguments: ["1", "7", "20260301"])
  func `the demo finds every planted error, whatever the seed`(seed: String) throws {
    let tool = try Tool()
    let result = try tool.run("demo", "--seed", seed, "--folder", "demo", asOf: nil)
    #expect(result.status == 0)
    #expect(!result.output.contains("MISSED"))
    for error in MonthOfTraffic.PlantedError.Kind.allCases {
      #expect(result.output.contains("  found  \(error.rawValue)"))
    }
    #expect(FileManager.default.fileExists(atPath: tool.folder.path("demo/reports/summary.md")))
  }

  @Test func `the same seed gives the same demo, byte for byte`() throws {
    let first = try Tool()
    let second = try Tool()
    let outputs = try [first, second].map {
      try $0.run("demo", "--folder", "demo", asOf: nil).output
    }
    #expect(outputs[0] == outputs[1])
    let summaries = try [first, second].map {
      try $0.folder.text(of: "demo/reports/summary.md")
    }
    #expect(summaries[0] == summaries[1])
  }

  @Test func `every command can be tried in the folder of the demo`() throws {
    let tool = try Tool()
    try tool.linkBinary()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    let environment = tool.typicalEnvironment
    for (command, shown) in [
      ("reconcile", "price changed"), ("report --by tag:project", "film"), ("budget", "film"),
      ("report keys", "laptop"), ("report unlogged", "seedream"), ("wallet", "unexplained"),
      ("report fixed --period 2026-02", "Creator plan"), ("rates infer", "-40 %"),
      ("forecast", "2026-03"), ("report stuck", "kling"), ("report premiums", "less-restriction"),
      ("quarantine", "broken JSON"),
    ] {
      let line = "cd demo && piledger \(command) --as-of 2026-03-01T02:00:00Z"
      let result = try tool.shell(line, environment: environment)
      #expect([0, 10, 12, 14].contains(result.status), "\(command): \(result.errors)")
      #expect(result.output.contains(shown), "\(command): \(result.output)")
    }
  }

  @Test func `doctor finds a healthy ledger healthy`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    let result = try tool.run("doctor")
    #expect(result.status == 0)
    #expect(result.output.contains("rollup     matches the tasks\n"))
    #expect(result.output.contains("integrity  ok, 0 dangling references\n"))
  }

  @Test func `doctor detects a changed rollup, and can rebuild it`() throws {
    let tool = try Tool()
    try tool.run("import", "-", input: TaskText().envelope)
    try DatabaseQueue(path: tool.folder.path("ledger.db")).write {
      try $0.execute(sql: "UPDATE rollup SET tasks = 2")
    }
    let result = try tool.run("doctor")
    #expect(result.status == 1)
    #expect(result.output.contains("rollup     DIFFERS\n"))
    #expect(result.errors.contains("outcome 1: the rollup has 2 tasks, the tasks come to 1"))
    #expect(try tool.run("doctor", "--rebuild-rollup").status == 0)
  }
}
