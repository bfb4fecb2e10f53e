package import Domain
import Ledger

/// The options that every run takes, whatever it does.
package struct RunOptions: Sendable {
  /// These five override the settings of the same meaning; nil or empty if not given.
  package var ledgerPath: String?
  package var configurationPath: String?
  package var cardPaths: [String]
  package var timeZoneName: String?
  /// The currency that reports show next to USD; USD for none.
  package var currencyCode: String?
  /// The moment that counts as now; nil for the system clock.
  package var asOf: DayOrMoment?
  package var notices: Notices

  package init(
    ledgerPath: String? = nil, configurationPath: String? = nil, cardPaths: [String] = [],
    timeZoneName: String? = nil, currencyCode: String? = nil, asOf: DayOrMoment? = nil,
    notices: Notices = .none
  ) {
    (self.ledgerPath, self.configurationPath) = (ledgerPath, configurationPath)
    (self.cardPaths, self.timeZoneName) = (cardPaths, timeZoneName)
    self.currencyCode = currencyCode
    (self.asOf, self.notices) = (asOf, notices)
  }
}

/// A time as typed by the user: an accounting day or a moment.
package enum DayOrMoment: Hashable, Sendable {
  case day(CalendarDay)
  case moment(Instant)

  /// Parses a day or an RFC 3339 time.
  package init?(_ text: String) {
    if let day = CalendarDay(text) {
      self = .day(day)
    } else if let moment = Timestamp(text)?.instant {
      self = .moment(moment)
    } else {
      return nil
    }
  }

  /// The moment, or the end of the day, so that the day is complete and its tasks count.
  ///
  /// Days are in the time zone of the accounting days.
  func moment(inTimeZone name: @autoclosure () -> String?) throws(LedgerError) -> Instant {
    switch self {
    case .moment(let moment): moment
    case .day(let day):
      try AccountingCalendar(timeZoneName: name() ?? AccountingCalendar.utcName).end(of: day)
    }
  }

  /// The moment, or the start of the day.
  package func start(in calendar: AccountingCalendar) -> Instant {
    switch self {
    case .day(let day): calendar.start(of: day)
    case .moment(let moment): moment
    }
  }
}

extension DayOrMoment: CustomStringConvertible {
  package var description: String {
    switch self {
    case .day(let day): day.description
    case .moment(let moment): moment.description
    }
  }
}

/// The messages that a run emits while it works; the caller decides where they go.
package struct Notices: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Something is wrong or unexpected.
    case problem
    case note
  }

  /// Discards all messages.
  package static let none = Notices(isQuiet: true, isVerbose: false, report: { _, _ in })

  /// Whether to report only problems.
  package let isQuiet: Bool
  package let isVerbose: Bool
  /// Replaces the progress line; nil if nobody would see it.
  package let showLine: (@Sendable (String) -> Void)?
  private let report: @Sendable (Kind, String) -> Void

  package init(
    isQuiet: Bool, isVerbose: Bool, report: @escaping @Sendable (Kind, String) -> Void,
    showLine: (@Sendable (String) -> Void)? = nil
  ) {
    (self.isQuiet, self.isVerbose) = (isQuiet, isVerbose)
    (self.report, self.showLine) = (report, showLine)
  }

  /// Reports a problem, even in a quiet run.
  package func problem(_ text: String) { report(.problem, text) }

  /// Reports something questionable, unless the run is quiet.
  package func warning(_ text: String) { if !isQuiet { report(.problem, text) } }

  /// Reports something of possible interest, unless the run is quiet.
  package func note(_ text: String) { if !isQuiet { report(.note, text) } }

  /// Reports a detail, only in a verbose run.
  package func detail(_ text: String) { if isVerbose { report(.note, text) } }
}
