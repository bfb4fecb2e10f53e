import Foundation
import TestSupport
import Testing

/// Tasks that name no account, and those that name the one that is given for them.
@Suite(
  .enabled(
    if: !EnginePython.engines.isEmpty,
    "DUCKDB_PYTHON names no Python with duckdb, chdb or pyspark"))
struct ReducedAccountTests {
  /// Tasks that agree in all but their ids and whether they name their account.
  private static let answers = (1...3).map { number in
    let name = number == 1 ? #""account_name":"Ann","# : ""
    return #"{"task_id":"7f3a0c1e-52d4-4b6f-9a11-aaaaaaaaaaa\#(number)","model":"seedream","#
      + #""task_type":"seedream-5-lite","status":"completed","input":{"size":"2K"},"#
      + #""meta":{\#(name)"usage":{"type":"point","frozen":0,"consume":280000}}}"#
  }

  @Test(arguments: EnginePython.engines.filter { $0 != "spark" })
  func `are one line`(engine: String) throws {
    let tool = try Tool()
    try tool.folder.write(Self.answers.joined(separator: "\n") + "\n", to: "answers.ndjson")
    let printed = try tool.run(
      "scale", "sql", "--engine", engine, "--from", "answers.ndjson", "--batch", "b", "--account",
      "Ann", "--to", "lines.ndjson", "-o", "reduce.sql")
    try #require(printed.status == 0, "\(printed.errors)")
    try EnginePython.run([("reduce.sql", "rows")], in: engine, by: tool)
    let lines = try tool.folder.text(of: "lines.ndjson").split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.contains(#""account":"Ann""#) == true)
    #expect(lines.first?.contains(#""tasks":3,"#) == true, "\(lines)")
  }
}
