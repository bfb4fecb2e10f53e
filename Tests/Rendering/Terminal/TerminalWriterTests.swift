import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

@Suite struct TerminalWriterTests {
  private static func text(_ table: ReportTable, width: Int? = nil) -> String {
    TerminalWriter(width: width, hasColor: false).table(table)
  }

  private static func lines(_ table: ReportTable, width: Int) -> [Substring] {
    text(table, width: width).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  @Test func `columns are two spaces apart, numbers to the right`() {
    #expect(
      Self.text(ReportSample.table(["seedream", "x"], total: "total"))
        == "name      tasks\nseedream      1\nx             1\ntotal         2\n")
  }

  @Test func `a table without rows says so`() {
    #expect(Self.text(ReportSample.table([], total: "total")) == "none\n")
  }

  @Test func `headings and the total are bold if there is color`() {
    let table = ReportSample.table(["a"], total: "total")
    #expect(
      TerminalWriter(width: 80, hasColor: true).table(table)
        == "\u{1B}[1mname   tasks\u{1B}[0m\na          1\n\u{1B}[1mtotal      1\u{1B}[0m\n")
  }

  @Test func `invisible characters are shown by their numbers, on one line`() {
    #expect(
      Self.text(ReportSample.table(["one\ntwo", "\u{1B}[31mred", "\u{202E}live"])) == """
        name           tasks
        one\\u{A}two        1
        \\u{1B}[31mred      1
        \\u{202E}live       1

        """)
  }

  private static let sizes = ReportTable(
    name: "t", title: "T",
    columns: [ReportTable.Column("sku", .text), ReportTable.Column("tasks", .count)],
    rows: [
      [.text("kling/video_generation version=3.0 mode=std"), .count(1_234_567)],
      [.text("kling/video_generation version=3.0 mode=pro"), .count(2)],
    ])

  @Test func `long names are cut if the terminal is narrow, numbers never`() {
    #expect(
      Self.text(Self.sizes, width: 40) == """
        sku                                tasks
        kling/video_ge…n=3.0 mode=std  1,234,567
        kling/video_ge…n=3.0 mode=pro          2

        """)
  }

  @Test func `a table that is too wide even so has a block for each row`() {
    #expect(
      Self.text(Self.sizes, width: 34) == """
        kling/video_generation version=3.0
        mode=std
          tasks  1,234,567

        kling/video_generation version=3.0
        mode=pro
          tasks  2

        """)
  }

  @Test func `two rows that a cut would make look alike are blocks`() {
    let names = ["alpha", "beta"].map { "kling/video_generation \($0) mode=standard" }
    let table = ReportTable(
      name: "t", title: "T", columns: [ReportTable.Column("sku", .text)],
      rows: names.map { [.text($0)] })
    let lines = Self.lines(table, width: 24).map(String.init)
    #expect(lines.joined(separator: " ") == names.joined(separator: "  "))
    #expect(Self.text(table, width: 40).split(separator: "\n").count == 3)
  }

  @Test(arguments: [
    "2026-10-05T10:00:00.123456789Z", "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70",
    "between 2026-10-05T10:00:00Z and 2026-10-06T10:00:00Z",
  ])
  func `dates and ids are never cut`(text: String) {
    let table = ReportTable(
      name: "t", title: "T",
      columns: [ReportTable.Column("model", .text), ReportTable.Column("when", .text)],
      rows: [[.text("seedream"), .text(text)]])
    for width in 12...80 { #expect(!Self.text(table, width: width).contains("…")) }
  }

  @Test func `amounts that should be 0 are highlighted in blocks too`() {
    let table = ReportTable(
      name: "t", title: "T",
      columns: [ReportTable.Column("sku", .text), ReportTable.Column("variance", .money)],
      rows: [[.text("a name that is rather long"), .money(Points(7))]])
    #expect(
      TerminalWriter(width: 30, hasColor: true).table(table)
        == "\u{1B}[1ma name that is rather long\u{1B}[0m\n  variance USD  "
        + "\u{1B}[33m0.0000007\u{1B}[0m\n")
  }

  private static func table(_ unchecked: Cell, _ variance: Cell) -> ReportTable {
    ReportTable(
      name: "t", title: "T",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("open", .count), ReportTable.Column("unchecked", .money),
        ReportTable.Column("variance", .money),
      ],
      rows: [[.text("seedream-5-lite"), .count(1), .count(0), unchecked, variance]])
  }

  @Test func `columns that are 0 in every row are left out before names are cut`() {
    #expect(
      Self.text(Self.table(.money(.zero), .money(.zero)), width: 22)
        == "sku              tasks\nseedream-5-lite      1\n")
  }

  @Test func `columns in which no amount is known are left out too`() {
    #expect(
      Self.text(Self.table(Cell.none, .money(.zero)), width: 22)
        == "sku              tasks\nseedream-5-lite      1\n")
  }

  @Test func `a table is measured as it is shown`() {
    let table = ReportTable(
      name: "t", title: "T",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("tasks", .count),
        ReportTable.Column("open", .count),
      ],
      rows: [[.text("a\nb"), .count(1), .count(0)]])
    #expect(Self.text(table, width: 16) == "sku      tasks\na\\u{A}b      1\n")
  }

  @Test func `a wide character takes two columns`() {
    let name = String(repeating: "模", count: 60)
    for line in Self.lines(ReportSample.table([name]), width: 80) {
      #expect(line.reduce(0) { $0 + ($1 == "模" ? 2 : 1) } <= 80)
    }
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `whatever the names, a table has one line per row, free of controls`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let names = HostileText.examples + (0..<100).map { _ in HostileText.random(&random) }
    let lines = Self.lines(ReportSample.table(names, total: "total"), width: 80)
    #expect(lines.count == names.count + 2)
    for line in lines {
      #expect(line.unicodeScalars.allSatisfy { !VisibleText.isInvisible($0) })
      #expect(line.count <= 80)
    }
  }

  /// In rows or in blocks.
  @Test(arguments: [UInt64(21), 22, 23, 24])
  func `no line is longer than the terminal is wide, and no number is cut`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let width = Int.random(in: 38...120, using: &random)
      var amounts: [Int64] = []
      for _ in 0..<5 { amounts.append(Int64.random(in: 0...999_999_999, using: &random) * 10 + 7) }
      let lines = Self.lines(Self.table(amounts, &random), width: width)
      for line in lines { #expect(line.count <= width) }
      let texts = amounts.map {
        " \($0 / 10_000_000).\(padded($0 % 10_000_000, to: 7))"
      }
      let shown = lines.filter { line in texts.contains { line.hasSuffix($0) } }
      #expect(zip(shown, texts).allSatisfy { $0.hasSuffix($1) }, "width \(width)")
      #expect(shown.count == texts.count, "width \(width)")
    }
  }

  private static func table(_ amounts: [Int64], _ random: inout SeededRandom) -> ReportTable {
    var rows: [[Cell]] = []
    for amount in amounts {
      rows.append([
        .text(HostileText.random(&random)), .text(HostileText.random(&random, pieces: 40)),
        .count(Int(amount % 9999) + 1), .money(Points(amount)),
      ])
    }
    return ReportTable(
      name: "t", title: "T",
      columns: [
        ReportTable.Column("model", .text), ReportTable.Column("task_type", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("billed", .money),
      ], rows: rows)
  }

  @Test func `title and notes show what is invisible too`() {
    let report = Report(
      table: ReportTable(name: "t", title: "Cost\u{1B}[2J", columns: [], rows: []),
      coverage: Coverage(Totals(), undatedTasks: 0), period: .all, notes: ["one\ntwo"])
    #expect(
      TerminalWriter(width: 80, hasColor: false).text(report) == """
        Cost\\u{1B}[2J, all days
        Checked 0 of 0 tasks (–), 0.00 of 0.00 USD (–)
        one\\u{A}two

        none

        """)
  }
}
