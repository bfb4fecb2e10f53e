import Billing
import Ledger
import RateCards
import Reconciliation

/// The changes of prices that the card does not have.
enum PriceChanges {
  /// Only the SKUs are looked at that were not billed what the card says; of these all days up to
  /// now, as a change shows against what was before.
  static func drifts(in ledger: LedgerStore, run: Run) throws -> [PriceDrift] {
    let period = ReportPeriod(since: nil, until: run.today(in: ledger))
    let skus = try ledger.inferredSKUs(in: period, onlyDiffering: true)
      .filter { $0.history.prices.count > 1 }
    guard !skus.isEmpty else { return [] }
    let waivers = try run.pricer().card.waivers
    return skus.flatMap { PriceDrift.drifts(of: $0, waivers: waivers, asOf: run.now) }
  }
}
