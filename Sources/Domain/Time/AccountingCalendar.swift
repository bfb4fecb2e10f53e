import Foundation

/// Finds the accounting day of a moment in the ledger's time zone.
package struct AccountingCalendar: Sendable {
  package static let utcName = "UTC"

  package let timeZoneName: String
  private let timeZone: TimeZone
  package let isUTC: Bool

  package static let utc = AccountingCalendar()

  private init() {
    (timeZoneName, timeZone, isUTC) = (AccountingCalendar.utcName, .gmt, true)
  }

  /// Nil where no time zone has the name.
  package init?(timeZone timeZoneName: String) {
    guard let timeZone = TimeZone(identifier: timeZoneName) else { return nil }
    self.timeZoneName = timeZoneName
    self.timeZone = timeZone
    isUTC = timeZoneName == AccountingCalendar.utcName
  }

  /// The accounting days that have moments of a UTC day.
  package func days(ofUTC day: CalendarDay) -> ClosedRange<CalendarDay> {
    // Time zones are less than a day ahead of or behind UTC.
    isUTC ? day...day : day + -1...day + 1
  }

  package func day(of instant: Instant) -> CalendarDay {
    guard !isUTC else { return instant.day }
    let date = Date(timeIntervalSince1970: TimeInterval(instant.seconds))
    return instant.day(offsetSeconds: timeZone.secondsFromGMT(for: date))
  }

  /// A moment as a clock in the time zone shows it.
  package func localTime(of instant: Instant) -> LocalTime {
    let date = Date(timeIntervalSince1970: TimeInterval(instant.seconds))
    let local = instant.seconds + (isUTC ? 0 : Int64(timeZone.secondsFromGMT(for: date)))
    let day = day(of: instant)
    return LocalTime(day: day, secondOfDay: Int(local - Instant(startOf: day).seconds))
  }

  /// The moment at which an accounting day starts.
  package func start(of day: CalendarDay) -> Instant {
    let midnight = Instant(startOf: day)
    guard !isUTC else { return midnight }
    // Clocks are put forward or back by hours: the offset a day before or after holds at midnight.
    let starts = [Int64(-86_400), 86_400].map { seconds in
      let date = Date(timeIntervalSince1970: TimeInterval(midnight.seconds + seconds))
      return midnight.adding(seconds: -Int64(timeZone.secondsFromGMT(for: date)))
    }
    let isStart = { (moment: Instant) in
      self.day(of: moment) == day && self.day(of: moment.adding(seconds: -1)) < day
    }
    return starts.first(where: isStart) ?? starts[0]
  }

  /// The last moment of an accounting day.
  package func end(of day: CalendarDay) -> Instant {
    Instant(nanoseconds: start(of: day + 1).nanoseconds - 1)
  }

  /// The last accounting day that is complete at a moment: a day is complete at its last moment.
  package func lastCompleteDay(at instant: Instant) -> CalendarDay {
    let next = Instant(nanoseconds: min(instant.nanoseconds, .max - 1) + 1)
    return day(of: next) + -1
  }
}

/// A time as a clock shows it, to the second, without its zone.
package struct LocalTime: Hashable, Sendable {
  package let day: CalendarDay
  package let secondOfDay: Int
}

extension LocalTime: CustomStringConvertible {
  /// `2026-03-16 10:00:00`, which spreadsheets read as a time.
  package var description: String {
    let clock = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
    return "\(day) \(clock.map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":"))"
  }
}
