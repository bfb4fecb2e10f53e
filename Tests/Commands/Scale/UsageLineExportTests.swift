import TestSupport
import Testing

/// What needs single tasks says so of a ledger of usage lines, and everything else has their figures.
@Suite struct UsageLineExportTests {
  private static let note =
    "piledger: 5 tasks are counted by usage lines, which name no task; piledger scale tasks prints "
    + "the query that lists them\n"

  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(UsageLineText.images + "\n", to: "lines.ndjson")
    let imported = try tool.run("import", "lines.ndjson")
    #expect(
      imported.output == "imported 1 usage line of 5 tasks (5 new, 0 unchanged), 0 quarantined\n")
    return tool
  }

  @Test func `FOCUS has one row for the tasks of a day that agree`() throws {
    let result = try Self.tool().run("export", "focus", "--period", "2026-05")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    try #require(lines.count == 2)
    let row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    #expect(row["EffectiveCost"] == "0.14")
    #expect(row["ChargePeriodStart"] == "2026-05-06T00:00:00Z")
    #expect(row["ConsumedQuantity"] == "5.0")
    #expect(row["ResourceId"] == "")
  }

  @Test(arguments: [
    ["report", "retries"], ["report", "stuck"], ["export", "tasks"],
    ["claims", "new", "--period", "2026-05"],
  ])
  func `what needs single tasks names the query that lists them`(arguments: [String]) throws {
    let result = try Self.tool().run(arguments)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.hasPrefix(Self.note), "\(result.errors)")
  }

  @Test func `a finding of lines is explained without task ids`() throws {
    let tool = try Tool()
    try tool.folder.write(
      UsageLineText.images.replacing("280000", with: "300000") + "\n", to: "lines.ndjson")
    try tool.run("import", "lines.ndjson")
    let result = try tool.run("explain", try findingID(in: tool))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.hasPrefix(Self.note), "\(result.errors)")
    #expect(result.output.contains("overcharged") || result.output.contains("price"))
  }
}

/// The query that lists the tasks behind a finding of usage lines.
@Suite struct FindingTasksQueryTests {
  /// The query of the first finding in a ledger of one record.
  private static func query(
    ofFindingIn record: String
  ) throws -> (findingID: String, result: Tool.Result) {
    let tool = try Tool()
    try tool.folder.write(record + "\n", to: "record.ndjson")
    try tool.run("import", "record.ndjson")
    let id = try findingID(in: tool)
    return (
      id,
      try tool.run("scale", "tasks", "--engine", "duckdb", "--from", "a.ndjson", "--finding", id)
    )
  }

  @Test func `it selects the tasks of the finding's lines by what they have in common`() throws {
    let line = UsageLineText.images.replacing("280000", with: "300000")
    let (_, result) = try Self.query(ofFindingIn: line)
    #expect(result.status == 0, "\(result.errors)")
    let key =
      #"'2026-05-06|seedream|seedream-5-lite|{"size":"2K"}|completed|0|0|1||point|300000|0'"#
    #expect(result.output.contains(key), "\(result.output.suffix(2000))")
  }

  @Test func `lines that another card's query made are told`() throws {
    let line = UsageLineText.images.replacing("280000", with: "300000")
      .replacing(#""read_fields":["#, with: #""read_fields":["of_old","#)
    let (_, result) = try Self.query(ofFindingIn: line)
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: the lines of batch studio were made with a rate card that reads other fields of "
        + "seedream/seedream-5-lite; run the query of piledger scale sql again, and import its "
        + "lines\n")
  }

  @Test func `a finding of tasks that are known one by one names explain`() throws {
    let (id, result) = try Self.query(
      ofFindingIn: TaskText.task { $0.consume = 300_000 }.envelope)
    #expect(result.status == 66)
    #expect(
      result.errors
        == "piledger: \(id): usage lines have no task of this finding; piledger explain lists its "
        + "tasks\n")
  }
}

/// The id of the first finding that a reconciliation tells.
private func findingID(in tool: Tool) throws -> String {
  let lines = try tool.run("reconcile").output.split(separator: "\n")
  let title = try #require(lines.firstIndex(of: "Findings"))
  return String(lines[title + 1].prefix(8))
}
