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

  @Test func `names are truncated if the terminal is narrow, numbers never`() {
    let table = ReportTable(
      name: "t", title: "T",
      columns: [ReportTable.Column("model", .text), ReportTable.Column("tasks", .count)],
      rows: [[.text("seedream-5-lite"), .count(1_234_567)]])
    #expect(
      Self.text(table, width: 24)
        == "model              tasks\nseedre…5-lite  1,234,567\n")
    #expect(Self.text(table, width: 1) == "model         tasks\nseed…ite  1,234,567\n")
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

  /// Names keep 8 columns, the numbers 5 and 11, and between four columns are six spaces.
  @Test(arguments: [UInt64(21), 22, 23, 24])
  func `no line is longer than the terminal is wide, and no number is cut`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      let width = Int.random(in: 38...120, using: &random)
      var amounts: [Int64] = []
      for _ in 0..<5 { amounts.append(Int64.random(in: 0...999_999_999, using: &random) * 10 + 7) }
      let lines = Self.lines(Self.table(amounts, &random), width: width)
      for line in lines { #expect(line.count <= width) }
      for (line, amount) in zip(lines.dropFirst(), amounts) {
        #expect(line.hasSuffix("\(amount / 10_000_000).\(padded(amount % 10_000_000, to: 7))"))
      }
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
