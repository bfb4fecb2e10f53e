package import Domain

/// When a holiday is, as its law says it: at most one day a year.
///
/// Its name is the same in all years, since a forecast learns a holiday's effect by its name.
package struct HolidayRule: Hashable, Sendable {
  enum Weekday: Int {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
  }

  /// How a year's day is found.
  enum Occurrence: Hashable {
    case fixed(month: Int, day: Int)
    /// The first such weekday on or after a date.
    case weekday(Weekday, fromMonth: Int, day: Int)
    /// The last such weekday of a month.
    case lastWeekday(Weekday, ofMonth: Int)
    /// So many days after Easter Sunday, of the Western or of the Orthodox churches.
    case easter(days: Int)
    case orthodoxEaster(days: Int)
    case equinox(Equinox)
    /// The dates that were decreed, by year.
    case listed([Int: MonthDay])
  }

  struct MonthDay: Hashable {
    let month: Int
    let day: Int
  }

  /// The day off in addition, where the day itself falls on a weekend.
  enum Substitute: Hashable {
    /// Friday for a Saturday, Monday for a Sunday.
    case nearestWorkday
    /// The next day that is neither a weekend nor a holiday, for a Saturday or a Sunday.
    case nextWorkday
    /// The same for a Sunday alone.
    case nextWorkdayAfterSunday
  }

  let name: String
  let occurrence: Occurrence
  /// The regions that have it; nil for the whole country.
  private(set) var regions: Set<String>?
  private var years = CalendarMath.years
  /// It is held each so many years, counted from the first.
  private var interval = 1
  private var skippedYears: Set<Int> = []
  /// The days by which it moves if it falls on a weekday.
  private var moves: [Weekday: Int] = [:]
  private(set) var substitute: Substitute?
  private var firstYearOfSubstitute = 1

  init(_ name: String, _ occurrence: Occurrence) {
    (self.name, self.occurrence) = (name, occurrence)
  }

  /// The day of a year; nil if the holiday is not held then, or the calendar ends before it.
  package func day(in year: Int) -> CalendarDay? {
    guard years.contains(year), !skippedYears.contains(year),
      (year - years.lowerBound) % interval == 0, let day = unmovedDay(in: year)
    else { return nil }
    return CalendarMath.weekday(of: day).flatMap { moves[$0] }.map { day + $0 } ?? day
  }

  func isSubstituted(in year: Int) -> Bool {
    substitute != nil && year >= firstYearOfSubstitute
  }

  private func unmovedDay(in year: Int) -> CalendarDay? {
    switch occurrence {
    case .fixed(let month, let day): CalendarDay(year: year, month: month, day: day)
    case .weekday(let weekday, let month, let day):
      CalendarDay(year: year, month: month, day: day).map {
        CalendarMath.first(weekday, from: $0)
      }
    case .lastWeekday(let weekday, let month): CalendarMath.last(weekday, of: month, year)
    case .easter(let days): CalendarMath.easter(year).map { $0 + days }
    case .orthodoxEaster(let days): CalendarMath.orthodoxEaster(year).map { $0 + days }
    case .equinox(let equinox): equinox.day(in: year)
    case .listed(let dates):
      dates[year].flatMap { CalendarDay(year: year, month: $0.month, day: $0.day) }
    }
  }
}

/// The rules as the table of countries writes them.
extension HolidayRule {
  static func fixed(_ month: Int, _ day: Int, _ name: String) -> HolidayRule {
    HolidayRule(name, .fixed(month: month, day: day))
  }

  static func easter(_ days: Int, _ name: String) -> HolidayRule {
    HolidayRule(name, .easter(days: days))
  }

  static func orthodoxEaster(_ days: Int, _ name: String) -> HolidayRule {
    HolidayRule(name, .orthodoxEaster(days: days))
  }

  /// The first such weekday on or after a date.
  static func from(
    _ weekday: Weekday, _ month: Int, _ day: Int, _ name: String
  ) -> HolidayRule {
    HolidayRule(name, .weekday(weekday, fromMonth: month, day: day))
  }

  /// The n-th such weekday of a month, from 1.
  static func nth(_ n: Int, _ weekday: Weekday, of month: Int, _ name: String) -> HolidayRule {
    from(weekday, month, 7 * (n - 1) + 1, name)
  }

  static func last(_ weekday: Weekday, of month: Int, _ name: String) -> HolidayRule {
    HolidayRule(name, .lastWeekday(weekday, ofMonth: month))
  }

  static func equinox(_ equinox: Equinox, _ name: String) -> HolidayRule {
    HolidayRule(name, .equinox(equinox))
  }

  static func once(_ year: Int, _ month: Int, _ day: Int, _ name: String) -> HolidayRule {
    HolidayRule(name, .listed([year: MonthDay(month: month, day: day)]))
  }

  /// Decreed dates: years with month and day.
  static func listed(
    _ dates: KeyValuePairs<Int, (month: Int, day: Int)>, _ name: String
  ) -> HolidayRule {
    let days = dates.map { ($0.key, MonthDay(month: $0.value.month, day: $0.value.day)) }
    return HolidayRule(name, .listed(Dictionary(days) { first, _ in first }))
  }

  /// In these regions alone, their codes separated by spaces.
  func only(_ codes: String) -> HolidayRule {
    with { $0.regions = Set(codes.split(separator: " ").map(String.init)) }
  }

  func since(_ year: Int, every interval: Int = 1) -> HolidayRule {
    with {
      $0.years = year...max(year, years.upperBound)
      $0.interval = interval
    }
  }

  func until(_ year: Int) -> HolidayRule {
    with { $0.years = min(years.lowerBound, year)...year }
  }

  func except(_ years: Int...) -> HolidayRule {
    with { $0.skippedYears = Set(years) }
  }

  /// Moved by so many days if it falls on a weekday.
  func moved(_ days: [Weekday: Int]) -> HolidayRule {
    with { $0.moves = days }
  }

  func observed(_ substitute: Substitute, since year: Int = 1) -> HolidayRule {
    with {
      $0.substitute = substitute
      $0.firstYearOfSubstitute = year
    }
  }

  private func with(_ change: (inout HolidayRule) -> Void) -> HolidayRule {
    var rule = self
    change(&rule)
    return rule
  }
}
