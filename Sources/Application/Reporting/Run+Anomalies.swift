package import Domain
package import Ledger
package import RateCards
package import Reports

extension Run {
  /// What was unusual about a day; nothing where the day is not known whole.
  package func anomalies(
    of day: CalendarDay, in ledger: LedgerStore, pricer: Pricer? = nil
  ) throws -> [Anomaly] {
    let pricer = try pricer ?? self.pricer()
    return AnomalyDetector(
      of: day, history: try ledger.spendHistory(asOf: now),
      keys: try ledger.keySpendHistory(asOf: now), pricer: pricer,
      isLedgersCard: try ledger.cardFingerprint() == pricer.card.fingerprint
    )?.anomalies() ?? []
  }
}
