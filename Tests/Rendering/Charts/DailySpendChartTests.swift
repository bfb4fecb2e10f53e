import Domain
import Rendering
import Reports
import TestSupport
import Testing

@Suite struct DailySpendChartTests {
  private static let firstDay = CalendarDay(number: 20_574)  // 2026-05-01

  private static func chart(_ series: [(String, [Int64])]) -> Chart {
    Chart(
      name: "days", title: "Days",
      figure: .days(
        DailySpendChart(
          firstDay: firstDay, days: series.first?.1.count ?? 0,
          series: series.map { name, dollars in
            DailySpendChart.Series(
              name: name, amounts: dollars.map { Points($0 * Points.perUSD) })
          })))
  }

  private static func bars(_ chart: Chart) throws -> Set<String> {
    // Attributes are collected from all rectangles: the heights of the bars are distinguished by
    // name.
    try MarkupReader(chart.file).attributes.filter { $0.hasPrefix("rect height=") }
  }

  @Test func `bars are stacked, as high as their amounts`() throws {
    // The axis goes from 0 to 10 dollars in 220 units.
    let heights = try Self.bars(Self.chart([("a", [4, 0]), ("b", [6, 5])]))
    #expect(heights.isSuperset(of: ["rect height=88", "rect height=132", "rect height=110"]))
  }

  @Test func `a correction hangs below 0`() throws {
    let chart = Self.chart([("a", [4, -2])])
    // From -2 to 4: six dollars in 220 units.
    #expect(try Self.bars(chart).isSuperset(of: ["rect height=146.7", "rect height=73.3"]))
    #expect(chart.summary.hasPrefix("A bar for each of 2 days, stacked by model: a. In total"))
  }

  @Test func `nothing billed is a chart without bars`() throws {
    let chart = Self.chart([("a", [0, 0])])
    #expect(chart.summary == "A bar for each day; nothing was billed.")
    #expect(!(try MarkupReader(chart.file).elements.contains("g")))
  }
}
