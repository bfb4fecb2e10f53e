package import Domain
import Foundation
package import Ledger
package import RateCards
package import Reconciliation
package import Rendering

/// What the use cases share: the settings, the current moment, the ledger and the card.
package struct Run {
  package let asOf: DayOrMoment?
  package let notices: Notices
  package let configuration: Configuration
  /// The moment that counts as now.
  package private(set) var now: Instant
  /// When the run takes place: the moment up to which balances count.
  ///
  /// It is ``now``, or the end of that second if the system clock tells it: answers are stamped more
  /// precisely than to the second, and one that has just been stored counts. In a night, which
  /// computes as of the end of a day, it is later.
  package private(set) var clock: Instant
  /// What figures are narrowed to.
  package private(set) var filter = LineFilter.none
  /// The clock that times follow where people read them: that of the ledger's accounting days.
  package let calendar: AccountingCalendar
  /// The clock that answers are stamped by.
  let wallClock: WallClock
  /// Whether the run is as of a moment that has passed, of which the provider tells nothing: its
  /// answers are those of the present.
  package let isOfPast: Bool

  /// Reads the settings and determines the moment that counts as now.
  ///
  /// - Parameters:
  ///   - options: the options that every run takes.
  ///   - readsLedger: whether accounting days follow the existing ledger, rather than one built
  ///     from files.
  /// - Throws: an error if the configuration is invalid.
  package init(_ options: RunOptions, readsLedger: Bool = true) throws {
    (asOf, notices) = (options.asOf, options.notices)
    let configuration = try Configuration(options)
    self.configuration = configuration
    let ledgerZone =
      readsLedger
      ? try (try? configuration.ledgerPath).flatMap { try LedgerStore.timeZoneName(at: $0) } : nil
    calendar = try AccountingCalendar(
      timeZoneName: ledgerZone ?? configuration.timeZoneName ?? AccountingCalendar.utcName)
    wallClock = try WallClock()
    let asOf = try options.asOf?.moment(inTimeZone: calendar.timeZoneName)
    let moment = wallClock.now()
    now = asOf ?? Instant(seconds: moment.seconds)
    clock = asOf ?? moment.roundedUpToSecond
    isOfPast = now < Instant(seconds: moment.seconds)
  }

  /// The time by the clock, in whole seconds, for what needs no settings.
  package static func currentTime() throws(Failure) -> Instant {
    Instant(seconds: try WallClock().now().seconds)
  }

  /// The same run after it has read its input, so that what it has just fetched counts.
  func afterReading() -> Run {
    isOfPast
      ? self : reckoning(at: now, takingPlaceAt: max(clock, wallClock.now().roundedUpToSecond))
  }

  /// The same run as of the end of a day, taking place at another moment.
  func reckoning(at end: Instant, takingPlaceAt clock: Instant) -> Run {
    var run = self
    (run.now, run.clock) = (end, clock)
    return run
  }

  /// The same run with its figures narrowed.
  func reckoning(narrowedTo filter: LineFilter) -> Run {
    var run = self
    run.filter = filter
    return run
  }

  /// The form of CSV by the settings.
  package var csvForm: CSVForm { CSVForm(configuration.csvDialect, calendar: calendar) }

  package var writer: ReportWriter { ReportWriter(mode: configuration.fileMode) }

  /// The user's cards layered over the built-in one; the first one named is on top.
  package func pricer() throws -> Pricer {
    var sources: [CardSource] = []
    for path in configuration.cardPaths { sources.append(try CardSource(path: path)) }
    let card = try RateCard(reading: sources + [.builtIn])
    notices.detail("rate card: \(card.name), fingerprint \(card.fingerprint)")
    return Pricer(card: card)
  }

  package func ledger(
    _ access: LedgerStore.Access, buildsInTemporaryFile: Bool = false
  ) throws -> LedgerStore {
    let path = try configuration.ledgerPath
    notices.detail("ledger: \(path)")
    let ledger = try LedgerStore(
      path: path, access: access, timeZoneName: configuration.timeZoneName,
      buildsInTemporaryFile: buildsInTemporaryFile, fileMode: configuration.fileMode)
    if let copy = ledger.copyBeforeUpgrade {
      notices.note("the ledger was upgraded; \(VisibleText.line(copy)) is the ledger as it was")
    }
    return ledger
  }

  /// Opens the ledger if it exists; never creates one.
  package func existingLedger(_ access: LedgerStore.Access) throws -> LedgerStore {
    let path = try configuration.ledgerPath
    guard LedgerStore.exists(at: path) else { throw LedgerError.missing(path: path) }
    return try ledger(access)
  }

  /// Ensures that the ledger is priced with the card and tagged by the rules in the settings.
  ///
  /// - Returns: whether it was repriced.
  @discardableResult
  package func reprice(_ ledger: LedgerStore, by pricer: Pricer) throws -> Bool {
    let isRepriced = try ledger.usePricer(pricer, asOf: now)
    try ledger.useTagRules(configuration.tagRules, asOf: now)
    return isRepriced
  }

  /// The current day in the ledger's time zone; it is complete only if now is its end.
  package func today(in ledger: LedgerStore) -> CalendarDay {
    ledger.calendar.day(of: now)
  }

  /// The last complete day, in the ledger's time zone.
  package func lastCompleteDay(in ledger: LedgerStore) -> CalendarDay {
    ledger.calendar.lastCompleteDay(at: now)
  }
}
