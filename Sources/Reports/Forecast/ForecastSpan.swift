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
  package init?(monthOf day: CalendarDay) {
    self.init(months: 1, of: day)
  }

  /// The quarter of the year of a day against the one before.
  package init?(quarterOf day: CalendarDay) {
    self.init(months: 3, of: day)
  }

  private init?(months: Int, of day: CalendarDay) {
    let (year, month, _) = day.date
    let index = year * 12 + (month - 1) / months * months
    guard let before = ForecastSpan.first(ofMonth: index - months),
      let first = ForecastSpan.first(ofMonth: index),
      let next = ForecastSpan.first(ofMonth: index + months)
    else { return nil }
    days = first...next + -1
    previous = before...first + -1
  }

  /// The first day of a month that is counted from the year 0.
  private static func first(ofMonth index: Int) -> CalendarDay? {
    CalendarDay(year: index / 12, month: index % 12 + 1, day: 1)
  }
}
