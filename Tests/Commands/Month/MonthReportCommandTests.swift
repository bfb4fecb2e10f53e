import Foundation
import TestSupport
import Testing

/// The month's report as finance gets it.
@Suite struct MonthReportCommandTests {
  private static let month = "2026-02"

  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func demo() throws -> Tool { try Tool(prepared.get()) }

  /// A ledger of a month of synthetic traffic, as the demo leaves it.
  private static func preparing() throws -> Tool {
    let tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    return tool
  }

  @discardableResult
  private static func report(_ tool: Tool, _ arguments: String...) throws -> Tool.Result {
    try tool.run(["report"] + arguments + ["--db", "demo/ledger.db"], asOf: "2026-03-01T00:00:00Z")
  }

  /// Rows of a CSV whose fields contain no commas, by heading.
  private static func rows(ofCSV text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// An amount of a page as CSV writes it: no groups, seven decimals.
  private static func exact(_ text: String) -> String {
    let parts = text.filter { $0 != "," }.split(separator: ".")
    guard parts.count == 2 else { return String(parts.first ?? "") }
    return "\(parts[0]).\(parts[1])" + String(repeating: "0", count: 7 - parts[1].count)
  }

  @Test(arguments: [
    (report: "daily", table: "daily", keys: ["day"]),
    (report: "model", table: "model", keys: ["model", "task_type"]),
    (report: "sku", table: "sku", keys: ["sku"]),
  ])
  func `the tables of the page have the numbers of the CSV`(
    report: String, table: String, keys: [String]
  ) throws {
    let tool = try Self.demo()
    let csv = try Self.report(tool, report, "--period", Self.month, "-f", "csv")
    try Self.report(tool, "month", Self.month, "-o", "month.html")
    let page = try MarkupReader(tool.folder.text(of: "month.html"))
    let found = try #require(page.tables[table])
    let expected = Self.rows(ofCSV: csv.output)
    #expect(found.rows.count == expected.count)
    for cells in found.rows {
      let named = expected.first { row in zip(keys, cells).allSatisfy { row[$0] == $1 } }
      let row = try #require(named, "\(cells)")
      for (heading, cell) in zip(found.headings, cells).dropFirst(keys.count)
      where heading != "trend" {
        let isMoney = heading.hasSuffix(" USD")
        let name = isMoney ? heading.dropLast(4) + "_usd" : Substring(heading)
        let column = ["checked": "checked_tasks", "running": "open_tasks"][name] ?? String(name)
        #expect(Self.exact(cell) == row[column], "\(cells[0]): \(heading)")
      }
    }
    #expect(found.headings.filter { $0.hasSuffix(" USD") }.count >= 5)
  }

  @Test(arguments: ["daily", "model", "sku"])
  func `the page has the CSV of each report in a link`(report: String) throws {
    let tool = try Self.demo()
    let csv = try Self.report(tool, report, "--period", Self.month, "-f", "csv")
    try Self.report(tool, "month", Self.month, "-o", "month.html")
    let page = try tool.folder.text(of: "month.html")
    let start =
      "<a download=\"month-\(Self.month)-\(report).csv\" href=\"data:text/csv;charset=utf-8,"
    let link = try #require(page.firstRange(of: start))
    let encoded = page[link.upperBound...].prefix { $0 != "\"" }
    #expect(String(encoded).removingPercentEncoding == csv.output)
  }

  @Test(arguments: ["model", "sku"])
  func `what cost most comes first, each row with its trend`(table: String) throws {
    let tool = try Self.demo()
    try Self.report(tool, "month", Self.month, "-o", "month.html")
    let text = try tool.folder.text(of: "month.html")
    let found = try #require(MarkupReader(text).tables[table])
    let column = try #require(found.headings.firstIndex(of: "billed USD"))
    let amounts = found.rows.compactMap { Double($0[column]) }
    #expect(amounts.count == found.rows.count)
    #expect(amounts == amounts.sorted(by: >))
    #expect(found.headings.contains("trend"))
    #expect(text.components(separatedBy: "<svg class=\"chart trend\"").count > found.rows.count)
  }

  @Test func `what the headline reclaims is what a claim asks for`() throws {
    let tool = try Self.demo()
    let month = try Self.report(tool, "month", Self.month).output
    let letter = try tool.run(
      "claims", "new", "--period", Self.month, "--dry-run", "--db", "demo/ledger.db",
      asOf: "2026-03-01T00:00:00Z")
    #expect(month.contains("; 0.34 USD to reclaim."))
    #expect(letter.output.contains("credit **0.34 USD**"))
  }

  @Test func `a folder receives the page, the Markdown and the charts, the same each time`() throws
  {
    let tool = try Self.demo()
    let names = [
      "month-2026-02-course.svg", "month-2026-02-days.svg", "month-2026-02-models.svg",
      "month-2026-02.html", "month-2026-02.md",
    ]
    let first = try Self.files(tool, in: "first")
    let second = try Self.files(tool, in: "second")
    #expect(first.keys.sorted() == names)
    #expect(first == second)
    let text = try #require(first["month-2026-02.md"])
    for name in names where name.hasSuffix(".svg") { #expect(text.contains("](\(name))\n")) }
  }

  private static func files(_ tool: Tool, in folder: String) throws -> [String: String] {
    #expect(try report(tool, "month", month, "-o", folder).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: tool.folder.path(folder))
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try tool.folder.text(of: "\(folder)/\($0)")) })
  }

  @Test func `the summary of the nightly set embeds the charts next to it`() throws {
    let tool = try Self.demo()
    let text = try tool.folder.text(of: "demo/reports/summary.md")
    for chart in ["course", "days", "models"] {
      let name = "month-2026-02-\(chart).svg"
      #expect(text.contains("](\(name))\n"))
      #expect(try tool.folder.text(of: "demo/reports/\(name)").hasPrefix("<svg class="))
    }
  }

  @Test func `a price that changed in the month is reported with its effect`() throws {
    let tool = try Self.demo()
    try Self.report(tool, "month", Self.month, "-o", "month.html")
    let table = try #require(MarkupReader(tool.folder.text(of: "month.html")).tables["prices"])
    // 103 videos without sound, together 605 seconds, at 0.10 instead of 0.15 USD.
    #expect(
      table.rows.first == [
        "kling/video_generation version=3.0 mode=std enable_audio=false",
        "between 2026-02-13T04:17:30Z and 2026-02-14", "second", "0.15", "0.1", "-33.3", "103",
        "-30.25",
      ])
    #expect(table.rows.count == 2)
  }

  @Test func `a current report has nothing that is dated later`() throws {
    let tool = try Self.demo()
    let result = try tool.run(
      "report", "month", "--db", "demo/ledger.db", "-f", "markdown", asOf: "2026-02-11T00:00:00Z")
    #expect(result.output.contains("- the month is not over: 10 of its 28 days are complete\n"))
    #expect(result.output.contains("\n| 2026-02-10 |"))
    #expect(!result.output.contains("\n| 2026-02-12 |"))
  }

  @Test func `without a file the document is text for the terminal`() throws {
    let result = try Self.report(Self.demo(), "month")
    #expect(
      result.output.hasPrefix(
        "PiAPI spend, February 2026\nFebruary 2026 cost 286.22 USD. 12 things to look at; "))
    #expect(
      result.output.contains(
        "\nChecked 2,019 of 2,026 tasks, 285.95 of 286.22 USD; 1 running; 0.10 USD unpriced; "))
    #expect(result.output.contains("\nBilled      286.22 USD"))
  }

  @Test func `files alone make the month that a ledger makes`() throws {
    let tool = try Self.demo()
    let settings = ["--config", "demo/piledger.yaml"]
    let stored = try tool.run(
      ["report", "month", Self.month, "--db", "demo/ledger.db", "-f", "markdown"] + settings,
      asOf: "2026-03-01T00:00:00Z")
    let direct = try tool.run(
      ["report", "month", Self.month, "demo/responses", "demo/account", "-f", "markdown"]
        + settings,
      asOf: "2026-03-01T00:00:00Z")
    #expect(direct.output == stored.output)
    #expect(direct.status == 65)
  }

  @Test(arguments: [
    ["month", "2026-02", "-f", "csv"], ["month", "--since", "2026-02-01"],
    ["month", "--by", "model"], ["month", "--period", "2026"], ["month", "febuary"],
  ])
  func `a wrong call ends with 64`(arguments: [String]) throws {
    let result = try Self.demo().run(["report"] + arguments + ["--db", "demo/ledger.db"])
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
  }
}
