package import Domain
import Foundation
import Ledger

/// A time as it is typed: an accounting day, or a moment.
package enum DayOrMoment: Hashable, Sendable {
  case day(CalendarDay)
  case moment(Instant)

  /// Reads a day, or an RFC 3339 time.
  package init?(_ text: String) {
    if let day = CalendarDay(text) {
      self = .day(day)
    } else if let moment = Timestamp(text)?.instant {
      self = .moment(moment)
    } else {
      return nil
    }
  }

  /// The moment, a day being its end: its tasks count, and it is over.
  ///
  /// The time zone is that of the accounting days.
  func moment(inTimeZone name: @autoclosure () -> String?) throws(LedgerError) -> Instant {
    switch self {
    case .moment(let moment): moment
    case .day(let day):
      try AccountingCalendar(timeZoneName: name() ?? AccountingCalendar.utcName).end(of: day)
    }
  }

  /// The moment, a day being its beginning.
  package func start(in calendar: AccountingCalendar) -> Instant {
    switch self {
    case .day(let day): calendar.start(of: day)
    case .moment(let moment): moment
    }
  }
}
