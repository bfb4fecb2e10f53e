package import Domain

/// The days that a forecast of spend is about, and the ones before that it is compared with.
package struct ForecastSpan: Hashable, Sendable {
  package let days: ClosedRange<CalendarDay>
  package let previous: ClosedRange<CalendarDay>

  /// The next days after the last one that is over, against as many up to that one.
  package init(next count: Int, after last: CalendarDay) {
    days = last + 1...last + count
    previous = last + (1 - count)...last
  }

  /// The calendar month of a day against the one before.
  package init(monthOf day: CalendarDay) {
    self.init(months: 1, from: day.month)
  }

  /// The quarter of the year of a day against the one before.
  package init(quarterOf day: CalendarDay) {
    self.init(months: 3, from: CalendarMonth(startingQuarterOf: day))
  }

  private init(months: Int, from first: CalendarMonth) {
    days = first.firstDay...(first + (months - 1)).lastDay
    previous = (first + -months).firstDay...first.previous.lastDay
  }
}
