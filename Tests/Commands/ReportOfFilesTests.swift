import Foundation
import TestSupport
import Testing

/// A report from files alone is the report of a ledger into which they were imported, byte for
/// byte.
@Suite struct ReportOfFilesTests {
  private static let nightlySet = [
    "daily.csv", "findings.csv", "models.csv", "skus.csv", "summary.md",
  ]
  /// Between the ends of the deliveries, so that some refunds are awaited and some are due.
  private static let asOf = "2026-05-09T12:00:00Z"

  private static let calls = [
    ["daily", "-f", "csv"], ["sku", "-f", "markdown"], ["status", "--json"],
    ["model", "--by", "model,size,day", "-f", "csv"],
    ["monthly", "--period", "2026-05", "--json"],
    ["daily", "--since", "2026-05-03", "--until", "2026-05-05", "-f", "table"],
    ["daily", "--timezone", "Europe/Berlin", "-f", "csv"],
  ]

  /// Compares both ways on files of a folder; the nightly set, which in a ledger has the account's
  /// side too, on files with task responses alone.
  private static func expectSame(
    _ tool: Tool, _ files: [String], responses: [String]? = nil
  ) throws {
    for (number, call) in calls.enumerated() {
      let zone = call.firstIndex(of: "--timezone").map { Array(call[$0...($0 + 1)]) } ?? []
      let environment = ["PILEDGER_DB": tool.folder.path("ledger-\(number).db")]
      try tool.run(["import"] + zone + files, environment: environment, asOf: asOf)
      let imported = try tool.run(["report"] + call, environment: environment, asOf: asOf)
      let direct = try tool.run(
        ["report"] + call + files, environment: ["PILEDGER_DB": tool.folder.path("none.db")],
        asOf: asOf)
      #expect(direct.output == imported.output, "\(call)")
      #expect(imported.status == 0)
    }
    let environment = ["PILEDGER_DB": tool.folder.path("responses.db")]
    try tool.run(["import"] + (responses ?? files), environment: environment, asOf: asOf)
    try tool.run(["report", "-o", "imported"], environment: environment, asOf: asOf)
    try tool.run(["report", "-o", "direct"] + (responses ?? files), asOf: asOf)
    for name in nightlySet {
      #expect(
        try tool.folder.text(of: "direct/\(name)") == tool.folder.text(of: "imported/\(name)"))
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `any deliveries, in any split over files, give the report of the ledger`(
    seed: UInt64
  ) throws {
    let tool = try Tool()
    var files: [String] = []
    var deliveries = Deliveries(seed: seed)
    for source in deliveries.rearranged() + Self.violations(seed: seed) {
      try tool.folder.write(source.text, to: source.name)
      let responses = source.text.split(separator: "\n").filter { !Self.isOfAccount($0) }
      try tool.folder.write(responses.joined(separator: "\n"), to: "responses/\(source.name)")
      files.append(source.name)
    }
    try Self.expectSame(tool, files, responses: files.map { "responses/\($0)" })
  }

  /// Whether a record is a history page or a balance.
  private static func isOfAccount(_ record: Substring) -> Bool {
    record.contains("equivalent_in_usd") || record.contains(#""page""#)
  }

  /// Rejected tasks of one day, whose penalties depend on their number.
  private static func violations(seed: UInt64) -> [SourceText] {
    let records = (1...24).map { number in
      TaskText.task {
        $0.taskID = "00000000-0000-4000-8000-0000000000\(10 + number)"
        ($0.model, $0.taskType, $0.input) = ("seedance", "seedance-2", #"{"duration":5}"#)
        ($0.status, $0.output, $0.errorCode) = ("failed", "null", 10_003)
        ($0.createdAt, $0.endedAt) = ("2026-05-06T00:\(10 + number):00Z", "2026-05-06T12:00:00Z")
        $0.consume = (UInt64(number) + seed) % 5 == 0 ? 250_000 : 50_000
      }.envelope
    }
    return [
      SourceText("morning.ndjson", Array(records[..<12])),
      SourceText("noon.json", Array(records[12...])),
    ]
  }

  @Test func `a month of made-up traffic gives the report of the ledger`() throws {
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    try Self.expectSame(tool, ["demo/responses"])
  }

  @Test func `nothing is written`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    let before = try Self.files(in: tool)
    let result = try tool.run("report", "a.json")
    #expect(result.status == 0)
    #expect(result.output.contains("2026-05-04"))
    #expect(try Self.files(in: tool) == before)
  }

  private static func files(in tool: Tool) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: tool.folder.path)
      .filter { ![".output", ".errors", ".input"].contains($0) }.sorted()
  }

  @Test func `what cannot be read is listed, and ends with 65 behind the report`() throws {
    let tool = try Tool()
    try tool.folder.write("\(TaskText().envelope)\nno JSON", to: "a.json")
    let result = try tool.run("report", "a.json", "-f", "csv")
    #expect(result.status == 65)
    #expect(result.output.contains("2026-05-04,1,"))
    #expect(result.errors.contains("piledger: a.json:2: could not be read: not JSON: "))
  }

  @Test func `standard input is a file`() throws {
    let result = try Tool().run("report", "status", "-", input: TaskText().bare)
    #expect(result.status == 0)
    #expect(result.output.contains("completed"))
  }

  @Test func `a file that has the name of a report is given with its folder`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().bare, to: "daily")
    #expect(try tool.run("report", "daily").status == 66)
    #expect(try tool.run("report", "./daily").output.contains("2026-05-04"))
    #expect(try tool.run("report", "daily", "daily").output.contains("2026-05-04"))
  }

  @Test(arguments: [
    (["report", "none.json"], 66, "none.json: no such file or folder"),
    (["report", "weekly"], 64, "found weekly"),
    (
      ["report", "month", "2026-99"], 64,
      "expected a month such as 2026-10 or a file, found 2026-99"
    ),
    (["report", "model", "none.json"], 66, "none.json: no such file or folder"),
    (["report", "--db", "a.db", "a.json"], 64, "--db and files exclude each other"),
  ])
  func `what is neither a report nor a file is told`(
    arguments: [String], status: Int32, error: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().bare, to: "a.json")
    let result = try tool.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(error))
    #expect(result.output.isEmpty)
  }

  @Test func `a missing file beside others ends with 66 behind their report`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().bare, to: "a.json")
    let result = try tool.run("report", "a.json", "none.json")
    #expect(result.status == 66)
    #expect(result.output.contains("2026-05-04"))
  }
}
