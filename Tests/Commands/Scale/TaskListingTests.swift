import Domain
import Foundation
import TestSupport
import Testing

/// The query behind a finding lists its tasks, and the rejects are the importer's.
///
/// Runs where `DUCKDB_PYTHON` names a Python that has duckdb, chdb or pyspark.
@Suite(
  .enabled(
    if: !EnginePython.engines.isEmpty,
    "DUCKDB_PYTHON names no Python with duckdb, chdb or pyspark"))
struct TaskListingTests {
  /// A finding as `reconcile` writes it.
  private struct Found: Decodable {
    let id: String
    let kind: String
    let tasks: Int
  }

  private struct Envelope: Decodable {
    struct Tables: Decodable { let findings: Table }
    struct Table: Decodable { let rows: [Found] }
    let data: Tables
  }

  private static let unreadable = [
    answer(1, #""model":"kling","task_type":"video_generation","status":"completed""#, consume: -5),
    answer(2, #""task_type":"video_generation","status":"completed""#, consume: 5),
    answer(3, #""task_type":"txt2img","status":"failed""#, consume: 0),
  ]

  private static func answer(_ number: Int, _ members: String, consume: Int) -> String {
    let usage = #"{"type":"point","frozen":0,"consume":\#(consume)}"#
    return #"{"task_id":"7f3a0c1e-52d4-4b6f-9a11-aaaaaaaaaaa\#(number)",\#(members),"#
      + #""meta":{"created_at":"2026-10-05T00:00:00Z","usage":\#(usage)}}"#
  }

  private func findings(_ tool: Tool, ledger: String) throws -> [Found] {
    let result = try tool.run(["reconcile", "-j", "--db", ledger], asOf: FamilyMonth.asOf)
    return try JSONDecoder().decode(Envelope.self, from: Data(result.output.utf8)).data.findings
      .rows
  }

  /// The ids of a finding's tasks, which `reconcile` writes where the ledger has the tasks.
  private func taskIDs(ofFinding id: String, _ tool: Tool) throws -> Set<String> {
    let result = try tool.run(
      ["reconcile", "-f", "csv", "--db", "tasks.db"], asOf: FamilyMonth.asOf)
    let row = result.output.split(whereSeparator: \.isNewline).first { $0.contains(",\(id),") }
    let ids = try #require(row?.split(separator: ",").last)
    return Set(ids.split(separator: " ").map(String.init))
  }

  private func print(
    _ arguments: [String], to name: String, engine: String, by tool: Tool
  ) throws {
    let result = try tool.run(
      ["scale"] + arguments + ["--engine", engine, "--from", "answers.ndjson", "-o", name],
      asOf: FamilyMonth.asOf)
    try #require(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: EnginePython.engines)
  func `each engine lists the tasks of findings, and counts what the importer sets apart`(
    engine: String
  ) throws {
    let tool = try Tool()
    let month = FamilyMonth(seed: 92)
    let answers = (month.lines + Self.unreadable).joined(separator: "\n").disputed(every: 7)
    try tool.folder.write(answers + "\n", to: "answers.ndjson")
    let direct = try tool.run(
      ["import", "answers.ndjson", "-q", "--db", "tasks.db"], asOf: FamilyMonth.asOf)
    #expect(direct.status == 65)
    #expect(direct.errors.matches(of: #/could not be read: /#).count == 3, "\(direct.errors)")

    try print(
      ["sql", "--batch", "month", "--to", "lines"], to: "reduce.sql", engine: engine, by: tool)
    try print(
      ["sql", "--batch", "month", "--rejects"], to: "rejects.sql", engine: engine, by: tool)
    try EnginePython.run(
      [("reduce.sql", "answer"), ("rejects.sql", "rejects")], in: engine, by: tool)
    let rejects = try tool.folder.text(of: "rejects").split(separator: "\n").map {
      $0.split(separator: "\t").map(String.init)
    }
    #expect(rejects.map(\.[1]) == ["2", "1"], "\(rejects)")

    let imported = try tool.run(
      ["import", "lines", "-q", "--db", "lines.db"], asOf: FamilyMonth.asOf)
    #expect(imported.status == 0, "\(imported.errors)")
    // The largest finding of each kind, so that one with many tasks is among them.
    let all = try findings(tool, ledger: "lines.db")
    #expect(Set(all.map(\.id)) == Set(try findings(tool, ledger: "tasks.db").map(\.id)))
    let largest = Dictionary(grouping: all, by: \.kind).values
      .compactMap { $0.max { ($0.tasks, $0.id) < ($1.tasks, $1.id) } }.sorted { $0.id < $1.id }
    #expect(largest.count > 4, "\(all)")
    for finding in largest {
      try print(
        ["tasks", "--finding", finding.id, "--db", "lines.db"], to: "\(finding.id).sql",
        engine: engine, by: tool)
    }
    try EnginePython.run(
      largest.map { ("\($0.id).sql", "\($0.id).rows") }, in: engine, by: tool)
    for finding in largest {
      let rows = try tool.folder.text(of: "\(finding.id).rows").split(separator: "\n")
      let ids = rows.compactMap { $0.split(separator: "\t").first.map(String.init) }
      #expect(ids.count == finding.tasks, "\(finding)")
      #expect(try Set(ids) == taskIDs(ofFinding: finding.id, tool), "\(finding)")
    }
  }
}

extension String {
  /// The answers with every nth amount doubled.
  func disputed(every distance: Int) -> String {
    var number = 0
    return split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.replacing(/"consume":([1-9][0-9]*)/) { found in
        number += 1
        let amount = Int(found.1) ?? 0
        return "\"consume\":\(number.isMultiple(of: distance) ? 2 * amount : amount)"
      }
    }.joined(separator: "\n")
  }
}
