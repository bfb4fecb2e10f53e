import Domain
import Reconciliation
import Testing

@Suite struct KnownDaysTests {
  private static func span(_ first: Int, _ last: Int) -> ClosedRange<CalendarDay> {
    CalendarDay(number: first)...CalendarDay(number: last)
  }

  /// Days 10 to 20, with days through 25 complete.
  private static let known = KnownDays(
    span(10, 20), lastCompleteDay: CalendarDay(number: 25))

  @Test(arguments: [
    (1, 9, true), (1, 10, false), (20, 30, false), (21, 30, true), (26, 30, false), (9, 26, false),
  ])
  func `a span is unknown if some of its days are complete and none is known`(
    first: Int, last: Int, isUnknown: Bool
  ) {
    #expect(Self.known.isUnknown(Self.span(first, last)) == isUnknown)
  }

  @Test(arguments: [(10, 20, true), (9, 20, false), (10, 21, false), (12, 12, true)])
  func `a span is known if all of its days are`(first: Int, last: Int, isKnown: Bool) {
    #expect(Self.known.contains(Self.span(first, last)) == isKnown)
  }

  @Test(
    arguments: [
      (1, 20, []), (15, 30, [[21, 25]]), (23, 24, [[23, 24]]), (26, 30, []),
    ] as [(Int, Int, [[Int]])])
  func `complete days that are not known are missing`(first: Int, last: Int, missing: [[Int]]) {
    #expect(Self.numbers(Self.known.missing(in: Self.span(first, last))) == missing)
  }

  /// An account that lacks days 12 to 13, which nobody else does, and days 16 and 17, as all do.
  private static let accounts = [
    (
      name: "agency",
      known: KnownDays(
        span(11, 20), except: [span(12, 13), span(16, 17)],
        lastCompleteDay: CalendarDay(number: 25))
    ), (name: "studio", known: known),
  ]

  @Test(
    arguments: [
      (nil, [[10, 20]], [[12, 13], [15, 17]]), (14, [[10, 14]], [[12, 13]]),
      (12, [[10, 12]], [[12, 12]]), (9, [], []),
    ] as [(Int?, [[Int]], [[Int]])])
  func `days are known of all accounts if they are of each`(
    last: Int?, days: [[Int]], gaps: [[Int]]
  ) {
    let all = KnownDays(
      Self.span(10, 20), except: [Self.span(15, 17)], lastCompleteDay: CalendarDay(number: 25))
    let common = all.common(
      to: Self.accounts, through: last.map { CalendarDay(number: $0) })
    #expect(Self.numbers([common.days].compactMap(\.self)) == days)
    #expect(Self.numbers(common.gaps) == gaps)
    // What is missing of all is not said of one.
    let ofAccounts = common.gapsOfAccounts.map(\.account)
    #expect(ofAccounts == (gaps.isEmpty ? [] : ["agency"]))
  }

  private static func numbers(_ spans: [ClosedRange<CalendarDay>]) -> [[Int]] {
    spans.map { [$0.lowerBound.number, $0.upperBound.number] }
  }

  @Test(
    arguments: [
      (10, 12, true, false, []), (10, 13, false, false, [[13, 13]]),
      (13, 15, false, true, [[13, 15]]),
      (14, 14, false, true, [[14, 14]]), (15, 18, false, false, [[15, 15], [18, 18]]),
      (18, 25, false, false, [[18, 18], [21, 25]]), (19, 20, true, false, []),
    ] as [(Int, Int, Bool, Bool, [[Int]])])
  func `a day in a gap is as little known as one after the last`(
    first: Int, last: Int, isKnown: Bool, isUnknown: Bool, missing: [[Int]]
  ) {
    let known = KnownDays(
      Self.span(10, 20), except: [Self.span(13, 15), Self.span(18, 18)],
      lastCompleteDay: CalendarDay(number: 25))
    let span = Self.span(first, last)
    #expect(known.contains(span) == isKnown)
    #expect(known.isUnknown(span) == isUnknown)
    #expect(Self.numbers(known.missing(in: span)) == missing)
    #expect(known.count == 7)
  }

  @Test func `without tasks nothing is known`() {
    let nothing = KnownDays(nil, lastCompleteDay: CalendarDay(number: 25))
    #expect(nothing.isUnknown(Self.span(20, 30)))
    #expect(!nothing.isUnknown(Self.span(26, 30)))
    #expect(!nothing.contains(CalendarDay(number: 20)))
    #expect(nothing.missing(in: Self.span(20, 30)) == [Self.span(20, 25)])
  }
}
