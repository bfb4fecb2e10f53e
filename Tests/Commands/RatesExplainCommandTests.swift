import Foundation
import TestSupport
import Testing

/// How the price of a request is found, as a user sees it.
@Suite struct RatesExplainCommandTests {
  private static let card = """
    - model: studio
      task_type: poster
      unit: image
      defaults: { size: A4 }
      prices:
        - { when: { size: A4 }, usd: 1, until: 2026-02-01 }
        - { when: { size: A4 }, usd: 2, from: 2026-02-01 }
        - { when: { size: A4, colour: true }, usd: 5 }
      source: a price list
      checked: 2026-05-31

    """
  private static let plain = #"{"model":"studio","task_type":"poster","input":{"n":2}}"#
  private static let large = #"{"model":"studio","task_type":"poster","input":{"size":"A0"}}"#

  private static func run(_ arguments: [String], input: String = plain) throws -> Tool.Result {
    let tool = try Tool()
    try tool.folder.write(card, to: "card.yaml")
    return try tool.run(arguments + ["--card", "card.yaml"], input: input, asOf: "2026-06-01")
  }

  @Test func `the chosen rate comes first, with why; then what failed on the others`() throws {
    let result = try Self.run(["rates", "explain", "-"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      try result.output == TestFiles.golden("rates_explain.txt", found: result.output))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `quote -v shows the same rates below the proof`() throws {
    let explained = try Self.run(["rates", "explain", "-"]).output
    let quoted = try Self.run(["quote", "-", "-v"])
    let considered = try #require(explained.range(of: "\nChosen\n"))
    #expect(quoted.output.hasPrefix("SKU "))
    #expect(quoted.output.hasSuffix(String(explained[considered.lowerBound...])))
    #expect(try !Self.run(["quote", "-"]).output.contains("Chosen"))
  }

  @Test func `a request without a rate says what failed, and ends with 11`() throws {
    let result = try Self.run(["rates", "explain", "-", "-f", "csv"], input: Self.large)
    #expect(result.status == 11)
    let rows = result.output.split(separator: "\n").map(String.init)
    #expect(rows[0] == "request,rate,verdict,why,price,from,until,card,place")
    #expect(
      rows.contains(
        "1,studio/poster size=A4,unmet,\"size is A0, wanted A4\",2 USD per image,2026-02-01,,"
          + "card.yaml,card.yaml:7"), "\(rows)")
  }

  @Test func `JSON has every condition with what was found and what is wanted`() throws {
    let result = try Self.run(["rates", "explain", "-", "--json"], input: Self.plain + Self.large)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let entries = try #require(object["data"] as? [[String: Any]])
    try #require(entries.count == 2)
    #expect(entries[0]["defaults"] as? [String: String] == ["size": "A4"])
    #expect(entries[1]["reason"] is String)
    let rates = try #require(entries[0]["rates"] as? [[String: Any]])
    #expect(rates.map { $0["verdict"] as? String } == ["chosen", "other_time", "unmet"])
    let conditions = try #require(rates[2]["conditions"] as? [[String: Any]])
    #expect(conditions.map { $0["is_met"] as? Bool } == [true, false])
    #expect(conditions[1]["found"] is NSNull)
  }

  @Test func `of several rates that fit, what gives one precedence is said on both sides`() throws {
    let colour = #"{"model":"studio","task_type":"poster","input":{"colour":true}}"#
    let output = try Self.run(["rates", "explain", "-"], input: colour).output
    #expect(output.contains("\n    of 2 that fit, it has more conditions\n"))
    #expect(output.contains("\n    fits too, but the chosen one has more conditions\n"))
  }

  @Test func `an unknown name has no rates, and a broken body ends with 65`() throws {
    let unknown = try Self.run(
      ["rates", "explain", "-"], input: #"{"model":"aurora","task_type":"x","input":{}}"#)
    #expect(unknown.status == 11)
    #expect(unknown.output.contains("price     unknown: no rate for model aurora\n"))
    #expect(unknown.output.hasSuffix("\nNo rate has this name.\n"))
    #expect(try Self.run(["rates", "explain", "-"], input: "{oops}").status == 65)
  }
}
