import Foundation
import TestSupport
import Testing

/// What the documentation shows is what the tool does.
@Suite struct DocumentationTests {
  @Test
  func `the documentation shows the demo's output and the proof of an overcharge`()
    throws
  {
    let text = try Documentation.text()
    let tool = try Tool()
    let demo = try tool.run("demo", "--folder", "demo", asOf: nil)
    let lines = demo.output.split(separator: "\n").map(String.init)
    let from = try #require(lines.firstIndex { $0.hasPrefix("Checked ") })
    let until = try #require(lines.firstIndex { $0.hasPrefix("total ") })
    for line in lines[from...until] { #expect(text.contains(line + "\n")) }
    let imported = try #require(lines.first { $0.hasPrefix("imported ") })
    #expect(text.contains(imported + "\n"))

    let explained = try tool.run(
      "explain", "--db", "demo/ledger.db", "0fe844f4-ed97-46b3-ad76-2e3fee52f97c", asOf: nil)
    #expect(explained.status == 0)
    for line in explained.output.split(separator: "\n") where !line.hasPrefix("source ") {
      #expect(text.contains(line + "\n"))
    }
  }

  @Test(arguments: [
    "nightly", "import", "fetch", "reconcile", "explain", "report", "tag", "budget", "forecast",
    "wallet", "claims", "rates", "quote", "close", "reopen", "query", "quarantine", "export",
    "config",
    "backup", "doctor", "demo", "forget", "scale",
  ])
  func `the documentation names every command`(command: String) throws {
    #expect(try Documentation.text().contains("piledger \(command)"))
    #expect(try Tool().run("--help", asOf: nil).output.contains("  \(command) "))
  }

  @Test func `CI runs the test command of README`() throws {
    let command = "swift test --disable-xctest"
    #expect(try TestFiles.text("README.md").contains("```sh\n\(command)\n```"))
    #expect(try TestFiles.text(".ci/run").contains("tests='\(command)'"))
  }

  @Test func `a newcomer reads README in five minutes`() throws {
    let lines = try TestFiles.text("README.md").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 200)
    for block in try DocumentationBlock.all("console") where block.file == "README.md" {
      #expect(block.lines.count <= 12, "\(block.place)")
      for line in block.lines { #expect(line.count <= 80, "\(block.place): \(line)") }
    }
  }

  @Test(arguments: [
    (0, "clean"), (1, "internal"), (10, "findings"), (11, "unpriced"), (12, "budget"),
    (13, "stale data"),
    (14, "wallet"), (64, "usage"), (65, "quarantined"), (66, "no input"), (69, "not reachable"),
    (73, "write"), (74, "on_news"), (75, "lock"), (77, "key refused"), (78, "configuration"),
  ])
  func `the manual explains every exit status`(status: Int, word: String) throws {
    let article = try TestFiles.text("Sources/piledger/piledger.docc/ExitStatuses.md")
    let line = article.split(separator: "\n").first { $0.hasPrefix("| \(status) |") }
    #expect(line?.contains(word) == true)
  }

  /// Text between backticks that looks like a path in the project.
  private static var pathPattern: Regex<(Substring, Substring)> {
    #/`([A-Za-z0-9_.+-]+(?:/[A-Za-z0-9_.+-]+)+)`/#
  }

  @Test func `every file that the documents name exists`() throws {
    let documents = Documentation.files + ["Sources/README.md", ".github/CONTRIBUTING.md"]
    var missing: [String] = []
    for file in documents {
      // On the architecture page paths start at its own folder.
      let base = file == "Sources/README.md" ? "Sources/" : ""
      for match in try TestFiles.text(file).matches(of: Self.pathPattern) {
        let path = String(match.1)
        let isOurs =
          !base.isEmpty
          || ["Sources/", "Tests/", "queries/", ".github/", ".ci/", ".packaging/"].contains {
            path.hasPrefix($0)
          }
        guard isOurs, !TestFiles.exists(base + path), !TestFiles.exists(path) else { continue }
        missing.append("\(file): \(path)")
      }
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
  }
}
