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
