import TestSupport
import Testing

/// Forecasts divided by API key, as far as the account history names it.
@Suite struct KeyForecastTests {
  @Test func `by key needs the account history`() throws {
    let result = try ForecastLedger.filled().run("forecast", "--by", "key")
    #expect(result.status == 66)
    #expect(result.errors.contains("--by key needs the account history"))
  }

  @Test func `keys are forecast as volume at known prices, and add up with spend without one`()
    throws
  {
    let tool = try ForecastLedger.filled(historyDays: 40)
    let total = try ForecastLedger.points(tool.run("forecast", "-f", "csv").output)["total"]
    let result = try tool.run("forecast", "--by", "key", "-f", "csv")
    let keys = try ForecastLedger.points(result.output)
    #expect(Set(keys.keys) == ["7", "8", "unknown"])
    let sum = keys.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
    #expect(result.errors.contains("keys are known from 2026-04-22 to 2026-05-31"))
    try tool.folder.write(
      "agreements:\n"
        + ["Seedream", "Sora 2"].map {
          "  - { family: \($0), percent: -50%, from: 2026-06-01, source: contract 7 }\n"
        }.joined(),
      to: "own.yaml")
    let half = try ForecastLedger.points(
      tool.run("forecast", "--by", "key", "--card", "own.yaml", "-f", "csv").output)
    for (key, row) in keys {
      let (full, cut) = (row["forecast_points"] ?? 0, half[key]?["forecast_points"] ?? 0)
      #expect(abs(Double(cut) / Double(full) - 0.5) < 0.01, "\(key)")
      // May was spent at the old price: 31 of 40 days, exactly.
      #expect((row["previous_points"] ?? 0) > 0)
      #expect(half[key]?["price_points"] == -(row["previous_points"] ?? 0) / 2)
    }
    try tool.folder.write(
      "budgets: [{ name: web, usd: 100, period: month, api_keys: 7 }]\n", to: "piledger.yaml")
    let budget = try tool.run("budget", "-f", "csv", "-q", "-o", "b.csv")
    #expect(budget.status == 0)
    let cents = (keys["7"]?["forecast_points"] ?? 0) / 100_000
    let usd = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    #expect(try tool.folder.text(of: "b.csv").contains(",\(usd),"))
  }

  @Test func `days that the account history does not cover are unknown for keys`() throws {
    let tool = try ForecastLedger.filled(historyDays: 20)
    let total = try ForecastLedger.points(tool.run("forecast", "-f", "csv").output)["total"]
    let keys = try ForecastLedger.points(tool.run("forecast", "--by", "key", "-f", "csv").output)
    let sum = keys.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
    // Each has a third of the tasks, although half of the days name no key.
    for (key, row) in keys {
      let share = Double(row["forecast_points"] ?? 0) / Double(sum)
      #expect(abs(share - 1.0 / 3) < 0.07, "\(key)")
    }
    let short = try ForecastLedger.filled(historyDays: 6).run("forecast", "--by", "key")
    #expect(short.status == 66)
    #expect(short.errors == "piledger: a forecast needs 7 known days, found 6\n")
  }
}
