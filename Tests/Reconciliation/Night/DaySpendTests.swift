import Domain
import Reconciliation
import Testing

/// The cost of a day beside what its weekday usually costs.
@Suite struct DaySpendTests {
  /// The spend on 2026-06-01, a Monday, after amounts of so many Mondays before, the latest first.
  private static func spend(_ today: Int64, after mondays: [Int64]) throws -> DaySpend {
    let monday = try #require(CalendarDay("2026-06-01"))
    let rows = ([today] + mondays).enumerated().flatMap { week, billed -> [LedgerLine] in
      let day = monday + -7 * week
      return [
        .row(.matched, day: day.description, billed: billed, expected: billed),
        // Other weekdays do not count.
        .row(.matched, day: (day + 1).description, billed: 1_000_000, expected: 1_000_000),
      ]
    }
    let first = try #require(rows.compactMap(\.day).min())
    return DaySpend(
      of: monday, in: rows, known: KnownDays(first...monday, lastCompleteDay: monday))
  }

  @Test(
    arguments: [
      ([], nil), ([30], 30), ([30, 10], 20), ([30, 11], 20), ([5, 40, 10], 10),
      ([1, 2, 3, 4, 5, 6, 7, 8], 4), ([1, 2, 3, 4, 5, 6, 7, 8, 900, 900, 900], 4),
    ] as [([Int64], Int64?)])
  func `the usual is the median of the same weekday in the last eight weeks`(
    mondays: [Int64], usual: Int64?
  ) throws {
    let spend = try Self.spend(7, after: mondays)
    #expect(spend.usual == usual.map { Points($0) })
    #expect(spend.weeks == min(mondays.count, 8))
    #expect(spend.billed == Points(7))
    #expect(spend.weekdayName == "Monday")
  }

  @Test func `days before the first one with tasks are not known, others without tasks cost 0`()
    throws
  {
    let monday = try #require(CalendarDay("2026-06-01"))
    let rows = [
      LedgerLine.row(.matched, day: "2026-05-04", billed: 40, expected: 40),
      .row(.matched, day: "2026-05-25", billed: 20, expected: 20),
    ]
    let first = try #require(CalendarDay("2026-05-04"))
    let spend = DaySpend(
      of: monday, in: rows, known: KnownDays(first...monday, lastCompleteDay: monday))
    #expect(spend.weeks == 4)
    #expect(spend.usual == Points(10))
    #expect(spend.billed == .zero)
  }

  @Test func `a day that nobody has looked at is not known, and no usual day is free`() throws {
    let monday = try #require(CalendarDay("2026-06-01"))
    let rows = [LedgerLine.row(.matched, day: "2026-05-11", billed: 40, expected: 40)]
    let first = try #require(CalendarDay("2026-05-04"))
    let spend = DaySpend(
      of: monday, in: rows, known: KnownDays(first...monday + -7, lastCompleteDay: monday))
    #expect(spend.billed == nil)
    #expect(spend.weeks == 4)
  }
}
