import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing

@Suite struct CostGraphTests {
  private static func graph(
    _ kind: StandardReport, by dimensions: [Dimension]? = nil
  ) -> CostGraph {
    let report = kind.report(
      ReportSample.rows, by: dimensions, period: ReportSample.period, undatedTasks: 1)
    return CostGraph(
      beside: report.table, by: dimensions ?? kind.dimensions, rows: ReportSample.rows)
  }

  @Test func `days have bars, in the order of the report`() {
    #expect(
      Self.graph(.daily, by: [.day])
        == .bars([Points(336_400_000), Points(2_274_567), Points(280_000)]))
  }

  @Test func `models have courses over the days that the report has`() {
    #expect(
      Self.graph(.model, by: [.model])
        == .courses([
          [.zero, Points(1_234_567)], [.zero, .zero], [Points(336_400_000), Points(1_040_000)],
        ]))
  }

  @Test(arguments: [40, 60, 80, 100, 120, 200])
  func `no line of a cost report is longer than the terminal, unless numbers make it so`(
    width: Int
  ) {
    for kind in StandardReport.allCases {
      let report = kind.report(ReportSample.rows, period: ReportSample.period, undatedTasks: 1)
      let graph = Self.graph(kind)
      let text = TerminalWriter(width: width, hasColor: false).text(report, graph: graph)
      let lines = text.split(separator: "\n")
      if width >= 80 { #expect(lines.filter { $0.count > width } == [], "\(kind)") }
      #expect(text.contains("33.8954567"))
    }
  }

  @Test func `detail columns that do not fit are named`() {
    let report = StandardReport.daily.report(
      ReportSample.rows, period: ReportSample.period, undatedTasks: 1)
    let text = TerminalWriter(width: 80, hasColor: false).text(report)
    #expect(text.contains("Cost per day, 2026-05-04 to 2026-05-05, in USD\n"))
    #expect(text.hasSuffix("; -f csv has all columns\n"))
    #expect(!text.contains("billed USD  "))
  }
}
