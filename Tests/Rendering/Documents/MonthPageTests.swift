import Domain
import Foundation
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

/// What the month's page promises to readers, beyond its bytes.
@Suite struct MonthPageTests {
  private static let document = MonthSample.report.document
  private static let page = HTMLWriter.text(document)

  /// The position of a text, in characters from the start.
  private static func position(
    _ text: String, in page: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String.Index {
    try #require(page.firstRange(of: text), "\(text)", sourceLocation: sourceLocation).lowerBound
  }

  private static func ascending(_ texts: [String], in page: String) throws {
    let positions = try texts.map { try position($0, in: page) }
    #expect(positions == positions.sorted())
  }

  @Test func `the page answers, shows, lists and then says how far to trust it`() throws {
    try Self.ascending(
      [
        "class=\"headline\"", "Spend against budget", "id=\"course-wide-title\"", "To look at",
        "class=\"coverage\"", "<dt>Billed", "id=\"days\"", "id=\"models\"", "id=\"skus\"",
        "id=\"totals\"", "<footer>",
      ], in: Self.page)
  }

  @Test func `Markdown and the terminal have the same order`() throws {
    let markdown = MarkdownWriter.text(Self.document)
    try Self.ascending(
      [
        "**May 2026 cost", "## Spend against budget", "## To look at", "\nChecked ", "- Billed",
        "## Spend per day", "## Compared with the month before", "- **billed**",
      ], in: markdown)
    let text = TerminalWriter(width: 100, hasColor: false).text(Self.document)
    try Self.ascending(
      [
        "May 2026 cost", "Spend against budget", "To look at", "\nChecked ", "\nBilled",
        "\nSpend per day", "\nCompared with the month before", "\nbilled ",
      ], in: text)
  }

  @Test func `the data of every table is in a link, whole and as the CSV of its report`() throws {
    for block in Self.document.tables {
      let name = Self.document.fileName(of: block.table)
      let start = "<a download=\"\(name)\" href=\"data:text/csv;charset=utf-8,"
      let link = try #require(Self.page.firstRange(of: start), "\(name)")
      let encoded = Self.page[link.upperBound...].prefix { $0 != "\"" }
      #expect(encoded.utf8.allSatisfy { $0 < 128 && $0 > 32 })
      #expect(String(encoded).removingPercentEncoding == CSVWriter.text(block.data), "\(name)")
    }
  }

  @Test func `days are folded, and no script is needed to unfold them`() throws {
    let reader = try MarkupReader(Self.page)
    #expect(reader.elements.contains("details"))
    #expect(Self.page.contains("<summary>Cost per day: 3 rows</summary>"))
    #expect(!reader.elements.contains("script"))
  }

  @Test func `every row has one main amount, which a phone shows first`() throws {
    let rows = Self.page.components(separatedBy: "<tr role=\"row\">").dropFirst()
      .filter { $0.contains("<td") && $0.contains("number") }
    let main = rows.filter { $0.components(separatedBy: " main\"").count == 2 }
    #expect(!rows.isEmpty)
    // Totals without an amount have none.
    #expect(rows.count - main.count <= 1)
    #expect(Self.page.contains("tr .main{order:1;"))
    #expect(Self.page.contains("tr td{order:3}"))
  }

  @Test func `a name is broken nowhere in a word`() throws {
    let name = "seedream-5-lite-less-restriction"
    let pricing = ReportSample.pricing("m", name, [:], name: "m/\(name) size=2K")
    let row = ReportSample.row(
      pricing, ReportSample.firstDay, .matched, billed: 1, expected: 1)
    let page = HTMLWriter.text(MonthReport(MonthSample.facts(rows: [row])).document)
    #expect(!page.contains("<wbr"))
    #expect(page.contains("<span class=\"word\">m/\(name)</span>"))
    #expect(!page.contains("overflow-wrap:anywhere"))
  }

  @Test func `the pages on paper are numbered`() {
    #expect(Self.page.contains("@page{size:A4;"))
    #expect(Self.page.contains("content:counter(page) \" / \" counter(pages)"))
  }

  @Test func `the six words are those of README`() throws {
    let readme = try TestFiles.text("README.md")
    let section = try #require(
      readme.components(separatedBy: "\n## Six words\n").last?.components(separatedBy: "\n## ")
        .first)
    let lines = section.split(separator: "\n").filter { $0.hasPrefix("- ") }
    #expect(lines == GlossaryTerm.six.map { "- **\($0.word)**: \($0.meaning)" })
  }

  @Test func `what cost most is the first row, with the course of its days`() throws {
    let block = try #require(Self.document.tables.first { $0.table.name == "sku" })
    let billed = try #require(block.table.columns.firstIndex { $0.name == "billed" })
    let amounts = block.table.rows.map { $0[billed] }
    let points = amounts.compactMap { if case .money(let points) = $0 { points } else { nil } }
    #expect(points == points.sorted(by: >))
    #expect(block.data.rows.count == block.table.rows.count)
    guard case .courses(let courses)? = block.graph else {
      Issue.record("expected a course per row")
      return
    }
    #expect(courses.map { $0.reduce(.zero, +) } == points)
  }
}
