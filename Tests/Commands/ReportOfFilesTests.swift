import Foundation
import TestSupport
import Testing

/// A report from files alone is the report of a ledger into which they were imported, byte for
/// byte.
@Suite struct ReportOfFilesTests {
  /// Between the ends of the deliveries, so that some refunds are awaited and some are due.
  private static let asOf = "2026-05-09T12:00:00Z"
  private static let settings = """
    keys: { 7: shop, 8: film }
    fixed_charges: [{ name: plan, usd: 80, from: 2026-01-15, bonus_usd: 90 }]
    tags:
      - { tag: project=film, model: [kling, hailuo], task_type: "*video*" }
      - { tag: [project=shop, team=web], source: "*/planted*" }
      - { tag: team=keys, api_key: 7 }
    budgets:
      - { name: all, usd: 420, period: month, from: 2026-02-01, rollover: true }
      - { name: film, usd: 60, period: week, tags: project=film }

    """

  /// Every report with every option, and every way to write one.
  private static let calls: [[String]] =
    [
      [], ["daily", "-f", "csv"], ["monthly", "--period", "2026-02", "--json"],
      ["model", "-f", "markdown"], ["sku", "-f", "csv"], ["status", "--json"],
      ["units", "-f", "csv"], ["failures", "-f", "csv"], ["retries", "--json"],
      ["premiums", "-f", "markdown"], ["month", "2026-02", "-f", "markdown"],
      ["month", "2026-05", "--json"], ["keys", "-f", "csv"], ["stuck", "-f", "csv"],
      ["anomalies", "--json"], ["fixed", "--period", "2026-03"],
    ] + [
      ["model", "--by", "model,size,day", "-f", "csv"], ["daily", "--by", "tag:project", "--json"],
      ["model", "--by", "tag:team,model", "--period", "2026-02", "-f", "csv"],
      ["monthly", "--money", "cash", "-f", "csv"],
      ["daily", "--by", "tag:project,verdict", "--money", "cash", "-f", "table"],
      ["daily", "--since", "2026-05-03", "--until", "2026-05-05", "-f", "table"],
      ["daily", "--timezone", "Europe/Berlin", "-f", "csv"],
      ["sku", "--period", "today", "--quiet"], ["model", "--since", "2026-05-01", "--verbose"],
    ] + [
      ["daily", "-o", "out.csv"], ["model", "-o", "out.md"],
      ["month", "2026-02", "-o", "out.html"],
      ["month", "2026-02", "-o", "out/"], ["-o", "out/", "--period", "2026-02"], ["-o", "out/"],
    ]

  /// What only a ledger reports on stderr, by nature: its path.
  private static func isOfLedger(_ note: Substring) -> Bool {
    note.hasPrefix("ledger: ")
  }

  /// What only files report on stderr, by nature: the card is also read for the prices.
  private static func isOfFiles(_ note: Substring) -> Bool {
    note.hasPrefix("rate card: ")
  }

  private static func notes(
    _ results: Tool.Result..., without isLeftOut: (Substring) -> Bool
  ) -> [Substring] {
    results.flatMap { $0.errors.split(separator: "\n") }.filter { !isLeftOut($0) }
  }

  /// What a call has written to files, by name.
  private static func written(in tool: Tool) throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: tool.folder.path)
      .filter { $0.hasPrefix("out") }
    var written: [String: String] = [:]
    for name in names { written[name] = (try? tool.folder.text(of: name)) ?? "a folder" }
    for name in names where !name.contains("/") {
      try FileManager.default.removeItem(atPath: tool.folder.path(name))
    }
    return written
  }

  /// Compares a report of files with that of a new ledger into which they were imported: stdout, what
  /// is written, stderr and the status.
  private static func expectSame(_ tool: Tool, _ files: [String], _ calls: [[String]]) throws {
    var imports: [[String]: (environment: [String: String], result: Tool.Result)] = [:]
    for call in calls {
      let zone = call.firstIndex(of: "--timezone").map { Array(call[$0...($0 + 1)]) } ?? []
      let told = call.filter { ["--quiet", "--verbose"].contains($0) }
      if imports[zone + told] == nil {
        let environment = ["PILEDGER_DB": tool.folder.path("ledger-\(imports.count).db")]
        imports[zone + told] = (
          environment,
          try tool.run(["import"] + zone + told + files, environment: environment, asOf: asOf)
        )
      }
      let imported = try #require(imports[zone + told])
      let stored = try tool.run(
        ["report"] + call, environment: imported.environment, asOf: asOf)
      let storedFiles = try written(in: tool)
      let none = ["PILEDGER_DB": tool.folder.path("none.db")]
      let direct = try tool.run(["report"] + call + files, environment: none, asOf: asOf)
      #expect(direct.output == stored.output, "\(call)")
      #expect(try written(in: tool) == storedFiles, "\(call)")
      #expect(direct.status == (stored.status == 0 ? imported.result.status : stored.status))
      #expect(
        notes(direct, without: { isOfFiles($0) })
          == notes(imported.result, stored, without: { isOfLedger($0) || isOfFiles($0) }),
        "\(call)")
    }
  }

  @Test func `every report and option is the same of all that files may hold`() throws {
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    try tool.folder.write(Self.settings, to: "piledger.yaml")
    let task = TaskText.task { $0.taskID = "00000000-0000-4000-8000-0000000000ab" }.envelope
    let files = [
      ("a/half.ndjson", "\(task)\nno JSON\n\(BrokenAnswer.text())\n\(task.prefix(200))"),
      ("a/array.json", "[\(task)]"),
      ("a/empty.json", ""), ("a/skipped.pdf", "%PDF"),
      ("a/history.json", HistoryText.page([.row(), .row { ($0.id, $0.apiKeyID) = (42, "8") }])),
      ("a/2026-05-04.json", AccountText.answer()),
      ("a/2026-05-08.json", AccountText.answer { $0.balance = "3" }),
      ("deliveries", Deliveries(seed: 7).records.joined(separator: "\n")),
    ]
    for (name, text) in files { try tool.folder.write(text, to: name) }
    _ = try tool.shell("gzip \(tool.folder.path("deliveries"))", environment: ["PATH": "/bin"])
    let days = ["planted"] + (20...28).map { "2026-02-\($0)" }
    try Self.expectSame(
      tool,
      days.map { "demo/responses/\($0).ndjson" }
        + ["deliveries.gz", "a", "a/half.ndjson", "none.json"],
      Self.calls)
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
      files.append(source.name)
    }
    try Self.expectSame(
      tool, files,
      [
        ["sku", "-f", "csv"], ["model", "--by", "model,verdict,day", "-f", "csv"],
        ["daily", "--timezone", "Europe/Berlin", "-f", "csv"], ["-o", "out/"],
      ])
  }

  @Test func `standard input gives the report of the ledger, also named twice`() throws {
    let records = Deliveries(seed: 9).records.joined(separator: "\n")
    for files in [["-"], ["-", "-"]] {
      let tool = try Tool()
      try tool.run(["import"] + files, input: records, asOf: Self.asOf)
      let stored = try tool.run("report", "sku", "-f", "csv", asOf: Self.asOf)
      let direct = try tool.run(
        ["report", "sku", "-f", "csv"] + files, input: records, asOf: Self.asOf)
      #expect(direct.output == stored.output)
      #expect(direct.errors.hasSuffix(stored.errors))
    }
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

  @Test func `what cannot be read is listed, and the exit status is 65 after the report`() throws {
    let tool = try Tool()
    try tool.folder.write("\(TaskText().envelope)\n\(BrokenAnswer.text())\n", to: "a.json")
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
    (["report", "yearly"], 64, "found yearly"),
    (
      ["report", "month", "2026-99"], 64,
      "expected a month such as 2026-10, february or last-month, found 2026-99"
    ),
    (["report", "model", "none.json"], 66, "none.json: no such file or folder"),
    (["report", "--db", "a.db", "a.json"], 64, "--db and files cannot be combined"),
  ])
  func `what is neither a report nor a file is reported`(
    arguments: [String], status: Int32, error: String
  ) throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().bare, to: "a.json")
    let result = try tool.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(error))
    #expect(result.output.isEmpty)
  }

  @Test func `a missing file among others ends with 66 after their report`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().bare, to: "a.json")
    let result = try tool.run("report", "a.json", "none.json")
    #expect(result.status == 66)
    #expect(result.output.contains("2026-05-04"))
  }
}
