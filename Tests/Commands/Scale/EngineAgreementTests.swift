import Domain
import Foundation
import TestSupport
import Testing
import Traffic

/// A ledger of the lines that an engine makes has the figures of one that has the tasks.
///
/// Runs where `DUCKDB_PYTHON` names a Python that has duckdb, chdb or pyspark.
@Suite(
  .enabled(
    if: !EnginePython.engines.isEmpty,
    "DUCKDB_PYTHON names no Python with duckdb, chdb or pyspark"))
struct EngineAgreementTests {
  /// Answers with the commands whose whole output has to be the same, with `-f csv`.
  struct Case: Sendable, CustomStringConvertible {
    let description: String
    let answers: String
    let asOf: String
    let commands: [[String]]

    /// Every family, every state, repeated and out of order.
    static let families: Case = {
      var month = FamilyMonth(seed: 91)
      return Case(
        description: "families", answers: month.shuffled().joined(separator: "\n") + "\n",
        asOf: FamilyMonth.asOf,
        commands: [
          ["report", "--by", "day,model,task_type,sku,status,verdict"],
          ["report", "--by", "month"], ["report", "--by", "status"], ["report", "--by", "model"],
          ["report", "units"],
        ])
    }()

    /// The same with many amounts that are wrong, some of them twice on a day: exceptions, of which
    /// none is a new price.
    static let disputed = Case(
      description: "disputed", answers: families.answers.disputed(every: 9),
      asOf: FamilyMonth.asOf,
      commands: [["reconcile"], ["rates", "infer"], ["report", "--by", "verdict"]])

    /// A month with planted errors, a change of price within a day among them.
    static let studio = Case(
      description: "studio", answers: MonthOfTraffic(seed: 1).files.map(\.text).joined(),
      asOf: MonthOfTraffic.asOf.description,
      commands: [
        ["report", "--by", "day,sku,status,verdict"], ["reconcile"], ["rates", "infer"],
        ["forecast", "--by", "model"], ["query", "findings-by-cause"], ["report", "failures"],
        ["budget"],
      ])
  }

  /// The lines that an engine makes of a file of answers.
  private func lines(
    of engine: String, in tool: Tool, zone: String, asOf: String
  ) throws -> String {
    let printed = try tool.run(
      [
        "scale", "sql", "--engine", engine, "--from", "answers.ndjson", "--batch", "month",
        "-z", zone, "-o", "reduce.sql",
      ], asOf: asOf)
    try #require(printed.status == 0, "\(printed.errors)")
    try EnginePython.run([("reduce.sql", "lines.ndjson")], in: engine, by: tool)
    return try String(contentsOfFile: tool.folder.path("lines.ndjson"), encoding: .utf8)
  }

  private func figures(_ tool: Tool, ledger: String, _ data: Case) throws -> [String] {
    try data.commands.map { command in
      let result = try tool.run(command + ["-f", "csv", "--db", ledger], asOf: data.asOf)
      #expect([0, 10, 11, 12].contains(result.status), "\(command): \(result.errors)")
      let rows = result.output.split(whereSeparator: \.isNewline)
      #expect(rows.count > 1, "\(command)")
      return Self.withoutTaskIDs(rows).joined(separator: "\n")
    }
  }

  /// The shares of tasks and money that were checked.
  private func coverage(_ tool: Tool, ledger: String, _ data: Case) throws -> NSDictionary {
    let result = try tool.run(["reconcile", "-j", "--db", ledger], asOf: data.asOf)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let coverage = try #require((object as? [String: Any])?["coverage"] as? [String: Any])
    #expect(coverage.count > 10)
    // Records are counted as they came: lines are fewer.
    return coverage.filter { !$0.key.hasPrefix("records") } as NSDictionary
  }

  /// The rows of a table without the last column if it has ids of tasks, which lines do not have.
  private static func withoutTaskIDs(_ rows: [Substring]) -> [Substring] {
    guard rows.first?.hasSuffix(",task_ids") ?? false else { return rows }
    return rows.map { row in row.prefix(upTo: row.lastIndex(of: ",") ?? row.endIndex) }
  }

  @Test(
    arguments: EnginePython.engines,
    [
      (Case.families, "UTC"), (Case.families, "America/St_Johns"), (Case.disputed, "UTC"),
      (Case.studio, "UTC"),
    ])
  func `each engine's lines have the figures of the tasks, to the point`(
    engine: String, data: (answers: Case, zone: String)
  ) throws {
    let tool = try Tool()
    let (answers, zone) = data
    try tool.folder.write(
      "budgets:\n  - { name: all, usd: 40, period: month }\n"
        + "  - { name: films, usd: 9, period: month, models: [kling, sora2] }\n",
      to: "piledger.yaml")
    try tool.folder.write(answers.answers, to: "answers.ndjson")
    let direct = try tool.run(
      ["import", "answers.ndjson", "-q", "-z", zone, "--db", "tasks.db"], asOf: answers.asOf)
    #expect([0, 65].contains(direct.status), "\(direct.errors)")
    let lines = try lines(of: engine, in: tool, zone: zone, asOf: answers.asOf)
    #expect(lines.split(separator: "\n").count > 100)
    let imported = try tool.run(
      ["import", "lines.ndjson", "-q", "-z", zone, "--db", "lines.db"], asOf: answers.asOf)
    #expect(imported.status == 0, "\(imported.errors)")
    let (expected, found) = (
      try figures(tool, ledger: "tasks.db", answers), try figures(tool, ledger: "lines.db", answers)
    )
    for (command, pair) in zip(answers.commands, zip(expected, found)) {
      #expect(pair.0 == pair.1, "\(command)")
    }
    #expect(
      try coverage(tool, ledger: "tasks.db", answers)
        == coverage(
          tool, ledger: "lines.db", answers))
    let checked = try tool.run(["doctor", "--db", "lines.db"], asOf: answers.asOf)
    #expect(checked.status == 0, "\(checked.errors)")
  }
}
