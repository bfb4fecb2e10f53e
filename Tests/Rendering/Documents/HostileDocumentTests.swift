import Budgets
import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

/// Arbitrary names, through every writer of a document.
@Suite struct HostileDocumentTests {
  /// A document whose model, key, tag, budget, fixed charge and finding have a given name.
  private static func document(_ name: String) -> ReportDocument {
    let pricing = ReportSample.pricing(
      name, name, [:], name: name, reason: "no rate for model \(name)")
    let rows = [
      ReportSample.row(pricing, ReportSample.firstDay, .unpriced, billed: 280_000, expected: nil),
      ReportSample.row(
        pricing, ReportSample.firstDay, .provisional, status: .pending,
        billed: nil, expected: nil, frozen: 1),
    ]
    let tagged = rows.map { row in
      var row = row
      row.tags = TagSet([name: name])
      return row
    }
    let charge = FixedCharge(
      name: name, amount: Points(1), seats: 1, from: ReportSample.firstDay, until: nil,
      bonus: .zero)
    return MonthReport(
      MonthSample.facts(
        rows: tagged, keys: MonthSample.keys(name: name), budgetName: name, charges: [charge])
    ).document
  }

  /// The elements of a page with harmless names.
  private static let plain = Set(MarkupReaderElements.of(document("seedream")))

  @Test(arguments: HostileText.examples)
  func `a page has the same elements whatever a name is`(name: String) throws {
    let page = try MarkupReader(HTMLWriter.text(Self.document(name)))
    // A name with a hyphen is kept whole by an element of its own.
    #expect(Set(page.elements).subtracting(["span"]) == Self.plain.subtracting(["span"]))
    #expect(!page.elements.contains("script"))
    // An attribute reads `a href=#days`: none starts like a script handler.
    let names = page.attributes.compactMap { $0.split(separator: " ").dropFirst().first }
    #expect(!names.contains { $0.hasPrefix("on") })
  }

  @Test(arguments: HostileText.examples)
  func `a page shows the name itself, invisible characters by number`(name: String) throws {
    let page = try MarkupReader(HTMLWriter.text(Self.document(name)))
    let shown = try #require(page.tables["model"]?.rows.first?.first)
    let line = VisibleText.line(name)
    if line.count <= 100 { #expect(shown == line) }
    #expect(shown.count <= 240 * 8)
    if !name.isEmpty { #expect(page.tables["keys"]?.rows.first?[1] == shown) }
  }

  @Test(arguments: HostileText.examples)
  func `a chart is a picture whatever a name is`(name: String) throws {
    let files = Self.document(name).files.filter { $0.name.hasSuffix(".svg") }
    #expect(files.count == 4)
    for file in files {
      let picture = try MarkupReader(file.text)
      let known: Set = ["svg", "title", "desc", "style", "rect", "path", "text", "g"]
      #expect(Set(picture.elements).isSubset(of: known))
      #expect(file.text.utf8.count < 20_000)
    }
  }

  @Test(arguments: HostileText.examples)
  func `Markdown keeps its lines whatever a name is`(name: String) throws {
    let lines = { (name: String) in
      MarkdownWriter.text(Self.document(name)).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { $0.prefix { "#|!-*".contains($0) } }
    }
    var expected = lines("seedream")
    // A finding about nothing has no line that says what it is about.
    if name.isEmpty, let line = expected.firstIndex(of: "-") { expected.remove(at: line + 1) }
    #expect(lines(name) == expected)
  }

  @Test func `a page loads nothing and runs nothing`() throws {
    let text = HTMLWriter.text(MonthSample.report.document)
    let page = try MarkupReader(text)
    #expect(
      page.attributes.contains(
        "meta content=default-src 'none'; style-src 'unsafe-inline'"))
    let isLoading = { (attribute: String) in
      [" src=", " srcset=", " xlink:href="].contains { attribute.contains($0) }
        || (attribute.contains(" href=") && !attribute.contains(" href=#")
          && !attribute.hasPrefix("a href=data:text/csv;charset=utf-8,"))
    }
    #expect(!page.attributes.contains(where: isLoading))
    #expect(!text.contains("url(") && !text.contains("@import"))
  }

  @Test func `a page can be read without seeing it`() throws {
    let page = try MarkupReader(HTMLWriter.text(MonthSample.report.document))
    #expect(page.attributes.contains("html lang=en"))
    #expect(page.headings.first == "h1 PiAPI spend, May 2026")
    #expect(page.headings.dropFirst().allSatisfy { $0.hasPrefix("h2 ") })
    #expect(page.tables.values.allSatisfy { !$0.caption.isEmpty && !$0.headings.isEmpty })
    #expect(Set(page.ids).count == page.ids.count)
    let labels = page.attributes.filter { $0.contains("aria-labelledby=") }
      .flatMap { $0.split(separator: "=")[1].split(separator: " ") }
    #expect(!labels.isEmpty)
    #expect(Set(labels.map(String.init)).isSubset(of: Set(page.ids)))
    #expect(page.attributes.contains("th scope=col"))
    #expect(page.attributes.contains("th scope=row"))
    // Four charts in two sizes are described; the trend of a row is beside its amounts.
    #expect(page.elements.filter { $0 == "desc" }.count == 8)
    #expect(page.attributes.contains("svg aria-hidden=true"))
  }
}

/// The elements of a page.
private enum MarkupReaderElements {
  static func of(_ document: ReportDocument) -> [String] {
    (try? MarkupReader(HTMLWriter.text(document)).elements) ?? []
  }
}
