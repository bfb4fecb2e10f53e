package import Domain

/// The days that behave like holidays, with their names.
package struct HolidayCalendar: Equatable, Sendable {
  package let country: Country?
  /// The code of the region; nil for the whole country.
  package let region: String?
  /// Days given one by one; they come before the country's.
  package let listed: [CalendarDay: String]

  package init(country: Country?, region: String? = nil, listed: [CalendarDay: String] = [:]) {
    (self.country, self.region, self.listed) = (country, region, listed)
  }

  package static func == (left: HolidayCalendar, right: HolidayCalendar) -> Bool {
    left.country?.code == right.country?.code && left.region == right.region
      && left.listed == right.listed
  }

  /// The holidays of a span of days, each with one name: one that was given, else that of the law,
  /// else that of a quiet day.
  ///
  /// The same holiday has the same name every year.
  package func names(in days: ClosedRange<CalendarDay>) -> [CalendarDay: String] {
    var names = listed.filter { days.contains($0.key) }
    guard let country, let years = Self.years(of: days) else { return names }
    var quiet: [CalendarDay: String] = [:]
    for year in years {
      for (day, name) in country.legalDays(in: year, region: region)
      where days.contains(day) && names[day] == nil {
        names[day] = name
      }
      quiet.merge(country.quietDays(in: year)) { first, _ in first }
    }
    return names.merging(quiet.filter { days.contains($0.key) }) { first, _ in first }
  }

  /// The years whose holidays may fall in a span, with one more at either end: a holiday at the turn
  /// of the year may be observed in the other one.
  private static func years(of days: ClosedRange<CalendarDay>) -> ClosedRange<Int>? {
    let years = CalendarMath.years
    guard let first = CalendarDay(year: years.lowerBound, month: 1, day: 1),
      let last = CalendarDay(year: years.upperBound, month: 12, day: 31),
      days.overlaps(first...last)
    else { return nil }
    let since = max(days.lowerBound, first).date.year
    let until = min(days.upperBound, last).date.year
    return max(since - 1, years.lowerBound)...min(until + 1, years.upperBound)
  }
}
