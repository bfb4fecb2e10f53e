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
    arguments: [(1, 20, nil), (15, 30, "21 to 25"), (23, 24, "23 to 24"), (26, 30, nil)]
      as [(Int, Int, String?)])
  func `complete days that are not known are missing`(first: Int, last: Int, missing: String?) {
    let found = Self.known.missing(in: Self.span(first, last))
    #expect(found.map { "\($0.lowerBound.number) to \($0.upperBound.number)" } == missing)
  }

  @Test func `without tasks nothing is known`() {
    let nothing = KnownDays(nil, lastCompleteDay: CalendarDay(number: 25))
    #expect(nothing.isUnknown(Self.span(20, 30)))
    #expect(!nothing.isUnknown(Self.span(26, 30)))
    #expect(!nothing.contains(CalendarDay(number: 20)))
    #expect(nothing.missing(in: Self.span(20, 30)) == Self.span(20, 25))
  }
}
