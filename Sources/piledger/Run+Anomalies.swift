import Domain
import Ledger
import RateCards
import Reporting

extension Run {
  /// What was unusual about a day; nothing where the day is not known whole.
  func anomalies(
    of day: CalendarDay, in ledger: LedgerStore, pricer: Pricer? = nil
  ) throws -> [Anomaly] {
    let pricer = try pricer ?? self.pricer()
    return AnomalyDetector(
      of: day, history: try ledger.reader(asOf: now).spendHistory(),
      keys: try ledger.reader(asOf: now).keySpendHistory(), pricer: pricer,
      isLedgersCard: try ledger.cardFingerprint() == pricer.card.fingerprint
    )?.anomalies() ?? []
  }
}
