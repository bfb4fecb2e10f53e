package import Domain

/// What a day cost, beside what its weekday usually costs.
package struct DaySpend: Hashable, Sendable {
  /// So many of the same weekdays before it are looked at.
  package static let weekLimit = 8

  package let day: CalendarDay
  /// Nil where it is not known.
  package let billed: Points?
  /// The median of the weekdays before, the mean of two middle ones rounded down; nil without any.
  package let usual: Points?
  /// The weeks that the median is of.
  package let weeks: Int

  /// The spend of a day by the rows of all days; a day that is not known was not free of cost.
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
