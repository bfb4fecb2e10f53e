import Domain
import Ledger
import RateCards
import Reconciliation

/// The changes of prices that the card does not have.
enum PriceChanges {
  /// Only the SKUs are looked at that were not billed what the card says; of these all days up to
  /// now, as a change shows against what was before.
  static func differingPrices(in ledger: LedgerStore, run: Run) throws -> [InferredSKU] {
    let period = ReportPeriod(since: nil, until: run.today(in: ledger))
    return try ledger.reader(in: period, asOf: run.now).inferredSKUs(onlyDiffering: true)
  }

  static func drifts(of skus: [InferredSKU], run: Run) throws -> [PriceDrift] {
    let changed = skus.filter { $0.history.prices.count > 1 }
    guard !changed.isEmpty else { return [] }
    let waivers = try run.pricer().card.waivers
    return changed.flatMap { PriceDrift.drifts(of: $0, waivers: waivers, asOf: run.now) }
  }
}
