import Domain
import Rendering
import Reports
import Testing

@Suite struct ForecastSpanTests {
  private static func text(_ span: ForecastSpan?) -> String {
    guard let span else { return "none" }
    return [span.days, span.previous].map { "\($0.lowerBound)/\($0.upperBound)" }
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("2026-03-15", "2026-03-01/2026-03-31 2026-02-01/2026-02-28"),
    ("2026-01-01", "2026-01-01/2026-01-31 2025-12-01/2025-12-31"),
    ("2026-12-31", "2026-12-01/2026-12-31 2026-11-01/2026-11-30"),
  ])
  func `a month is compared with the one before`(_ day: String, _ text: String) throws {
    #expect(Self.text(ForecastSpan(monthOf: try #require(CalendarDay(day)))) == text)
  }

  @Test(arguments: [
    ("2026-02-28", "2026-01-01/2026-03-31 2025-10-01/2025-12-31"),
    ("2026-12-01", "2026-10-01/2026-12-31 2026-07-01/2026-09-30"),
  ])
  func `a quarter is compared with the one before`(_ day: String, _ text: String) throws {
    #expect(Self.text(ForecastSpan(quarterOf: try #require(CalendarDay(day)))) == text)
  }

  @Test func `the next days start after the last complete one, with which the previous ones end`()
    throws
  {
    let last = try #require(CalendarDay("2026-05-03"))
    #expect(
      Self.text(ForecastSpan(next: 3, after: last))
        == "2026-05-04/2026-05-06 2026-05-01/2026-05-03")
  }
}
