import Domain
import Reconciliation
import Testing

@Suite struct StaleFeedTests {
  private static let last = CalendarDay(number: 20_552)

  /// This many days with tasks up to the last one, a dollar more on each.
  private static func stale(days: Int, silent: Int) -> StaleFeed? {
    let billed = (0..<days).map { (last + -$0, Points(Int64(days - $0) * Points.perUSD)) }
    return StaleFeed(Dictionary(uniqueKeysWithValues: billed), through: last + silent)
  }

  @Test func `the sentence says since when, and what was usual`() throws {
    let stale = try #require(Self.stale(days: 70, silent: 3))
    #expect(
      stale.sentence
        == "no tasks have arrived since 2026-04-09, for 3 days; before that, 56 of 56 days had "
        + "tasks, usually for 42.50 USD a day")
  }

  @Test(arguments: [(70, -2), (70, 0), (70, 1), (5, 90), (0, 90)])
  func `if tasks come as usual there is nothing to report`(days: Int, silent: Int) {
    #expect(Self.stale(days: days, silent: silent) == nil)
  }

  @Test(
    arguments: [
      (nil, true), ("2026-04-09", false), ("2026-04-10", true), ("2026-03-31", false),
    ] as [(String?, Bool)])
  func `it concerns periods that extend past the last task`(until: String?, concerns: Bool) throws {
    let stale = try #require(Self.stale(days: 70, silent: 3))
    let period = ReportPeriod(since: nil, until: until.flatMap { CalendarDay($0) })
    #expect(stale.concerns(period) == concerns)
  }

  @Test func `as long as nothing arrives it is the same finding`() throws {
    let (first, later) = (Self.stale(days: 70, silent: 3), Self.stale(days: 70, silent: 30))
    #expect(try #require(first).finding == later?.finding)
  }
}
