package import Domain
import Ledger

/// What every run is told, beside what it is to do.
package struct RunOptions: Sendable {
  /// These four are over the settings of the same meaning; nil or empty where they are not given.
  package var ledgerPath: String?
  package var configurationPath: String?
  package var cardPaths: [String]
  package var timeZoneName: String?
  /// What counts as now; nil for the clock.
  package var asOf: DayOrMoment?
  package var notices: Notices

  package init(
    ledgerPath: String? = nil, configurationPath: String? = nil, cardPaths: [String] = [],
    timeZoneName: String? = nil, asOf: DayOrMoment? = nil, notices: Notices = .none
  ) {
    (self.ledgerPath, self.configurationPath) = (ledgerPath, configurationPath)
    (self.cardPaths, self.timeZoneName) = (cardPaths, timeZoneName)
    (self.asOf, self.notices) = (asOf, notices)
  }
}

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

/// What a run says while it works; whoever starts it decides where that goes.
package struct Notices: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Something is wrong, or not as the reader would expect.
    case problem
    case note
  }

  /// Nobody is told anything.
  package static let none = Notices(isQuiet: true, isVerbose: false, report: { _, _ in })

  /// Whether only what is wrong is told.
  package let isQuiet: Bool
  package let isVerbose: Bool
  /// Replaces the line that tells how far the work is; nil where nobody would see it.
  package let showLine: (@Sendable (String) -> Void)?
  private let report: @Sendable (Kind, String) -> Void

  package init(
    isQuiet: Bool, isVerbose: Bool, report: @escaping @Sendable (Kind, String) -> Void,
    showLine: (@Sendable (String) -> Void)? = nil
  ) {
    (self.isQuiet, self.isVerbose) = (isQuiet, isVerbose)
    (self.report, self.showLine) = (report, showLine)
  }

  /// Tells what is wrong, be the run quiet or not.
  package func problem(_ text: String) { report(.problem, text) }

  /// Tells what is doubtful, unless the run is quiet.
  package func warning(_ text: String) { if !isQuiet { report(.problem, text) } }

  /// Tells what may be of interest, unless the run is quiet.
  package func note(_ text: String) { if !isQuiet { report(.note, text) } }

  /// Tells what only a verbose run says.
  package func detail(_ text: String) { if isVerbose { report(.note, text) } }
}
