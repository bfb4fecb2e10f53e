package import Domain

/// An amount or a count per day, without gaps in the calendar.
package struct DailySeries: Hashable, Sendable {
  package let firstDay: CalendarDay
  /// One value per day: nil for an unknown day, 0 for a day without tasks.
  package var values: [Double?]

  package init(firstDay: CalendarDay, values: [Double?]) {
    (self.firstDay, self.values) = (firstDay, values)
  }

  /// The day of the last value; without values, the day before the first one.
  package var lastDay: CalendarDay { firstDay + (values.count - 1) }

  package var knownCount: Int { values.count { $0 != nil } }

  /// The value of a day; nil outside the series too.
  package subscript(day: CalendarDay) -> Double? {
    let index = day.number - firstDay.number
    return values.indices.contains(index) ? values[index] : nil
  }

  /// What was known on the evening of a day: without later values, and with missing days up to it.
  package func through(_ day: CalendarDay) -> DailySeries {
    let count = max(0, day.number - firstDay.number + 1)
    let missing = [Double?](repeating: nil, count: max(0, count - values.count))
    return DailySeries(firstDay: firstDay, values: values.prefix(count) + missing)
  }

  /// The sum of a span of days; nil if one of them is unknown.
  package func sum(_ days: ClosedRange<CalendarDay>) -> Double? {
    var total = 0.0
    for number in days.lowerBound.number...days.upperBound.number {
      guard let value = self[CalendarDay(number: number)] else { return nil }
      total += value
    }
    return total
  }
}
