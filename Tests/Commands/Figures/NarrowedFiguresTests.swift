import Foundation
import TestSupport
import Testing

/// Whatever takes `--where` counts the same tasks, and the parts of a whole add up to it.
@Suite struct NarrowedFiguresTests {
  private static let prepared = Result {
    try FolderContents(of: FigureMonths(seed: 71, isClosed: true).tool.folder)
  }

  private static func tool() throws -> Tool { try Tool(prepared.get()) }

  private static let partitions = [
    ["model=seedream", "model!=Seedream"], ["status=completed", "status!=completed"],
    ["verdict=matched|penalty", "verdict!=matched|penalty"],
    ["tag:project=film", "tag:project=rest", "tag:project=untagged"],
  ]

  private static func table(
    _ arguments: [String], where filter: String? = nil
  ) throws -> FigureTable {
    let words = arguments + (filter.map { ["--where", $0] } ?? [])
    let result = try tool().run(words, asOf: FigureMonths.now)
    guard arguments.last == "--json" else { return FigureTable(csv: result.output) }
    return try FigureTable(json: result.output, "verdicts")
  }

  @Test(arguments: [
    ["report", "sku", "--period", "2026-06", "-q", "-f", "csv"],
    ["report", "--by", "week,status", "-q", "-f", "csv"], ["reconcile", "--json"],
    ["export", "tasks"],
  ])
  func `the parts of a partition add up to the whole`(command: [String]) throws {
    let rows = { (table: FigureTable) in
      table.filter { !$0.values.contains("total") }.sums(by: [])[[]] ?? [:]
    }
    let whole = rows(try Self.table(command))
    #expect(whole["billed_points", default: 0] > 0)
    for partition in Self.partitions {
      var sum: Amounts = [:]
      for filter in partition {
        let part = rows(try Self.table(command, where: filter))
        #expect(part != whole, "\(command) where \(filter)")
        sum.merge(part) { $0 + $1 }
      }
      #expect(sum == whole, "\(command) by \(partition)")
    }
  }

  @Test(arguments: ["model=seedance", "tag:project=film,status=completed", "verdict=overcharged"])
  func `reports, the month and a reconciliation count the same tasks, and say which`(
    filter: String
  ) throws {
    let tool = try Self.tool()
    let run = { (arguments: [String]) in
      try tool.run(arguments + ["--json", "--where", filter], asOf: FigureMonths.now)
    }
    let period = ["--period", "2026-06"]
    let reports = try ["daily", "weekly", "model", "sku"].map {
      try FigureTable(totalOf: run(["report", $0] + period).output).sums(by: [])
    }
    #expect(Set(reports).count == 1 && reports[0] != [:])
    let reconciled = try run(["reconcile"] + period).output
    #expect(try FigureTable(json: reconciled, "verdicts").sums(by: []) == reports[0])
    let month = try run(["report", "month", "2026-06"]).output
    let coverage = { (text: String) -> NSDictionary in
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
      #expect((object?["parameters"] as? NSDictionary)?["where"] as? String == filter)
      return try #require(object?["coverage"] as? NSDictionary)
    }
    #expect(try coverage(month) == coverage(reconciled))
    let text = try tool.run(
      ["report", "sku", "--where", filter] + period, asOf: FigureMonths.now)
    #expect(text.output.contains(" tasks where \(filter) ("))
    #expect(text.output.replacing("\n", with: " ").contains("only tasks where \(filter); what "))
  }

  @Test(
    arguments: [
      (
        ["report", "keys"], "model=kling",
        "entries of the account history are not told apart by model"
      ),
      (["report", "fixed"], "model=kling", "fixed charges are not told apart by model"),
      (["report", "retries"], "status=failed", "retries are not told apart by status"),
      (["rates", "infer"], "tag:project=film", "prices are not told apart by tag:project"),
      (
        ["export", "focus"], "tag:project=film",
        "corrections of closed months are not told apart by"
      ),
      (["forecast"], "key=unknown", "--by key has one of each key"),
      (["report", "--by", "tag:project"], "key=unknown", "tags and API keys cannot be combined"),
      (["budget"], "model=kling", "a budget has a scope of its own"),
      (["query", "spend-by-model"], "model=kling", "SQL has a WHERE of its own"),
      (
        ["report", "-o", "folder/"], "model=kling",
        "--where and --account apply only to single reports"
      ),
      (["report"], "modle=kling", "found modle; nearest"),
      (
        ["report"], "kling",
        "--where: expected conditions such as model=kling,size=2K|3K, found kling"
      ),
      (["reconcile"], "siz=2K", "found siz; nearest is size"),
    ] as [([String], String, String)])
  func `what can't be narrowed is refused with the reason`(
    command: [String], filter: String, reason: String
  ) throws {
    let result = try Self.tool().run(
      command + ["--where", filter], asOf: FigureMonths.now)
    #expect(result.status == 64)
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `a value that no task has is told, and the report is of no task`() throws {
    let tool = try Self.tool()
    let result = try tool.run("report", "--where", "model=seedanc", asOf: FigureMonths.now)
    #expect(result.status == 0)
    #expect(result.errors == "piledger: no task has model seedanc; nearest is seedance\n")
    #expect(result.output.contains("Checked 0 of 0 tasks where model=seedanc (–)"))
  }

  @Test func `a hostile value reaches no terminal, page or cell as it is`() throws {
    let tool = try Self.tool()
    let filter = "model=\u{1B}]0;x\u{07}<script>|=cmd()"
    for format in ["table", "markdown", "csv", "json"] {
      let result = try tool.run(
        "report", "sku", "--where", filter, "-f", format, asOf: FigureMonths.now)
      #expect(result.status == 0)
      #expect(!(result.output + result.errors).contains("\u{1B}"))
      #expect(format != "markdown" || !result.output.contains("<script>"))
    }
    let page = try tool.run(
      "report", "month", "2026-06", "--where", filter, "-o", "page.html", asOf: FigureMonths.now)
    #expect(page.status == 0)
    #expect(try !tool.folder.text(of: "page.html").contains("<script>"))
  }

  @Test func `a forecast is of the narrowed spend, and knows its days without tasks`() throws {
    let tool = try Self.tool()
    let run = { (words: [String]) in try tool.run(words, asOf: FigureMonths.now).output }
    let seedance = try run(["forecast", "--where", "model=seedance", "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(seedance.utf8)) as? [String: Any]
    #expect((object?["parameters"] as? [String: Any])?["where"] as? String == "model=seedance")
    let spent = { (text: String) in
      FigureTable(csv: text).rows.first { row in
        ["total", "seedance"].contains(row["part"] ?? row["model"])
      }
    }
    let narrowed = spent(try run(["forecast", "--where", "model=seedance", "-f", "csv", "-q"]))
    let part = spent(
      try run(["forecast", "--by", "model", "--where", "model=seedance", "-f", "csv", "-q"]))
    #expect(narrowed != nil && narrowed?["actual_points"] == part?["actual_points"])
  }

  @Test func `a claim is drafted from the narrowed tasks alone`() throws {
    let tool = try Self.tool()
    let all = try tool.run(
      "claims", "new", "--period", "2026-06", "--dry-run", "--json", asOf: FigureMonths.now)
    let none = try tool.run(
      "claims", "new", "--period", "2026-06", "--dry-run", "--where", "verdict=matched",
      asOf: FigureMonths.now)
    #expect(all.status == 0)
    #expect(none.status == 0 && none.output.isEmpty)
    #expect(
      none.errors.hasPrefix("nothing to claim in 2026-06-01 to 2026-06-30 where verdict=matched:"))
  }
}
