package import Domain

/// A calendar month of accounting days.
package struct ReportMonth: Hashable, Sendable {
  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  package let firstDay: CalendarDay
  package let days: Int

  /// The month that a day is in.
  package init(of day: CalendarDay) {
    let (year, month, number) = day.date
    firstDay = day + (1 - number)
    days = CalendarDay.length(ofMonth: month, year: year)
  }

  /// Reads `2026-10`, `this-month` and `last-month`.
  package init?(_ text: String, today: CalendarDay) {
    switch text {
    case "this-month": self.init(of: today)
    case "last-month": self = ReportMonth(of: today).previous
    default:
      guard text.utf8.count == 7, let first = CalendarDay(text + "-01") else { return nil }
      self.init(of: first)
    }
  }

  package var lastDay: CalendarDay { firstDay + (days - 1) }
  package var period: ReportPeriod { ReportPeriod(since: firstDay, until: lastDay) }
  package var previous: ReportMonth { ReportMonth(of: firstDay + -1) }
  package var next: ReportMonth { ReportMonth(of: lastDay + 1) }
  /// `2026-10`.
  package var text: String { firstDay.monthText }
  /// `October 2026`.
  package var name: String {
    let (year, month, _) = firstDay.date
    return "\(ReportMonth.names[month - 1]) \(year)"
  }

  /// How many of its days are over with a day.
  package func daysOver(through day: CalendarDay) -> Int {
    min(max(day.number - firstDay.number + 1, 0), days)
  }
}
