package import Domain

/// What a day cost, and what its weekday usually costs.
package struct DaySpend: Hashable, Sendable {
  /// How many earlier days of the same weekday count.
  package static let weekLimit = 8

  package let day: CalendarDay
  /// Nil if unknown.
  package let billed: Points?
  /// The median of earlier days of the weekday, the mean of the middle two rounded down; nil
  /// without any.
  package let usual: Points?
  /// The number of weeks in the median.
  package let weeks: Int

  /// The spend of a day from the rows of all days; an unknown day does not count as free.
  package init(of day: CalendarDay, in rows: [LedgerLine], known: KnownDays) {
    self.day = day
    var billedByDay: [CalendarDay: Points] = [:]
    for row in rows {
      guard let rowDay = row.day else { continue }
      billedByDay[rowDay, default: .zero] += row.amounts.billed
    }
    let same = (1...DaySpend.weekLimit).map { day + -7 * $0 }.filter(known.contains)
      .map { billedByDay[$0] ?? .zero }.sorted()
    billed = known.contains(day) ? billedByDay[day] ?? .zero : billedByDay[day]
    weeks = same.count
    usual = Points.median(same)
  }

  package var weekdayName: String {
    [
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ][day.weekday]
  }
}

/// The days whose cost is known, including 0: an unknown day is not a free one.
package struct KnownDays: Hashable, Sendable {
  /// From the first day with tasks through the last one that a run has covered; nil without tasks.
  package let days: ClosedRange<CalendarDay>?
  /// The last complete day: nothing after it can be known yet.
  package let lastCompleteDay: CalendarDay

  package init(_ days: ClosedRange<CalendarDay>?, lastCompleteDay: CalendarDay) {
    (self.days, self.lastCompleteDay) = (days, lastCompleteDay)
  }

  package func contains(_ day: CalendarDay) -> Bool { days?.contains(day) ?? false }

  /// Whether all days of a span are known.
  package func contains(_ span: ClosedRange<CalendarDay>) -> Bool {
    days.map { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound } ?? false
  }

  /// Whether some days of a span are complete, but none is known.
  package func isUnknown(_ span: ClosedRange<CalendarDay>) -> Bool {
    guard span.lowerBound <= lastCompleteDay else { return false }
    return !(days?.overlaps(span.lowerBound...min(span.upperBound, lastCompleteDay)) ?? false)
  }

  /// The complete days of a span later than all known ones; nil if there are none.
  package func missing(in span: ClosedRange<CalendarDay>) -> ClosedRange<CalendarDay>? {
    let last = min(span.upperBound, lastCompleteDay)
    let first = max(span.lowerBound, days.map { $0.upperBound + 1 } ?? span.lowerBound)
    return first <= last ? first...last : nil
  }
}
