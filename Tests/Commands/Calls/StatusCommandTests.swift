import Foundation
import TestSupport
import Testing

/// `piledger` alone says what one wants to know first: how to begin, or how the month goes.
@Suite struct StatusCommandTests {
  @Test func `on a fresh machine it says the three things that one can do`() throws {
    let tool = try Tool()
    let result = try tool.run([], asOf: nil)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for call in ["piledger demo ", "piledger import ", "piledger fetch "] {
      #expect(result.output.contains("\n  \(call)"))
    }
    #expect(result.output.contains("PIAPI_API_KEY"))
    // Asking makes nothing.
    #expect(!tool.folder.names.contains("ledger.db"))
    #expect(try tool.run("status", asOf: nil).output == result.output)
  }

  @Test func `a ledger that is named has to exist, and a program gets no advice`() throws {
    for words in [["--db", "none.db"], ["status", "--json"], ["status", "-f", "csv"]] {
      let result = try Tool().run(words)
      #expect(result.status == 66, "\(words)")
      #expect(result.output.isEmpty)
    }
  }

  private static func demo() throws -> Tool {
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    try FileManager.default.moveItem(
      atPath: tool.folder.path("demo/ledger.db"), toPath: tool.folder.path("ledger.db"))
    return tool
  }

  @Test func `with a ledger it shows the month in ten lines of the month's own figures`() throws {
    let tool = try Self.demo()
    try tool.folder.write(
      "budgets:\n  - { name: all, usd: 420, period: month, from: 2026-02-01 }\n",
      to: "piledger.yaml")
    let result = try tool.run([], asOf: "2026-02-20")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count <= 10)
    #expect(lines[0].hasPrefix("cost      "))
    let names = lines.map { $0.prefix { $0 != " " } }.filter { !$0.isEmpty }
    #expect(names == ["cost", "budget", "forecast", "findings", "trust", "data", "next"])
    let page = try tool.run("report", "month", "2026-02", "--json", asOf: "2026-02-20").output
    let cost = try #require(page.firstMatch(of: /"headline": "([^"]+?)\. [0-9]+ things/)).1
    #expect(cost.contains(" so far") && lines[0].hasSuffix("  \(cost)"))
    #expect(lines.last?.contains("piledger month 2026-02") == true)
  }

  @Test func `as JSON it has the month, the exact amount and the number of findings`() throws {
    let tool = try Self.demo()
    let result = try tool.run("status", "--json", asOf: "2026-02-28")
    let envelope = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(envelope["schema"] as? String == "piledger.status/1")
    let data = try #require(envelope["data"] as? [String: Any])
    #expect(data["billed_usd"] as? String == "286.2157")
    #expect(data["findings"] as? Int == 12)
    let lines = try #require((data["lines"] as? [String: Any])?["rows"] as? [[String: Any]])
    #expect((lines.first?["value"] as? String)?.contains("February 2026 cost") == true)
  }

  @Test func `a month without tasks says up to which day there are some`() throws {
    let result = try Self.demo().run([], asOf: "2026-06-10T00:00:00Z")
    #expect(result.status == 0)
    #expect(result.output.contains("Nothing is known of June 2026 yet"))
    #expect(result.output.contains("through 2026-02-28"))
  }
}
