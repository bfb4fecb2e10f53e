import Domain

/// Feasts and weekdays of a year, in integers.
enum CalendarMath {
  /// The years that have days.
  static let years = 1...9999

  static func weekday(of day: CalendarDay) -> HolidayRule.Weekday? {
    HolidayRule.Weekday(rawValue: day.weekday)
  }

  static func isWeekend(_ day: CalendarDay) -> Bool { day.weekday >= 5 }

  static func length(ofMonth month: Int, _ year: Int) -> Int {
    var length = 31
    while length > 28, CalendarDay(year: year, month: month, day: length) == nil { length -= 1 }
    return length
  }

  /// The first such weekday on or after a day.
  static func first(_ weekday: HolidayRule.Weekday, from day: CalendarDay) -> CalendarDay {
    day + (weekday.rawValue - day.weekday + 7) % 7
  }

  /// The last such weekday of a month.
  static func last(
    _ weekday: HolidayRule.Weekday, of month: Int, _ year: Int
  ) -> CalendarDay? {
    CalendarDay(year: year, month: month, day: length(ofMonth: month, year) - 6)
      .map { first(weekday, from: $0) }
  }

  /// Easter Sunday of the Western churches, in the Gregorian calendar also before its introduction
  /// (the anonymous algorithm of 1876, as in Meeus, "Astronomical Algorithms", chapter 8).
  static func easter(_ year: Int) -> CalendarDay? {
    let golden = year % 19
    let (century, yearOfCentury) = year.quotientAndRemainder(dividingBy: 100)
    let lunarCorrection = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - lunarCorrection + 15) % 30
    let toSunday =
      (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let late = (golden + 11 * epact + 22 * toSunday) / 451
    return CalendarDay(year: year, month: 3, day: 22).map { $0 + (epact + toSunday - 7 * late) }
  }

  /// Easter Sunday of the Orthodox churches: by the Julian calendar (Meeus), as a Gregorian day.
  static func orthodoxEaster(_ year: Int) -> CalendarDay? {
    let epact = (19 * (year % 19) + 15) % 30
    let toSunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    // The Julian calendar skips none of the leap days of centuries.
    let lag = year / 100 - year / 400 - 2
    return CalendarDay(year: year, month: 3, day: 22).map { $0 + (epact + toSunday + lag) }
  }
}

/// An equinox as Japan's holidays take it: the day in Tokyo, by the usual linear formula of its
/// observatory, which holds from 1980 to 2099.
enum Equinox {
  case vernal, autumnal

  func day(in year: Int) -> CalendarDay? {
    guard (1980...2099).contains(year) else { return nil }
    let years = year - 1980
    // In millionths of a day.
    let start = self == .vernal ? 20_843_100 : 23_248_800
    return CalendarDay(
      year: year, month: self == .vernal ? 3 : 9,
      day: (start + 242_194 * years) / 1_000_000 - years / 4)
  }
}
