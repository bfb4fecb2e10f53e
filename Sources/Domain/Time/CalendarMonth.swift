/// A month of the proleptic Gregorian calendar.
package struct CalendarMonth: Hashable, Sendable {
  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// Months since January of the year 0.
  private let number: Int

  private init(number: Int) {
    self.number = number
  }

  /// The month that a day is in.
  package init(of day: CalendarDay) {
    let (year, month, _) = day.date
    number = year * 12 + month - 1
  }

  /// The first month of the quarter that a day is in.
  package init(startingQuarterOf day: CalendarDay) {
    let month = CalendarMonth(of: day)
    number = month.number - month.number % 3
  }

  /// Reads `2026-10`.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, let first = CalendarDay(text + "-01") else { return nil }
    self.init(of: first)
  }

  /// Reads `2026-10`, `this-month` and `last-month`.
  package init?(_ text: String, today: CalendarDay) {
    switch text {
    case "this-month": self.init(of: today)
    case "last-month": self = CalendarMonth(of: today).previous
    default: self.init(text)
    }
  }

  private var year: Int { number / 12 }
  private var monthOfYear: Int { number % 12 + 1 }

  package var firstDay: CalendarDay { CalendarDay(year: year, month: monthOfYear) }
  package var lastDay: CalendarDay { next.firstDay + -1 }
  /// How many days it has.
  package var days: Int { next.firstDay.number - firstDay.number }
  package var period: ReportPeriod { ReportPeriod(since: firstDay, until: lastDay) }
  package var previous: CalendarMonth { self + -1 }
  package var next: CalendarMonth { self + 1 }

  package static func + (month: CalendarMonth, months: Int) -> CalendarMonth {
    CalendarMonth(number: month.number + months)
  }

  /// The day with a number, or the last one if the month is too short.
  package func day(_ number: Int) -> CalendarDay { firstDay + (min(number, days) - 1) }

  /// `October 2026`.
  package var name: String { "\(nameWithoutYear) \(year)" }

  /// `October`, where only one year can be meant.
  package var nameWithoutYear: String { CalendarMonth.names[monthOfYear - 1] }

  /// How many of its days have passed at the end of a day.
  package func daysOver(through day: CalendarDay) -> Int {
    min(max(day.number - firstDay.number + 1, 0), days)
  }
}

extension CalendarMonth: Comparable {
  package static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
    left.number < right.number
  }
}

extension CalendarMonth: CustomStringConvertible {
  /// `2026-10`.
  package var description: String {
    "\(padded(year, to: 4))-\(padded(monthOfYear, to: 2))"
  }
}

extension CalendarDay {
  package var month: CalendarMonth { CalendarMonth(of: self) }

  /// The same day some months later, or the month's last if there is no such day.
  package func adding(months: Int) -> CalendarDay { (month + months).day(date.day) }
}
