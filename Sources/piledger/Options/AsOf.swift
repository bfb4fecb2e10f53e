import ArgumentParser
import Billing
import Foundation
import Ledger

/// What counts as now, in place of the clock.
enum AsOf: Hashable {
  /// The end of an accounting day: its tasks count, and it is over.
  case day(CalendarDay)
  case moment(Instant)

  /// Reads a day, or an RFC 3339 time.
  init(parsing text: String) throws {
    if let day = CalendarDay(text) {
      self = .day(day)
    } else if let moment = Timestamp(text)?.instant {
      self = .moment(moment)
    } else {
      throw ValidationError("expected a day such as 2026-10-05 or an RFC 3339 time")
    }
  }

  /// The moment, where accounting days are those of a time zone.
  func moment(inTimeZone name: @autoclosure () -> String?) throws(LedgerError) -> Instant {
    switch self {
    case .moment(let moment): moment
    case .day(let day):
      try AccountingCalendar(timeZoneName: name() ?? AccountingCalendar.utcName).end(of: day)
    }
  }
}
