package import Billing

/// What a day cost, beside what its weekday usually costs.
package struct DaySpend: Hashable, Sendable {
  /// So many of the same weekdays before it are looked at.
  package static let weekLimit = 8

  package let day: CalendarDay
  package let billed: Points
  /// The median of the weekdays before, the mean of two middle ones rounded down; nil without any.
  package let usual: Points?
  /// The weeks that the median is of.
  package let weeks: Int

  /// Takes the days before the first one with tasks as not known, and not as free of cost.
  package init(of day: CalendarDay, in rows: [ReconciledRow]) {
    self.day = day
    var billedByDay: [CalendarDay: Points] = [:]
    for row in rows {
      guard let rowDay = row.day else { continue }
      billedByDay[rowDay, default: .zero] += row.amounts.billed
    }
    let first = billedByDay.keys.min() ?? day
    let same = (1...DaySpend.weekLimit).map { day + -7 * $0 }.filter { $0 >= first }
      .map { billedByDay[$0] ?? .zero }.sorted()
    billed = billedByDay[day] ?? .zero
    weeks = same.count
    usual = DaySpend.median(same)
  }

  private static func median(_ sorted: [Points]) -> Points? {
    guard !sorted.isEmpty else { return nil }
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return Points(lower.count + (upper.count - lower.count) / 2)
  }

  package var weekdayName: String {
    // 1970-01-01 was a Thursday.
    let names = [
      "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
    ]
    return names[((day.number % 7) + 7) % 7]
  }
}
