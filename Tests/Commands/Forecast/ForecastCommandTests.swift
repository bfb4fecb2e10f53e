import Domain
import Foundation
import TestSupport
import Testing

@Suite struct ForecastCommandTests {
  @Test func `models add up to the total, and effects to the change`() throws {
    let tool = try ForecastLedger.filled()
    let models = try ForecastLedger.points(
      tool.run("forecast", "--by", "model", "-f", "csv").output)
    let total = try ForecastLedger.points(tool.run("forecast", "-f", "csv").output)["total"]
    #expect(models.count == 2)
    let sum = models.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"] && sum > 0)
    for row in models.values {
      let effects = ["previous_points", "price_points", "volume_points"].map { row[$0] ?? 0 }
      #expect(effects.reduce(0, +) == row["forecast_points"])
    }
  }

  @Test(arguments: ["tag:project", "project"])
  func `the values of a tag, with untagged spend, add up to the total`(name: String) throws {
    let tool = try ForecastLedger.filled()
    let total = try ForecastLedger.points(tool.run("forecast", "-f", "csv").output)["total"]
    try tool.folder.write("tags: [{ tag: project=film, model: sora2 }]\n", to: "piledger.yaml")
    try tool.run("reconcile")
    let parts = try ForecastLedger.points(tool.run("forecast", "--by", name, "-f", "csv").output)
    #expect(Set(parts.keys) == ["film", "untagged"])
    #expect(parts.values.allSatisfy { ($0["forecast_points"] ?? 0) > 0 })
    let sum = parts.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
  }

  @Test func `fixed charges are a certain part of the total, on top of what tasks cost`() throws {
    let tool = try ForecastLedger.filled()
    let tasks = try ForecastLedger.points(tool.run("forecast", "--by", "model", "-f", "csv").output)
    let before = try ForecastLedger.points(tool.run("forecast", "-f", "csv").output)["total"]
    try tool.folder.write(
      "fixed_charges: [{ name: plan, usd: 80, from: 2026-01-15 }]\n", to: "piledger.yaml")
    let parts = try ForecastLedger.points(tool.run("forecast", "--by", "model", "-f", "csv").output)
    let fixed = try #require(parts["fixed charges"])
    #expect(fixed["forecast_points"] == 800_000_000)
    #expect(fixed["lower_95_points"] == 800_000_000)
    #expect(fixed["actual_points"] == 0)
    #expect(fixed["previous_points"] == 800_000_000)
    let total = try ForecastLedger.points(tool.run("forecast", "-f", "csv").output)["total"]
    #expect(total?["forecast_points"] == before?["forecast_points"].map { $0 + 800_000_000 })
    #expect(parts.count == tasks.count + 1)
    let sum = parts.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
  }

  @Test func `a budget is exceeded on the day on which a fixed charge is due`() throws {
    let tool = try ForecastLedger.filled()
    try tool.folder.write(
      "fixed_charges: [{ name: plan, usd: 1000, from: 2026-01-15 }]\n", to: "piledger.yaml")
    let notes = try tool.run("forecast", "--budget", "900").output
    #expect(notes.contains("fixed charges of 1000.00 USD are included"))
    #expect(
      notes.contains(
        "on 2026-06-15 in the median case, on 2026-06-15 in the costliest 10 % of outcomes"))
  }

  @Test func `a rate that is dated in the future moves the money from its day on, not the volume`()
    throws
  {
    let tool = try ForecastLedger.filled()
    func forecast(from day: String) throws -> Int {
      try tool.folder.write(
        "agreements:\n  - { family: Seedream, percent: -50%, from: \(day), source: contract 7 }\n",
        to: "own.yaml")
      let csv = try tool.run(
        "forecast", "--by", "model", "--card", "own.yaml", "-f", "csv"
      ).output
      return try #require(try ForecastLedger.points(csv)["seedream"]?["forecast_points"])
    }
    let never = try forecast(from: "2026-09-01")
    let soon = try forecast(from: "2026-06-16")
    let now = try forecast(from: "2026-06-01")
    #expect(abs(Double(now) / Double(never) - 0.5) < 0.02)
    #expect(abs(Double(soon) / Double(never) - 0.75) < 0.03)
  }

  @Test func `a rate that changed lately is the previous period's price effect`() throws {
    let tool = try ForecastLedger.filled()
    try tool.folder.write(
      "agreements:\n  - { family: Seedream, percent: -50%, from: 2026-06-01, source: contract 7 }\n",
      to: "own.yaml")
    let csv = try tool.run("forecast", "--by", "model", "--card", "own.yaml", "-f", "csv").output
    let row = try #require(try ForecastLedger.points(csv)["seedream"])
    #expect(row["price_points"] == -(row["previous_points"] ?? 0) / 2)
  }

  @Test func `the month so far is certain, and the budget's probability is shown`() throws {
    let tool = try ForecastLedger.filled()
    let result = try tool.run("forecast", "--budget", "0.5", asOf: "2026-05-20T00:00:00Z")
    #expect(result.status == 12)
    #expect(
      result.output.contains(
        "the budget of 0.50 USD has been exceeded since 2026-05-01\n"))
    let far = try tool.run("forecast", "--budget", "900", asOf: "2026-05-20T00:00:00Z")
    #expect(far.status == 0)
    #expect(
      far.output.contains(
        "the budget of 900.00 USD will almost certainly not be exceeded (0.0 %)"))
  }

  @Test func `its past accuracy is below, and JSON has every future day`() throws {
    let tool = try ForecastLedger.filled(days: 100)
    let text = try tool.run("forecast").output
    #expect(text.contains("forecasts from the 10th of the last 2 months were off by "))
    #expect(text.contains("of what was still to come; 2 of 2 ended within the range of 8 of 10"))
    let json = try tool.run("forecast", "--json", "--horizon", "30d").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let data = try #require(object?["data"] as? [String: Any])
    #expect((data["days"] as? [Any])?.count == 30)
    #expect(object?["schema"] as? String == "piledger.forecast/1")
  }

  @Test func `what makes the total is shown, amount by amount, and adds up`() throws {
    let tool = try ForecastLedger.filled(days: 60)
    try tool.folder.write(
      "fixed_charges: [{ name: plan, usd: 8, from: 2026-01-15 }]\nholidays: FR\n",
      to: "piledger.yaml")
    let (now, horizon) = ("2026-05-20T00:00:00Z", ["--horizon", "month", "--explain"])
    let text = try tool.run(["forecast"] + horizon, asOf: now).output
    #expect(text.contains("\nWhat makes the forecast\n"))
    for cause in ["billed", "usual days", "fixed charges", "holidays"] {
      #expect(text.contains("\n\(cause) "), "\(cause)")
    }
    #expect(text.contains("Whit Monday"))
    let json = try tool.run(["forecast", "--json"] + horizon, asOf: now).output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let data = try #require(object?["data"] as? [String: Any])
    let table = try #require(data["explanation"] as? [String: Any])
    let amounts = try #require(table["rows"] as? [[String: Any]]).compactMap {
      $0["amount_points"] as? Int
    }
    let total = try #require(table["total"] as? [String: Any])["amount_points"] as? Int
    #expect(amounts.reduce(0, +) == total)
  }

  @Test(arguments: [
    ("next-month", "2026-07-01 to 2026-07-31", "2026-05-01 to 2026-05-31"),
    ("quarter", "2026-04-01 to 2026-06-30", "2026-01-01 to 2026-03-31"),
    ("next-quarter", "2026-07-01 to 2026-09-30", "2026-01-01 to 2026-03-31"),
    ("year", "2026-01-01 to 2026-12-31", "2025-01-01 to 2025-12-31"),
  ])
  func `a horizon is a calendar period, compared with the last whole one`(
    horizon: String, days: String, previous: String
  ) throws {
    let text = try ForecastLedger.filled().run("forecast", "--horizon", horizon).output
    #expect(text.contains("\n\(days) is expected to cost "))
    #expect(text.contains("\nCompared with \(previous)\n"))
  }

  @Test func `days of the period before the ledger's first are named`() throws {
    let text = try ForecastLedger.filled().run("forecast", "--horizon", "year").output
    #expect(
      text.contains(
        "\nnothing is known of 2026-01-01 to 2026-04-21, so the forecast does not include it\n"))
  }

  @Test func `with fewer than seven known days it says that it cannot forecast`() throws {
    let result = try ForecastLedger.filled(days: 6).run("forecast")
    #expect(result.status == 66)
    #expect(result.errors == "piledger: a forecast needs 7 known days, found 6\n")
  }

  @Test(arguments: [
    ["forecast", "--by", "tag:"], ["forecast", "--level", "100"],
    ["forecast", "--horizon", "0d"], ["forecast", "--budget", "-5"],
    ["forecast", "--origins", "o.csv"], ["forecast", "--series", "s.csv", "--by", "model"],
  ])
  func `an invalid question ends with 64`(arguments: [String]) throws {
    #expect(try Tool().run(arguments).status == 64)
  }

  @Test func `a day with five times the tasks is one anomaly, and an ordinary one none`() throws {
    let calm = try ForecastLedger.filled().run("report", "anomalies", "-f", "csv")
    #expect(calm.output.split(whereSeparator: \.isNewline).count == 1)
    let tool = try ForecastLedger.filled(lastDayTimes: 5)
    let lines = try tool.run("report", "anomalies", "-f", "csv").output
      .split(whereSeparator: \.isNewline).dropFirst()
    #expect(lines.contains { $0.hasPrefix("model seedream,tasks,") })
    // Spend and the total follow from it.
    #expect(!lines.contains { $0.hasPrefix("total,") })
    #expect(!lines.contains { $0.hasPrefix("model seedream,spend,") })
  }
}
