import Billing
import Ledger
import RateCards
import Reconciliation

/// What the commands share: the settings, the moment that counts as now, the ledger and the card.
struct Run {
  let options: GlobalOptions
  let configuration: Configuration
  let now: Instant

  init(_ options: GlobalOptions) throws {
    self.options = options
    configuration = try Configuration(options)
    now = options.now
    OutputFile.mode = configuration.fileMode
  }

  /// The user's cards over the built-in one, the first named uppermost.
  func pricer() throws -> Pricer {
    var sources: [CardSource] = []
    for path in configuration.cardPaths { sources.append(try CardSource(path: path)) }
    let card = try RateCard(reading: sources + [.builtIn])
    if options.verbose { Console.note("rate card: \(card.name), fingerprint \(card.fingerprint)") }
    return Pricer(card: card)
  }

  func ledger(
    _ access: LedgerStore.Access, isMadeApart: Bool = false
  ) throws -> LedgerStore {
    let path = try configuration.ledgerPath
    if options.verbose { Console.note("ledger: \(path)") }
    return try LedgerStore(
      path: path, access: access, timeZoneName: configuration.timeZoneName,
      isMadeApart: isMadeApart, fileMode: configuration.fileMode)
  }

  /// The ledger where it exists already; nothing is made.
  func existingLedger(_ access: LedgerStore.Access) throws -> LedgerStore {
    let path = try configuration.ledgerPath
    guard LedgerStore.exists(at: path) else { throw LedgerError.missing(path: path) }
    return try ledger(access)
  }

  /// Sees to it that the ledger is priced by the card and tagged by the rules of the settings.
  ///
  /// - Returns: whether it was priced anew.
  @discardableResult
  func settle(_ ledger: LedgerStore, by pricer: Pricer) throws -> Bool {
    let isPricedAnew = try ledger.usePricer(pricer, asOf: now)
    try ledger.useTagRules(configuration.tagRules, asOf: now)
    return isPricedAnew
  }

  /// The day of now in the ledger's time zone.
  func today(in ledger: LedgerStore) -> CalendarDay {
    ledger.calendar.day(of: now)
  }

  /// Says where the ledger's prices are not those of the card in use; a report never writes.
  func warnIfCardChanged(_ ledger: LedgerStore) throws {
    let sources = try configuration.cardPaths.map { try CardSource(path: $0) }
    let fingerprint = RateCard.fingerprint(of: sources + [.builtIn])
    guard let kept = try ledger.cardFingerprint(), kept != fingerprint, !options.quiet else {
      return
    }
    Console.error(
      "the ledger was priced by another rate card; piledger reconcile prices it by the present one")
  }
}
