import Domain
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

@Suite struct TerminalGraphTests {
  private static let table = ReportTable(
    name: "t", title: "Cost",
    columns: [ReportTable.Column("day", .text), ReportTable.Column("billed", .money)],
    rows: [
      [.text("2026-05-04"), .money(Points(10_000_000))],
      [.text("2026-05-05"), .money(Points(40_000_000))],
      [.text("2026-05-06"), .money(.zero)],
    ], total: [.text("total"), .money(Points(50_000_000))])

  private static func lines(
    _ graph: CostGraph, width: Int, hasColor: Bool = false
  ) -> [String] {
    let report = Report(table: table, coverage: ReportSample.coverage, period: .all)
    let text = TerminalWriter(width: width, hasColor: hasColor).text(report, graph: graph)
    return text.split(separator: "\n").map(String.init).suffix(5)
  }

  private static let bars = CostGraph.bars([10, 40, 0].map { Points($0) })

  @Test func `a bar has the share of the largest one, in eighths of a column`() {
    #expect(
      Self.lines(Self.bars, width: 34) == [
        "day         billed USD",
        "2026-05-04        1.00  ██▌",
        "2026-05-05        4.00  ██████████",
        "2026-05-06        0.00",
        "total             5.00",
      ])
  }

  @Test func `without room for eight columns there is no graph`() {
    // Without the unit in the heading there are four columns more.
    #expect(Self.lines(Self.bars, width: 28)[1] == "2026-05-04    1.00  ██")
    #expect(Self.lines(Self.bars, width: 27)[1] == "2026-05-04        1.00")
  }

  @Test func `a sparkline has a block for each day, a dot where nothing was spent`() {
    let course = CostGraph.courses(
      [[1, 2, 8, 0, 8], [5, 5, 5, 5, 5], [0, 0, 0, 0, 0]].map { $0.map { Points($0) } })
    #expect(
      Self.lines(course, width: 40) == [
        "day         billed USD  trend",
        "2026-05-04        1.00  ▁▂█·█",
        "2026-05-05        4.00  █████",
        "2026-05-06        0.00  ·····",
        "total             5.00",
      ])
  }

  @Test func `days share a block if there is no room, by their mean`() {
    let days = (1...64).map { Points($0 <= 32 ? 1 : 8) }
    let lines = Self.lines(.courses([days, days, days]), width: 32)
    #expect(lines[1] == "2026-05-04        1.00  ▁▁▁▁████")
  }

  @Test func `in color zeros are faint, pictures cyan and headings bold`() {
    #expect(
      Self.lines(Self.bars, width: 34, hasColor: true) == [
        "\u{1B}[1mday         billed USD\u{1B}[0m",
        "2026-05-04        1.00  \u{1B}[36m██▌\u{1B}[0m",
        "2026-05-05        4.00  \u{1B}[36m██████████\u{1B}[0m",
        "2026-05-06  \u{1B}[2m      0.00\u{1B}[0m",
        "\u{1B}[1mtotal             5.00\u{1B}[0m",
      ])
  }
}
