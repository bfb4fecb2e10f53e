/// A week of ISO 8601: it starts on Monday, and belongs to the year that has its Thursday.
package struct CalendarWeek: Hashable, Sendable {
  private let monday: CalendarDay

  /// The week that a day is in.
  package init(of day: CalendarDay) {
    monday = day + -day.weekday
  }

  /// Reads `2026-W05` and `2026-W5`; nil if the year has no such week.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].lowercased().first == "w",
      (2...3).contains(parts[1].utf8.count),
      // `UInt8` takes a sign too.
      parts[1].utf8.dropFirst().allSatisfy({ $0 &- 48 < 10 }),
      let number = UInt8(parts[1].dropFirst()), number > 0,
      // The week of January 4th is always the first.
      let inFirstWeek = CalendarDay("\(parts[0])-01-04")
    else { return nil }
    let week = CalendarWeek(of: inFirstWeek + 7 * (Int(number) - 1))
    guard week.number == Int(number) else { return nil }
    self = week
  }

  package var previous: CalendarWeek { CalendarWeek(of: monday + -7) }
  package var period: ReportPeriod { ReportPeriod(since: monday, until: monday + 6) }

  private var thursday: CalendarDay { monday + 3 }
  private var number: Int {
    let firstDay = CalendarDay(year: thursday.date.year, month: 1)
    return (thursday.number - firstDay.number) / 7 + 1
  }
}

extension CalendarWeek: CustomStringConvertible {
  /// `2026-W05`.
  package var description: String {
    "\(padded(thursday.date.year, to: 4))-W\(padded(number, to: 2))"
  }
}
