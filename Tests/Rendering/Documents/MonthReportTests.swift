import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

@Suite struct MonthReportTests {
  private static func table(_ name: String, _ report: MonthReport) throws -> ReportTable {
    try #require(report.document.tables.first { $0.table.name == name }).table
  }

  @Test func `the document as a page, as Markdown and with its charts, byte for byte`() throws {
    for file in MonthSample.report.document.files {
      let golden = try TestFiles.golden("Rendering/month/\(file.name)", found: file.text)
      #expect(file.text == golden, "\(file.name)")
    }
  }

  @Test func `the answer comes first, then where the money went, then the rest`() {
    let document = MonthSample.report.document
    #expect(document.answer.map(\.title) == ["Spend against budget", "To look at"])
    #expect(
      document.sections.map(\.title) == [
        "Spend per day", "Spend per model", "Spend per SKU", "Spend per API key", "Spend per tag",
        "Compared with the month before", "Budget versus actual", "Fixed charges", "Failures",
        "Refunds", "Findings in numbers", "Wallet", "Commitments",
      ])
    #expect(document.absences == ["No price changes in the month", Self.noForecast])
  }

  private static let noForecast = "No forecast: fewer than 7 days are known"

  @Test func `trust is told in words and to the cent`() {
    #expect(
      MonthSample.report.document.trust.first
        == "Checked 1,206 of 1,207 tasks, 33.77 of 33.90 USD; 2 running; 0.12 USD unpriced; "
        + "1 without a creation time; 1 of 90 records could not be read and is not included")
  }

  @Test func `key figures are to the cent, and tables exact`() throws {
    let figures = MonthSample.report.document.keyFigures
    #expect(
      figures.prefix(4).map { "\($0.name) \($0.value)" } == [
        "Billed 33.90 USD", "Expected 33.70 USD", "Variance 0.07 USD", "Unchecked 0.12 USD",
      ])
    let table = try Self.table("totals", MonthSample.report)
    #expect(table.rows.first?[1] == .money(Points(338_954_567)))
  }

  @Test func `a complete month is compared with the entire month before`() throws {
    let table = try Self.table("totals", MonthSample.report)
    #expect(table.title == "May 2026 compared with April 2026")
    #expect(
      table.rows.first == [
        .word("billed"), .money(Points(338_954_567)), .money(Points(252_000_000)),
        .money(Points(86_954_567)), .text("+34.5"),
      ])
  }

  @Test(arguments: [
    // All of April's tasks are of its 24th; a day that has begun is not compared.
    (1, "The first day of May 2026 compared with the first day of April 2026", Points.zero),
    (
      23, "The first 23 days of May 2026 compared with the first 23 days of April 2026",
      Points.zero
    ),
    (
      24, "The first 24 days of May 2026 compared with the first 24 days of April 2026",
      Points(252_000_000)
    ),
  ])
  func `a running month is compared by its complete days with as many of the month before`(
    day: Int, title: String, before: Points
  ) throws {
    let report = MonthReport(MonthSample.facts(today: MonthSample.month.firstDay + day))
    let table = try Self.table("totals", report)
    #expect(table.title == title)
    #expect(table.rows.first?[3] == .money(before))
    #expect(
      report.document.trust.contains(
        "the month is not over: \(day) of its 31 days are complete"))
  }

  @Test(arguments: [(20, 12, 12), (20, 20, 20), (31, 12, nil)] as [(Int, Int, Int?)])
  func `days of a running month that are not known are not compared`(
    over: Int, known: Int, compared: Int?
  ) throws {
    var facts = MonthSample.facts(today: MonthSample.month.firstDay + over)
    let first = MonthSample.month.firstDay
    facts.known = KnownDays(
      MonthSample.month.previous.firstDay...first + (known - 1),
      lastCompleteDay: first + (over - 1))
    let title = try Self.table("totals", MonthReport(facts)).title
    let days = compared.map { "The first \($0) days of May 2026 " } ?? "May 2026 "
    #expect(title.hasPrefix("\(days)compared with "))
  }

  @Test func `on the first day of a month nothing is compared`() throws {
    let report = MonthReport(MonthSample.facts(today: MonthSample.month.firstDay))
    let table = try Self.table("totals", report)
    #expect(table.title == "May 2026; no complete day yet")
    #expect(table.columns.map(\.name) == ["figure", "month"])
  }

  @Test func `without a month before there is nothing to compare with`() throws {
    let table = try Self.table("totals", MonthReport(MonthSample.facts(rowsBefore: [])))
    #expect(table.title == "May 2026; no data for April 2026")
    #expect(table.columns.map(\.name) == ["figure", "month"])
  }

  @Test func `what there is nothing of takes a line and no section`() {
    let document = MonthReport(MonthSample.facts()).document
    #expect(
      document.absences == [
        "No tags, budgets, fixed charges, account history or balances recorded; how to add them: "
          + "piledger help tags, piledger help budgets, piledger help account",
        "No price changes in the month", Self.noForecast,
      ])
    let ids = document.sections.map { "\($0.id)" }
    let absent = ["tags", "budgets", "fixed", "keys", "wallet", "prices", "forecast"]
    #expect(Set(ids).isDisjoint(with: absent))
  }

  @Test func `a month without tasks is a short document`() throws {
    let document = MonthReport(MonthSample.facts(rows: [], rowsBefore: [])).document
    #expect(document.answer.map(\.title) == ["To look at"])
    #expect(document.sections.map(\.title) == ["Compared with the month before"])
    #expect(document.charts.isEmpty)
    let page = try MarkupReader(HTMLWriter.text(document))
    #expect(page.text.contains("May 2026 cost nothing. Nothing to look at."))
    #expect(page.text.contains("No failures, refunds, price changes or unfinished tasks"))
    #expect(page.text.contains("Checked 0 of 0 tasks, 0.00 of 0.00 USD"))
  }

  @Test func `failures are counted among the tasks of their model, with what was booked`() throws {
    let table = try Self.table("failures", MonthSample.report)
    #expect(
      table.rows == [
        [
          .text("seedance"), .text("seedance-2"), .count(2), .count(2), .text("100.0"),
          .count(0), .money(.zero), .money(.zero), .money(.zero),
        ],
        [
          .text("seedream"), .text("seedream-5-lite"), .count(1204), .count(1), .text("0.0"),
          .count(0), .money(Points(280_000)), .money(.zero), .money(Points(280_000)),
        ],
      ])
  }

  @Test func `a budget of the month is at the top and as a line, with fixed charges`() throws {
    let report = MonthSample.report
    let figure = try #require(report.document.keyFigures.first { $0.name == "Budget" })
    #expect(figure.value == "30.00 USD")
    let table = try Self.table("budget", report)
    let actual = try #require(table.columns.firstIndex { $0.name == "actual" })
    // 33.8954567 USD of tasks and 8 USD of the plan.
    #expect(table.rows.first?[actual] == .money(Points(418_954_567)))
    let course = try #require(report.document.charts.first { "\($0.name)" == "course" })
    #expect(course.summary.contains("so far: 41.8954567 USD"))
    #expect(course.summary.contains("budget: 30.00 USD"))
  }

  @Test func `tagged and untagged spend sum to the total`() throws {
    let table = try Self.table("tag-1", MonthSample.report)
    #expect(table.title == "Cost by tag project")
    #expect(table.rows.map { $0[0] } == [.text("ads"), .text("untagged")])
    let billed = try #require(table.columns.firstIndex { $0.name == "billed" })
    #expect(table.total?[billed] == .money(Points(338_954_567)))
  }

  @Test func `the same facts make the same bytes`() {
    let files = (0..<2).map { _ in MonthReport(MonthSample.facts()).document.files }
    #expect(files[0] == files[1])
  }
}
