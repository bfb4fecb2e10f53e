import Foundation
import TestSupport
import Testing

/// What README shows is what the tool does.
@Suite struct ReadmeTests {
  @Test func `README shows the output of the demo`() throws {
    let readme = try TestFiles.text("README.md")
    let tool = try Tool()
    let demo = try tool.run("demo", "--folder", "demo", asOf: nil)
    let lines = demo.output.split(separator: "\n").map(String.init)
    let from = try #require(lines.firstIndex { $0.hasPrefix("coverage: ") })
    let until = try #require(lines.firstIndex { $0.hasPrefix("total ") })
    for line in lines[from...until] { #expect(readme.contains(line + "\n")) }
    #expect(readme.contains("imported 2674 tasks (2020 new, 653 changed, 1 unchanged)"))
    #expect(demo.output.contains("imported 2674 tasks (2020 new, 653 changed, 1 unchanged)"))
  }

  @Test func `README shows the forecast of the demo`() throws {
    let readme = try TestFiles.text("README.md")
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    let forecast = try tool.run(
      "forecast", "--db", "demo/ledger.db", "--by", "model", "--budget", "280", asOf: "2026-02-20")
    let lines = forecast.output.split(separator: "\n").map(String.init)
    let end = try #require(lines.firstIndex { $0.hasPrefix("total ") })
    for line in lines[...end] { #expect(readme.contains(line + "\n")) }
  }

  @Test func `README shows the proof of the planted overcharge`() throws {
    let readme = try TestFiles.text("README.md")
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    let explained = try tool.run(
      "explain", "--db", "demo/ledger.db", "0fe844f4-ed97-46b3-ad76-2e3fee52f97c", asOf: nil)
    #expect(explained.status == 0)
    for line in explained.output.split(separator: "\n") where !line.hasPrefix("source ") {
      #expect(readme.contains(line + "\n"))
    }
  }

  @Test(arguments: [
    "nightly", "import", "fetch", "reconcile", "explain", "report", "tag", "budget", "forecast",
    "wallet", "claims", "rates", "quote", "close", "reopen", "query", "quarantine", "export",
    "config",
    "backup", "doctor", "demo",
  ])
  func `README names every command`(command: String) throws {
    #expect(try TestFiles.text("README.md").contains("piledger \(command)"))
    #expect(try Tool().run("--help", asOf: nil).output.contains("  \(command) "))
  }

  @Test func `CI runs the test command of README`() throws {
    let command = "swift test --disable-xctest"
    #expect(try TestFiles.text("README.md").contains("```sh\n\(command)\n```"))
    #expect(try TestFiles.text(".ci/run").contains("tests='\(command)'"))
  }

  @Test(arguments: [
    (0, "clean"), (1, "internal"), (10, "findings"), (11, "unpriced"), (12, "budget"),
    (13, "data gap"),
    (14, "wallet"), (64, "usage"), (65, "quarantined"), (66, "no input"), (69, "not reachable"),
    (73, "write"), (75, "lock"), (77, "key refused"), (78, "configuration"),
  ])
  func `README explains every exit status`(status: Int, word: String) throws {
    let line = try TestFiles.text("README.md").split(separator: "\n").first {
      $0.hasPrefix("| \(status) |")
    }
    #expect(line?.contains(word) == true)
  }
}
