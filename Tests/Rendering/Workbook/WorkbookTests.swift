import Domain
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

@Suite struct WorkbookTests {
  private static let moment = Instant(seconds: 1_780_272_000)

  private static func maker(_ zone: String = "UTC") throws -> WorkbookMaker {
    WorkbookMaker(createdAt: moment, calendar: try #require(AccountingCalendar(timeZone: zone)))
  }

  private static func written(_ workbook: Workbook) throws -> WorkbookReader {
    try WorkbookReader(XLSXWriter.bytes(workbook))
  }

  private static func table(
    _ columns: [ReportTable.Column], _ rows: [[Cell]], total: [Cell]? = nil
  ) -> ReportTable {
    ReportTable(name: "sample", title: "Sample", columns: columns, rows: rows, total: total)
  }

  /// The only cell of a table with one column, as the file has it.
  private static func cell(
    _ cell: Cell, _ kind: ReportTable.Column.Kind, zone: String = "UTC"
  ) throws -> WorkbookReader.Cell {
    let table = table([ReportTable.Column("x", kind)], [[cell]])
    let book = try written(try maker(zone).workbook(title: "T", notes: [], tables: [table]))
    return try #require(book.sheets[0].cells[[1, 0]])
  }

  @Test(arguments: [
    (Cell.money(Points(280_000)), ReportTable.Column.Kind.money, "0.028", "#,##0.000"),
    (.money(Points(-15_000_001)), .money, "-1.5000001", "#,##0.0000000"),
    (.money(Points(0)), .money, "0", "#,##0.00"), (.count(1200), .count, "1200", "#,##0"),
    (.text("-5.25"), .number, "-5.25", "0.00"), (.text("12"), .number, "12", "0"),
  ])
  func `a number is a number, shown with all its decimals`(
    cell: Cell, kind: ReportTable.Column.Kind, digits: String, format: String
  ) throws {
    let found = try Self.cell(cell, kind)
    #expect(found.isNumber)
    #expect(ExactDecimal(found.text) == ExactDecimal(digits))
    #expect(found.format == format)
  }

  @Test(arguments: [
    (Cell.money(Points(999_999_999_999_999)), "99999999.9999999", true),
    (.money(Points(1_000_000_000_000_001)), "100000000.0000001", false),
    (.money(Points(-4_611_686_018_427_387_904)), "-461168601842.7387904", false),
  ])
  func `an amount of more than 15 digits is text, since a spreadsheet would round it`(
    cell: Cell, text: String, isNumber: Bool
  ) throws {
    let found = try Self.cell(cell, .money)
    #expect(found.isNumber == isNumber)
    #expect(ExactDecimal(found.text) == ExactDecimal(text))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `an amount of up to 15 digits comes back to the point`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let points = (0..<500).map { _ in
      // Of all magnitudes.
      Points(
        Int64.random(in: -999_999_999_999_999...999_999_999_999_999, using: &random)
          >> Int64.random(in: 0...40, using: &random))
    }
    let table = Self.table([ReportTable.Column("x", .money)], points.map { [.money($0)] })
    let book = try Self.written(
      try Self.maker().workbook(title: "T", notes: [], tables: [table]))
    for (index, amount) in points.enumerated() {
      let cell = try #require(book.sheets[0].cells[[index + 1, 0]])
      let usd = try #require(Double(cell.text))
      #expect(Points(Int64((usd * 1e7).rounded())) == amount, "seed \(seed): \(cell.text)")
    }
  }

  // 2026-03-29 02:30 is skipped in Berlin; serial days count from 1899-12-30.
  @Test(arguments: [
    ("2026-03-16", "UTC", "46097", "yyyy-mm-dd"),
    ("2026-03-16T12:00:00.9Z", "UTC", "46097.5", "yyyy-mm-dd hh:mm:ss"),
    ("2026-03-29T00:30:00Z", "Europe/Berlin", "46110.0625", "yyyy-mm-dd hh:mm:ss"),
    ("2026-03-29T01:30:00Z", "Europe/Berlin", "46110.1458333333", "yyyy-mm-dd hh:mm:ss"),
    ("2026-03-28T23:30:00Z", "Europe/Berlin", "46110.0208333333", "yyyy-mm-dd hh:mm:ss"),
  ])
  func `days and times are dates, by the clock of the ledger's time zone`(
    text: String, zone: String, serial: String, format: String
  ) throws {
    let found = try Self.cell(.text(text), .time, zone: zone)
    #expect(found.isNumber)
    #expect(found.format == format)
    let days = try #require(Double(found.text))
    #expect(abs(days - (Double(serial) ?? 0)) < 1e-9, "\(found.text)")
  }

  @Test(arguments: ["undated", "total", "1899-12-31", "2026-02-30", "soon"])
  func `what is no day in a column of days stays text`(text: String) throws {
    let found = try Self.cell(.text(text), .time)
    #expect(!found.isNumber)
    #expect(found.text == text)
  }

  @Test func `a sheet has a heading that stays in view, filters, bold sums, and notes below`()
    throws
  {
    let table = Self.table(
      [ReportTable.Column("model", .text), ReportTable.Column("billed", .money)],
      [[.text("kling"), .money(Points(280_000))], [.none, .none]],
      total: [.text("total"), .money(Points(280_000))])
    let book = try Self.written(
      try Self.maker().workbook(title: "Cost", notes: ["Checked 1 of 1 tasks"], tables: [table]))
    let sheet = book.sheets[0]
    #expect(book.sheets.count == 1)
    #expect(sheet.name == "Sample")
    #expect(sheet.frozenRows == 1)
    #expect(sheet.filter == "A1:B3")
    #expect(sheet.texts(ofRow: 0) == ["model", "billed USD"])
    #expect(sheet.cells[[0, 0]]?.isBold == true)
    #expect(sheet.texts(ofRow: 2) == ["", ""])
    #expect(sheet.texts(ofRow: 3) == ["total", "0.028"])
    #expect(sheet.cells[[3, 1]]?.isBold == true)
    #expect(sheet.cells[[1, 1]]?.isBold == false)
    #expect(sheet.texts(ofRow: 5) == ["Cost"])
    #expect(sheet.texts(ofRow: 6) == ["Checked 1 of 1 tasks"])
    #expect(sheet.widths.count == 2)
  }

  @Test func `a document has its figures on the first sheet, and a sheet a table in its order`()
    throws
  {
    let document = MonthSample.report.document
    let book = try Self.written(try Self.maker().workbook(document))
    #expect(book.sheets.count == document.tables.count + 1)
    #expect(book.sheets[0].name == "Summary")
    let first = (0..<book.sheets[0].rowCount).map { book.sheets[0].texts(ofRow: $0) }
    for figure in document.keyFigures {
      #expect(first.contains { Array($0.prefix(2)) == [figure.name, figure.value] })
    }
    for line in document.trust { #expect(first.contains([line])) }
    for (sheet, table) in zip(book.sheets.dropFirst(), document.tables.map(\.data)) {
      #expect(sheet.texts(ofRow: 0) == table.columns.map(\.heading))
      #expect(sheet.rowCount == 1 + table.rows.count + (table.total == nil ? 0 : 1))
    }
  }

  @Test func `the same workbook is the same bytes`() throws {
    let workbook = try Self.maker().workbook(MonthSample.report.document)
    #expect(try XLSXWriter.bytes(workbook) == XLSXWriter.bytes(workbook))
    let core = try #require(Self.written(workbook).parts["docProps/core.xml"])
    #expect(core.contains("2026-06-01T00:00:00Z"))
  }

  @Test(arguments: HostileText.examples + ["_x0041_", "a'b", "'quoted'"])
  func `a hostile name is text that can be seen, and never a formula or a link`(name: String) throws
  {
    let table = ReportTable(
      name: name, title: name,
      columns: [ReportTable.Column("x", heading: name, .text), ReportTable.Column("y", .number)],
      rows: [[.text(name), .text(name)]], total: [.text(name), .none])
    let book = try Self.written(
      try Self.maker().workbook(title: name, notes: [name], tables: [table, table]))
    #expect(book.parts.keys.allSatisfy { !$0.contains("hyperlink") })
    #expect(book.parts.values.allSatisfy { !$0.contains("<hyperlink") })
    let cells = book.sheets.flatMap(\.cells.values)
    #expect(cells.allSatisfy { !$0.isFormula })
    let shown = cells.map { $0.text.replacing("_x005F_", with: "_") }
    let seen = name.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.line(String($0)) }.joined(separator: "\n")
    #expect(name.isEmpty || name.utf16.count > 32_000 || shown.contains(seen))
    #expect(!cells.contains { $0.text.contains("_x0041_") && !$0.text.contains("_x005F_") })
  }

  @Test func `a text longer than a cell can hold is cut, visibly`() throws {
    let found = try Self.cell(.text(String(repeating: "é😀", count: 20_000)), .text)
    #expect(found.text.utf16.count <= 32_767)
    #expect(found.text.hasSuffix("…"))
  }

  @Test func `names of sheets are short, allowed and different`() throws {
    let titles = [
      "a/b[c]:d*e?f\\g", "History", "Cost", "cost", "COST", "'", "", "It's",
      String(repeating: "long ", count: 10), String(repeating: "long ", count: 10),
      String(repeating: "😀", count: 40),
    ]
    let tables = titles.map {
      ReportTable(name: $0, title: $0, columns: [ReportTable.Column("x", .text)], rows: [])
    }
    let book = try Self.written(
      try Self.maker().workbook(title: "T", notes: [], tables: tables))
    let names = book.sheets.dropFirst().map(\.name)
    #expect(names.count == titles.count)
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(
      Array(names.prefix(5)) == ["a_b_c__d_e_f_g", "History (2)", "Cost", "cost (2)", "COST (3)"])
    for name in names {
      #expect((1...31).contains(name.utf16.count))
      #expect(!name.contains { "[]:*?/\\".contains($0) })
      #expect(!name.hasPrefix("'") && !name.hasSuffix("'"))
    }
  }

  @Test func `more rows than a sheet can hold are refused before anything is written`() throws {
    let rows = [[Workbook.Value]](repeating: [], count: Workbook.rowsLimit + 1)
    let sheet = Workbook.Sheet(name: "Sample", columns: [], rows: rows, total: nil, notes: [])
    let workbook = Workbook(title: "T", createdAt: Self.moment, sheets: [sheet])
    #expect(throws: WorkbookError.tooManyRows(sheet: "Sample", rows: Workbook.rowsLimit + 1)) {
      try XLSXWriter.bytes(workbook)
    }
  }
}
