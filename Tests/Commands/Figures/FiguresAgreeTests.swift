import TestSupport
import Testing

/// Whatever shows an amount under one name shows the same amount, to the point.
///
/// The most detailed report is the reference; other tests check that it is right.
@Suite struct FiguresAgreeTests {
  /// What is compared in a ledger: the closed month separately, so that later changes show.
  private static func periods(isClosed: Bool) -> [[String]] {
    (isClosed ? [["--period", "2026-05"]] : [[]]) + [["--period", "2026-06"]]
  }

  /// A result compared with the reference, in the columns that both have.
  private struct Comparison {
    let measure: FigureTable
    private(set) var count = 0
    private(set) var differences: [String] = []

    init(measure: FigureTable) {
      self.measure = measure
    }

    mutating func compare(
      _ name: String, _ found: FigureTable, by keys: [String] = [], as measureKeys: [String]? = nil,
      of part: ([String: String]) -> Bool = { _ in true }
    ) {
      let names = FigureTable.names.filter { name in
        found.rows.contains { $0.keys.contains(name) }
      }
      let expected = measure.filter(part).sums(by: measureKeys ?? keys)
      let sums = found.sums(by: keys)
      if names.isEmpty, !expected.isEmpty { differences.append("\(name): has no amounts") }
      for key in Set(expected.keys).union(sums.keys) {
        for column in names {
          count += 1
          let (wanted, got) = (expected[key]?[column] ?? 0, sums[key]?[column] ?? 0)
          if wanted != got {
            differences.append("\(name) \(key) \(column): expected \(wanted), found \(got)")
          }
        }
      }
    }
  }

  private static func csv(_ months: FigureMonths, _ arguments: [String]) throws -> FigureTable {
    FigureTable(
      csv: try months.tool.run(arguments + ["-f", "csv", "-q"], asOf: FigureMonths.now).output)
  }

  private static func json(_ months: FigureMonths, _ arguments: [String]) throws -> String {
    try months.tool.run(arguments + ["--json"], asOf: FigureMonths.now).output
  }

  @Test(arguments: zip([UInt64(71), 72, 73], [true, false, true]))
  func `every report, view, question, export and page shows the same amounts`(
    seed: UInt64, isClosed: Bool
  ) throws {
    let months = try FigureMonths(seed: seed, isClosed: isClosed)
    var count = 0
    for period in Self.periods(isClosed: isClosed) {
      let dimensions = "day,month,model,task_type,sku,status,verdict,tag:project"
      let finest = try Self.csv(months, ["report", "--by", dimensions] + period)
      var comparison = Comparison(measure: finest.filter { $0["day"] != "total" })
      #expect(Set(finest.rows.map { $0["verdict"] }).count >= 9, "seed \(seed): too few verdicts")
      try Self.compareReports(months, period, &comparison)
      try Self.compareQueries(months, period, &comparison)
      try Self.compareExports(months, period, &comparison)
      if let month = period.last { try Self.comparePage(months, month, &comparison) }
      #expect(comparison.differences == [], "seed \(seed), closed \(isClosed), \(period)")
      count += comparison.count
    }
    print("seed \(seed), closed \(isClosed): \(count) amounts compared")
    #expect(count > 1000, "seed \(seed): only \(count) amounts were compared")
  }

  private static func compareReports(
    _ months: FigureMonths, _ period: [String], _ comparison: inout Comparison
  ) throws {
    let kinds: [(String, [String])] = [
      ("daily", ["day"]), ("monthly", ["month"]), ("model", ["model", "task_type"]),
      ("sku", ["sku"]), ("status", ["status"]),
    ]
    for (kind, keys) in kinds {
      let report = try json(months, ["report", kind] + period)
      comparison.compare("report \(kind)", try FigureTable(json: report), by: keys)
      comparison.compare("total of report \(kind)", try FigureTable(totalOf: report))
    }
    let reconciled = try json(months, ["reconcile", "--dry-run"] + period)
    comparison.compare(
      "verdicts of reconcile", try FigureTable(json: reconciled, "verdicts"), by: ["verdict"])
    let findings = try FigureTable(json: reconciled, "findings")
    for verdict in [
      "overcharged", "undercharged", "inconsistent", "refund_due", "stuck", "unpriced", "conflict",
    ] {
      comparison.compare(
        "findings of reconcile", findings.filter { $0["kind"] == verdict }, by: ["kind"],
        as: ["verdict"]
      ) { $0["verdict"] == verdict }
    }
    comparison.compare(
      "report failures",
      try FigureTable(json: json(months, ["report", "failures"] + period)),
      by: ["model", "task_type", "status"]
    ) { ["failed", "cancelled"].contains($0["status"]) }
  }

  private static func compareQueries(
    _ months: FigureMonths, _ period: [String], _ comparison: inout Comparison
  ) throws {
    let questions = [
      ("spend-by-day", ["day"]), ("spend-by-month", ["month"]),
      ("spend-by-model", ["model", "task_type"]), ("spend-by-weekday", []), ("spend-by-size", []),
      ("tasks-by-hour", []),
    ]
    for (question, keys) in questions {
      comparison.compare(question, try csv(months, ["query", question] + period), by: keys)
    }
    comparison.compare(
      "failures-by-error", try csv(months, ["query", "failures-by-error"] + period),
      by: ["model", "task_type", "status"]
    ) { ["failed", "cancelled"].contains($0["status"]) }
    let days = "(:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)"
    let daily = try csv(
      months, ["query", "--sql", "SELECT * FROM v_daily_cost WHERE \(days)"] + period)
    comparison.compare("v_daily_cost", daily, by: ["day", "model", "task_type", "status"])
    let tagged = try csv(
      months,
      [
        "query", "--sql",
        "SELECT *, tags ->> 'project' AS project FROM v_tagged_cost WHERE \(days)",
      ]
        + period)
    comparison.compare(
      "v_tagged_cost", tagged, by: ["project", "day"], as: ["tag:project", "day"]
    ) { $0["tag:project"] != "untagged" }
    let findings = try csv(
      months, ["query", "--sql", "SELECT *, count AS tasks FROM v_finding WHERE \(days)"] + period)
    for kind in ["overcharged", "undercharged", "inconsistent", "refund_due", "unpriced"] {
      comparison.compare(
        "v_finding", findings.filter { $0["kind"] == kind }, by: ["kind"], as: ["verdict"]
      ) { $0["verdict"] == kind }
    }
  }

  private static func compareExports(
    _ months: FigureMonths, _ period: [String], _ comparison: inout Comparison
  ) throws {
    let focus = try FigureTable(
      csv: months.tool.run(["export", "focus", "-q"] + period, asOf: FigureMonths.now).output)
    let columns = [
      "EffectiveCost": "billed_points", "x_ExpectedCost": "expected_points",
      "x_Variance": "variance_points", "x_UncheckedCost": "unchecked_points",
    ]
    let charges = focus.rows.map { row in
      var charge = ["model": row["ServiceName"] ?? ""]
      for (column, name) in columns { charge[name] = Self.points(row[column]) }
      return charge
    }
    comparison.compare("export focus", FigureTable(rows: charges), by: ["model"])
    guard period.isEmpty else { return }
    let journal = try months.tool.run("export", "hledger", "-q", asOf: FigureMonths.now).output
    let postings = journal.split(separator: "\n").filter { $0.contains("Expenses:PiAPI:Models:") }
      .compactMap { line -> [String: String]? in
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 3, let model = parts[0].split(separator: ":").last else { return nil }
        return ["model": String(model), "billed_points": Self.points(parts[1])]
      }
    comparison.compare("export hledger", FigureTable(rows: postings), by: ["model"])
  }

  /// Points of an exact decimal of USD.
  private static func points(_ usd: String?) -> String {
    guard let usd, !usd.isEmpty else { return "" }
    let isNegative = usd.hasPrefix("-")
    let parts = usd.drop { $0 == "-" }.split(separator: ".")
    let digits = parts[0] + (parts.count > 1 ? parts[1] : "").padding(to: 7)
    return (isNegative ? "-" : "") + digits
  }

  private static func comparePage(
    _ months: FigureMonths, _ month: String, _ comparison: inout Comparison
  ) throws {
    let page = try json(months, ["report", "month", month])
    let totals = try FigureTable(json: page, "tables", "totals").rows.map { row in
      ["\(row["figure"] ?? "")_points": row["month_points"] ?? ""]
    }
    comparison.compare("totals of the month", FigureTable(rows: totals))
    let tables = [
      ("daily", ["day"]), ("model", ["model", "task_type"]), ("sku", ["sku"]),
    ]
    for (name, keys) in tables {
      comparison.compare(
        "\(name) of the month", try FigureTable(json: page, "tables", name), by: keys)
    }
    comparison.compare(
      "findings of the month",
      try FigureTable(json: page, "tables", "findings").filter { $0["kind"] == "undercharged" },
      by: ["kind"], as: ["verdict"]
    ) { $0["verdict"] == "undercharged" }
    let failures = try FigureTable(json: page, "tables", "failures").rows.map { row in
      row.filter { $0.key != "tasks" }
    }
    comparison.compare(
      "failures of the month", FigureTable(rows: failures), by: ["model", "task_type"]
    ) { ["failed", "cancelled"].contains($0["status"]) }
    try compareBudgets(months, month, &comparison)
  }

  private static func compareBudgets(
    _ months: FigureMonths, _ month: String, _ comparison: inout Comparison
  ) throws {
    let actual = { (row: [String: String], name: String) in
      FigureTable(rows: [["billed_points": row[name] ?? ""]])
    }
    let budgets = try FigureTable(json: json(months, ["budget", "months"])).filter {
      $0["month"] == month
    }
    #expect(budgets.rows.count == 3)
    for row in budgets.rows {
      let found = actual(row, "actual_points")
      switch row["budget"] {
      case "all": comparison.compare("budget all", found)
      case "seedream":
        comparison.compare("budget seedream", found) { $0["model"] == "seedream" }
      default: comparison.compare("budget film", found) { $0["tag:project"] == "film" }
      }
    }
    let forecast = try FigureTable(json: json(months, ["forecast"]), "forecast")
    for row in forecast.rows {
      let name = month == "2026-06" ? "actual_points" : "previous_points"
      comparison.compare("\(name) of the forecast", actual(row, name))
    }
  }
}

extension StringProtocol {
  /// The text padded with zeros.
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: "0", count: Swift.max(0, length - count))
  }
}
