package import Domain

/// The days whose cost is known, including 0: an unknown day is not a free one.
package struct KnownDays: Hashable, Sendable {
  /// From the first day with tasks through the last one that a run has covered; nil without tasks.
  package let days: ClosedRange<CalendarDay>?
  /// The days in between that nothing covers, in order: no task came for longer than the ledger's
  /// rhythm explains, and no night, history or file that reaches across them says that none ran.
  package let gaps: [ClosedRange<CalendarDay>]
  /// The last complete day: nothing after it can be known yet.
  package let lastCompleteDay: CalendarDay

  package init(
    _ days: ClosedRange<CalendarDay>?, except gaps: [ClosedRange<CalendarDay>] = [],
    lastCompleteDay: CalendarDay
  ) {
    (self.days, self.gaps, self.lastCompleteDay) = (days, gaps, lastCompleteDay)
  }

  package func contains(_ day: CalendarDay) -> Bool { contains(day...day) }

  /// Whether all days of a span are known.
  package func contains(_ span: ClosedRange<CalendarDay>) -> Bool {
    guard let days, days.lowerBound <= span.lowerBound, span.upperBound <= days.upperBound
    else { return false }
    return !gaps.contains { $0.overlaps(span) }
  }

  /// How many days are known.
  package var count: Int {
    days.map { days in gaps.reduce(days.length) { $0 - $1.length } } ?? 0
  }

  /// The parts of gaps that lie in a span, in order.
  package func gaps(in span: ClosedRange<CalendarDay>) -> [ClosedRange<CalendarDay>] {
    gaps.compactMap { $0.common(with: span) }
  }

  /// Whether some days of a span are complete, but none is known.
  package func isUnknown(_ span: ClosedRange<CalendarDay>) -> Bool {
    guard span.lowerBound <= lastCompleteDay else { return false }
    let complete = span.clamped(to: span.lowerBound...lastCompleteDay)
    guard let known = days?.common(with: complete) else { return true }
    return gaps.contains { $0.lowerBound <= known.lowerBound && known.upperBound <= $0.upperBound }
  }

  /// The complete days of a span that are not known, in order, but for those before the first task.
  package func missing(in span: ClosedRange<CalendarDay>) -> [ClosedRange<CalendarDay>] {
    let last = min(span.upperBound, lastCompleteDay)
    let first = max(span.lowerBound, days.map { $0.upperBound + 1 } ?? span.lowerBound)
    return gaps(in: span) + (first <= last ? [first...last] : [])
  }
}

extension ClosedRange<CalendarDay> {
  /// The number of days, both ends included.
  package var length: Int { upperBound.number - lowerBound.number + 1 }

  /// The days in both spans; nil if there are none.
  fileprivate func common(with other: Self) -> Self? {
    overlaps(other) ? clamped(to: other) : nil
  }
}
