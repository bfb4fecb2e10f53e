import Domain
import Foundation
import TestSupport
import Testing

/// What the commands say about one month, after a price cut in the middle of it.
@Suite struct OneForecastCommandTests {
  private static let asOf = "2026-02-20T00:00:00Z"
  private static let settings = """
    budgets:
      - { name: all, usd: 270, period: month }
      - { name: kling, usd: 180, period: month, models: [kling] }

    """

  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func demo() throws -> Tool { try Tool(prepared.get()) }

  private static func preparing() throws -> Tool {
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    try tool.folder.write(settings, to: "piledger.yaml")
    return tool
  }

  private static func data(
    _ tool: Tool, _ arguments: String..., ledger: String = "demo/ledger.db"
  ) throws -> [String: Any] {
    let result = try tool.run(arguments + ["--db", ledger, "--json"], asOf: asOf)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require((object as? [String: Any])?["data"] as? [String: Any])
  }

  /// The texts of a table's rows by the value of their first column.
  private static func rows(_ table: Any?) throws -> [String: [String: String]] {
    let table = try #require(table as? [String: Any])
    let rows =
      ((table["rows"] as? [[String: Any]]) ?? [])
      + [table["total"] as? [String: Any]]
      .compactMap(\.self)
    let first = ["part", "model", "budget", "from"]
    return Dictionary(
      rows.map { row in
        let texts = row.mapValues { "\($0)" }
        return (first.compactMap { texts[$0] }.first ?? "", texts)
      }, uniquingKeysWith: { row, _ in row })
  }

  @Test func `forecast, budget and the month's page have one forecast`() throws {
    let tool = try Self.demo()
    let forecast = try Self.data(tool, "forecast", "--by", "model", "--budget", "270")
    let parts = try Self.rows(forecast["forecast"])
    let budgets = try Self.rows(Self.data(tool, "budget"))
    for (budget, part) in [("all", "total"), ("kling", "kling")] {
      let (status, line) = (try #require(budgets[budget]), try #require(parts[part]))
      #expect(Self.cents(status["forecast_usd"]) == Self.cents(line["forecast_usd"]))
      #expect(Self.cents(status["low80_usd"]) == Self.cents(line["lower_80_usd"]))
      #expect(Self.cents(status["high80_usd"]) == Self.cents(line["upper_80_usd"]))
      #expect(Self.cents(status["forecast_usd"]) > 0)
    }
    let outlook = try #require(forecast["budget"] as? [String: Any])
    #expect(budgets["all"]?["overrun_percent"] == outlook["probability_percent"] as? String)
    #expect(budgets["all"]?["exceeded_on"] == outlook["middle_day"] as? String)
    let month = try Self.data(tool, "report", "month", "2026-02")
    let tables = try #require(month["tables"] as? [String: Any])
    let expected = try #require(try Self.rows(tables["forecast"])["2026-02-01"])
    #expect(Self.cents(expected["forecast_usd"]) == Self.cents(parts["total"]?["forecast_usd"]))
    #expect(Self.cents(expected["low95_usd"]) == Self.cents(parts["total"]?["lower_95_usd"]))
    #expect(Self.cents(expected["high95_usd"]) == Self.cents(parts["total"]?["upper_95_usd"]))
    let told = try #require(try Self.rows(tables["budget"])["kling"])
    #expect(told["forecast_usd"] != nil)
    for (column, value) in told { #expect(budgets["kling"]?[column] == value, "\(column)") }
  }

  @Test func `the lines of a night say what the budget command says`() throws {
    let tool = try Self.demo()
    // The night knows nothing of the day that has begun.
    let days = (1...19).map { "demo/responses/2026-02-\(padded($0, to: 2)).ndjson" }
    try tool.run(["import"] + days, asOf: Self.asOf)
    let budget = try Self.rows(Self.data(tool, "budget", ledger: "ledger.db"))["all"]
    let night = try tool.run("nightly", "--no-fetch", asOf: Self.asOf)
    let forecast = try #require(budget?["forecast_usd"])
    #expect(night.errors.contains("forecast \(forecast) USD (80 %: "))
    #expect(night.errors.contains("\(budget?["overrun_percent"] ?? "") % chance of overrun"))
  }

  private static func cents(_ text: String?) -> Int {
    Int(((text.flatMap(Double.init) ?? -1) * 100).rounded())
  }
}
