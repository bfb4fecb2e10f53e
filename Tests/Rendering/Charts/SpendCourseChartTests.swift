import Domain
import Rendering
import Reports
import TestSupport
import Testing

/// The month's course with everything that it can show.
@Suite struct SpendCourseChartTests {
  private static let firstDay = CalendarDay(number: 20_574)  // 2026-05-01

  private static func dollars(_ amounts: [Int64]) -> [Points] {
    amounts.map { Points($0 * Points.perUSD) }
  }

  private static func figure(outlooks: Bool) -> SpendCourseChart {
    let days = outlooks ? Array(20..<31) : []
    return SpendCourseChart(
      firstDay: firstDay, days: 31, daily: dollars(Array(repeating: 10, count: 20)),
      dailyBefore: dollars(Array(repeating: 9, count: 30)), budget: dollars([300])[0],
      outlooks: days.map { day in
        let spread = Int64(day - 18) * 3
        let median = Int64(day + 1) * 10
        let interval = { (width: Int64) in
          dollars([median - width])[0]...dollars([median + 2 * width])[0]
        }
        return SpendCourseChart.Outlook(
          day: firstDay + day, median: dollars([median])[0], interval80: interval(spread),
          interval95: interval(spread * 2))
      })
  }

  private static func chart(outlooks: Bool = true) -> Chart {
    Chart(name: "course", title: "Course", figure: .course(figure(outlooks: outlooks)))
  }

  @Test func `the fan of a forecast, the budget and last month, byte for byte`() throws {
    let file = Self.chart().file
    #expect(try file == TestFiles.golden("Rendering/course-forecast.svg", found: file))
  }

  @Test func `the picture is described in words`() {
    #expect(
      Self.chart().summary
        == "Spend of the month so far: 200.00 USD after 20 of 31 days; previous month: "
        + "270.00 USD; budget: 300.00 USD; expected by 2026-05-31: 310.00 USD, 80 % "
        + "prediction interval 274.00 to 382.00 USD.")
  }

  @Test func `every series has its symbol in the legend, and no other`() throws {
    let all = try MarkupReader(Self.chart().file).text
    for name in ["this month", "last month", "budget", "forecast", "80 % interval"] {
      #expect(all.contains(name))
    }
    let short = try MarkupReader(Self.chart(outlooks: false).file)
    #expect(!short.text.contains("forecast") && !short.text.contains("interval"))
  }

  @Test func `a budget line is at its amount, between the ticks`() throws {
    let picture = try MarkupReader(Self.chart().file)
    // From 0 at 246 to 500 at 26: 300 is at 114.
    #expect(picture.attributes.contains { $0.hasPrefix("path d=M") && $0.contains(" 114L714 114") })
  }
}
