import Billing
import Ledger
import RateCards
import Reconciliation

/// The changes of prices that explain findings of a period.
enum PriceChanges {
  /// Only the SKUs are looked at that were not billed what the card says; of these all days, as a
  /// change shows against what was before.
  static func drifts(
    behind rows: [ReconciledRow], ledger: LedgerStore, card: RateCard, asOf: Instant
  ) throws -> [PriceDrift] {
    let skus = Set(
      rows.filter { $0.verdict == .overcharged || $0.verdict == .undercharged }
        .map(\.pricing.skuName))
    guard !skus.isEmpty else { return [] }
    let until = ReportPeriod(since: nil, until: ledger.calendar.day(of: asOf))
    return try ledger.inferredSKUs(in: until, only: skus).flatMap {
      PriceDrift.drifts(of: $0, waivers: card.waivers, asOf: asOf)
    }
  }
}
