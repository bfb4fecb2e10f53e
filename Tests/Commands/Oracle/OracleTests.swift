import Domain
import TestSupport
import Testing
import Traffic

/// What the tool reports is what a program that was written from the manual alone makes of the same
/// files, to the point.
@Suite(.enabled(if: Oracle.python != nil, "there is no python3 with time zones on this machine"))
struct OracleTests {
  /// What differs, and how much was compared.
  private struct Comparison {
    private(set) var count = 0
    private(set) var differences: [String] = []

    mutating func compare(_ name: String, _ found: String?, _ expected: String?) {
      count += 1
      guard found != expected else { return }
      differences.append("\(name): expected \(expected ?? "no row"), found \(found ?? "no row")")
    }
  }

  @Test(arguments: [
    (UInt64(81), "UTC"), (82, "Asia/Kolkata"), (83, "America/New_York"), (84, "Pacific/Apia"),
  ])
  func `tasks of every family are what the manual says`(seed: UInt64, zone: String) throws {
    let tool = try Tool()
    let lines = FamilyMonth(seed: seed).lines.joined(separator: "\n") + "\n"
    try compare(
      tool, files: [tool.folder.write(lines, to: "in.ndjson")], zone: zone,
      asOf: FamilyMonth.asOf, atLeast: 2_000, name: "seed \(seed), \(zone)")
  }

  @Test(arguments: [UInt64(85), 86])
  func `a month and its account history are what the manual says`(seed: UInt64) throws {
    let (tool, month) = (try Tool(), MonthOfTraffic(seed: seed))
    let files = try (month.files + month.accountFiles.filter { $0.name.hasSuffix("ndjson") }).map {
      try tool.folder.write($0.text, to: $0.name)
    }
    try compare(
      tool, files: files, zone: "UTC", asOf: MonthOfTraffic.asOf.description, atLeast: 9_000,
      name: "seed \(seed)")
    let entries = FigureTable(
      csv: try tool.run("report", "keys", "-q", "-f", "csv", asOf: nil).output)
    let oracle = try Oracle.table(files: files, zone: "UTC", asOf: MonthOfTraffic.asOf.description)
    let keys = oracle.filter { $0["table"] == "key" }
    #expect(keys.rows.count == 4)
    for key in keys.rows {
      let row = entries.filter { $0["api_key_id"] == key["key"] }.rows.first
      #expect(row?["entries"] == key["tasks"], "key \(key["key"] ?? "")")
      #expect(row?["booked_points"] == key["billed_points"], "key \(key["key"] ?? "")")
    }
  }

  @Test func `the tasks of a large account are what the manual says`() throws {
    let tool = try Tool()
    var traffic = AccountTraffic(
      AccountTraffic.Plan(
        seed: 87, records: 2_000, firstDay: MonthOfTraffic.firstDay, days: 60))
    var bytes: [UInt8] = []
    while traffic.appendRecord(to: &bytes) { bytes.append(0x0A) }
    let file = try tool.folder.write(String(decoding: bytes, as: UTF8.self), to: "in.ndjson")
    try compare(
      tool, files: [file], zone: "Europe/Berlin", asOf: "2026-05-01T00:00:00Z", atLeast: 8_000,
      name: "seed 87")
  }

  private func compare(
    _ tool: Tool, files: [String], zone: String, asOf: String, atLeast least: Int, name: String
  ) throws {
    let oracle = try Oracle.table(files: files, zone: zone, asOf: asOf)
    let run = { (arguments: [String]) in
      FigureTable(csv: try tool.run(arguments + ["-z", zone, "-q"], asOf: asOf).output)
    }
    _ = try run(["import"] + files)
    var comparison = Comparison()
    Self.compareTasks(try run(["export", "tasks"]), oracle, &comparison)
    for (kind, table) in [
      ("daily", "day"), ("monthly", "month"), ("model", "model"), ("status", "status"),
    ] {
      Self.compareSums(try run(["report", kind, "-f", "csv"]), oracle, by: table, &comparison)
    }
    let reconciled = try tool.run("reconcile", "--dry-run", "--json", "-z", zone, asOf: asOf)
    Self.compareVerdicts(
      try FigureTable(json: reconciled.output, "verdicts"), oracle, &comparison)
    let first = comparison.differences.prefix(20)
    #expect(first.isEmpty, "\(name)")
    print("\(name): \(comparison.count) figures compared with the oracle")
    #expect(comparison.count >= least, "\(name): only \(comparison.count) figures were compared")
  }

  /// Task by task; what the manual leaves open is empty and not compared.
  private static func compareTasks(
    _ found: FigureTable, _ oracle: FigureTable, _ comparison: inout Comparison
  ) {
    let tasks = Dictionary(
      found.rows.map { ($0["task_id"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    let expected = oracle.filter { $0["table"] == "task" }.rows
    comparison.compare("tasks", "\(tasks.count)", "\(expected.count)")
    for task in expected {
      let (id, row) = (task["key"] ?? "", tasks[task["key"] ?? ""])
      for column in ["billed_points", "status", "day"] {
        comparison.compare("\(id) \(column)", row?[column], task[column])
      }
      for column in ["frozen_points", "verdict", "expected_points"] where task[column] != "" {
        comparison.compare("\(id) \(column)", row?[column], task[column])
      }
    }
  }

  private static func compareSums(
    _ found: FigureTable, _ oracle: FigureTable, by table: String, _ comparison: inout Comparison
  ) {
    var sums: [String: Amounts] = [:]
    for row in found.rows where row[table] != "total" {
      let key =
        table == "model" ? "\(row["model"] ?? "")/\(row["task_type"] ?? "")" : row[table] ?? ""
      for name in ["tasks", "billed_points"] {
        sums[key.lowercased(), default: [:]][name, default: 0] += Int64(row[name] ?? "") ?? 0
      }
    }
    let expected = oracle.filter { $0["table"] == table }.rows
    comparison.compare("rows by \(table)", "\(sums.count)", "\(expected.count)")
    for row in expected {
      for name in ["tasks", "billed_points"] {
        let sum = sums[row["key"] ?? ""]?[name].map { "\($0)" }
        comparison.compare("\(table) \(row["key"] ?? "") \(name)", sum, row[name])
      }
    }
  }

  /// How many tasks have a verdict, of which those that the manual leaves open may be any.
  private static func compareVerdicts(
    _ found: FigureTable, _ oracle: FigureTable, _ comparison: inout Comparison
  ) {
    let tasks = oracle.filter { $0["table"] == "task" }.rows
    let counts = Dictionary(grouping: tasks) { $0["verdict"] ?? "" }.mapValues { Int64($0.count) }
    for (verdict, count) in counts where verdict != "" {
      let row = found.filter { $0["verdict"] == verdict }.rows.first
      let tasks = Int64(row?["tasks"] ?? "") ?? 0
      let isRight = (count...count + (counts[""] ?? 0)).contains(tasks)
      comparison.compare("\(verdict) of reconcile", isRight ? "\(count)" : "\(tasks)", "\(count)")
    }
  }
}
