import Domain
import Foundation
import TestSupport
import Testing

@Suite struct ForecastCommandTests {
  /// Ten images a day and, every other day, a video, for this many days before 2026-06-01.
  ///
  /// The account history, if there is one, names a key for two of three tasks.
  private static func filled(
    days: Int = 40, lastDayTimes: Int = 1, historyDays: Int = 0
  ) throws -> Tool {
    let tool = try Tool()
    var history: [HistoryText] = []
    let end = try #require(CalendarDay(year: 2026, month: 6, day: 1))
    var tasks: [String] = []
    for offset in 1...days {
      let day = end + -offset
      let images = 10 * (offset == 1 ? lastDayTimes : 1) + offset % 3
      for _ in 0..<images + offset % 2 {
        let isVideo = tasks.count % 11 == 10
        let number = tasks.count
        tasks.append(
          TaskText.task {
            $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-\(padded(number, to: 12))"
            $0.createdAt = "\(day)T10:00:00Z"
            $0.startedAt = "\(day)T10:00:01Z"
            $0.endedAt = "\(day)T10:00:09Z"
            guard isVideo else { return }
            ($0.model, $0.taskType) = ("sora2", "sora2-video")
            $0.input = #"{"duration":4}"#
            $0.output = #"{"video":"https://media.example/1.mp4"}"#
            $0.consume = 3_200_000
          }.envelope)
        guard offset <= historyDays, number % 3 != 0 else { continue }
        history.append(
          HistoryText.row {
            ($0.id, $0.apiKeyID) = (number, "\(number % 3 + 6)")
            $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-\(padded(number, to: 12))"
            $0.createdAt = "\(day)T10:00:00Z"
            $0.usage = number % 11 == 10 ? "3200000" : "280000"
          })
      }
    }
    try tool.run("import", "-", input: tasks.joined(separator: "\n"))
    if !history.isEmpty { try tool.run("import", "-", input: HistoryText.page(history)) }
    return tool
  }

  /// The money of a CSV by row and column.
  private static func points(_ csv: String) throws -> [String: [String: Int]] {
    let lines = csv.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",").map(String.init)
    }
    let header = try #require(lines.first)
    return Dictionary(
      uniqueKeysWithValues: lines.dropFirst().map { fields in
        (
          fields[0],
          Dictionary(uniqueKeysWithValues: zip(header, fields.map { Int($0) ?? 0 }))
        )
      })
  }

  @Test func `models add up to the total, and effects to the change`() throws {
    let tool = try Self.filled()
    let models = try Self.points(tool.run("forecast", "--by", "model", "-f", "csv").output)
    let total = try Self.points(tool.run("forecast", "-f", "csv").output)["total"]
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
    let tool = try Self.filled()
    let total = try Self.points(tool.run("forecast", "-f", "csv").output)["total"]
    try tool.folder.write("tags: [{ tag: project=film, model: sora2 }]\n", to: "piledger.yaml")
    try tool.run("reconcile")
    let parts = try Self.points(tool.run("forecast", "--by", name, "-f", "csv").output)
    #expect(Set(parts.keys) == ["film", "untagged"])
    #expect(parts.values.allSatisfy { ($0["forecast_points"] ?? 0) > 0 })
    let sum = parts.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
  }

  @Test func `fixed charges are a certain part of the total, on top of what tasks cost`() throws {
    let tool = try Self.filled()
    let tasks = try Self.points(tool.run("forecast", "--by", "model", "-f", "csv").output)
    let before = try Self.points(tool.run("forecast", "-f", "csv").output)["total"]
    try tool.folder.write(
      "fixed_charges: [{ name: plan, usd: 80, from: 2026-01-15 }]\n", to: "piledger.yaml")
    let parts = try Self.points(tool.run("forecast", "--by", "model", "-f", "csv").output)
    let fixed = try #require(parts["fixed charges"])
    #expect(fixed["forecast_points"] == 800_000_000)
    #expect(fixed["lower_95_points"] == 800_000_000)
    #expect(fixed["actual_points"] == 0)
    #expect(fixed["previous_points"] == 800_000_000)
    let total = try Self.points(tool.run("forecast", "-f", "csv").output)["total"]
    #expect(total?["forecast_points"] == before?["forecast_points"].map { $0 + 800_000_000 })
    #expect(parts.count == tasks.count + 1)
    let sum = parts.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
  }

  @Test func `a budget is exceeded on the day on which a fixed charge is due`() throws {
    let tool = try Self.filled()
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
    let tool = try Self.filled()
    func forecast(from day: String) throws -> Int {
      try tool.folder.write(
        "agreements:\n  - { family: Seedream, percent: -50%, from: \(day), source: contract 7 }\n",
        to: "own.yaml")
      let csv = try tool.run(
        "forecast", "--by", "model", "--card", "own.yaml", "-f", "csv"
      ).output
      return try #require(try Self.points(csv)["seedream"]?["forecast_points"])
    }
    let never = try forecast(from: "2026-09-01")
    let soon = try forecast(from: "2026-06-16")
    let now = try forecast(from: "2026-06-01")
    #expect(abs(Double(now) / Double(never) - 0.5) < 0.02)
    #expect(abs(Double(soon) / Double(never) - 0.75) < 0.03)
  }

  @Test func `a rate that changed lately is the previous period's price effect`() throws {
    let tool = try Self.filled()
    try tool.folder.write(
      "agreements:\n  - { family: Seedream, percent: -50%, from: 2026-06-01, source: contract 7 }\n",
      to: "own.yaml")
    let csv = try tool.run("forecast", "--by", "model", "--card", "own.yaml", "-f", "csv").output
    let row = try #require(try Self.points(csv)["seedream"])
    #expect(row["price_points"] == -(row["previous_points"] ?? 0) / 2)
  }

  @Test func `the month so far is certain, and the budget's probability is shown`() throws {
    let tool = try Self.filled()
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
    let tool = try Self.filled(days: 100)
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
    let tool = try Self.filled(days: 60)
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
    let text = try Self.filled().run("forecast", "--horizon", horizon).output
    #expect(text.contains("\n\(days) is expected to cost "))
    #expect(text.contains("\nCompared with \(previous)\n"))
  }

  @Test func `days of the period before the ledger's first are named`() throws {
    let text = try Self.filled().run("forecast", "--horizon", "year").output
    #expect(
      text.contains(
        "\nnothing is known of 2026-01-01 to 2026-04-21, so the forecast does not include it\n"))
  }

  @Test func `with fewer than seven known days it says that it cannot forecast`() throws {
    let result = try Self.filled(days: 6).run("forecast")
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

  @Test func `by key needs the account history`() throws {
    let result = try Self.filled().run("forecast", "--by", "key")
    #expect(result.status == 66)
    #expect(result.errors.contains("--by key needs the account history"))
  }

  @Test func `keys are forecast as volume at known prices, and add up with spend without one`()
    throws
  {
    let tool = try Self.filled(historyDays: 40)
    let total = try Self.points(tool.run("forecast", "-f", "csv").output)["total"]
    let result = try tool.run("forecast", "--by", "key", "-f", "csv")
    let keys = try Self.points(result.output)
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
    let half = try Self.points(
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
    let tool = try Self.filled(historyDays: 20)
    let total = try Self.points(tool.run("forecast", "-f", "csv").output)["total"]
    let keys = try Self.points(tool.run("forecast", "--by", "key", "-f", "csv").output)
    let sum = keys.values.reduce(0) { $0 + ($1["forecast_points"] ?? 0) }
    #expect(sum == total?["forecast_points"])
    // Each has a third of the tasks, although half of the days name no key.
    for (key, row) in keys {
      let share = Double(row["forecast_points"] ?? 0) / Double(sum)
      #expect(abs(share - 1.0 / 3) < 0.07, "\(key)")
    }
    let short = try Self.filled(historyDays: 6).run("forecast", "--by", "key")
    #expect(short.status == 66)
    #expect(short.errors == "piledger: a forecast needs 7 known days, found 6\n")
  }

  @Test func `a day with five times the tasks is one anomaly, and an ordinary one none`() throws {
    let calm = try Self.filled().run("report", "anomalies", "-f", "csv")
    #expect(calm.output.split(whereSeparator: \.isNewline).count == 1)
    let tool = try Self.filled(lastDayTimes: 5)
    let lines = try tool.run("report", "anomalies", "-f", "csv").output
      .split(whereSeparator: \.isNewline).dropFirst()
    #expect(lines.contains { $0.hasPrefix("model seedream,tasks,") })
    // Spend and the total follow from it.
    #expect(!lines.contains { $0.hasPrefix("total,") })
    #expect(!lines.contains { $0.hasPrefix("model seedream,spend,") })
  }
}
