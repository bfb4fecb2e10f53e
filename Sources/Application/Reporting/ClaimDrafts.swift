package import Domain
package import Ledger
package import RateCards
package import Reconciliation

extension Run {
  /// What a claim for a period would hold as of now: the one place that collects it.
  ///
  /// - Parameters:
  ///   - period: the days of the tasks.
  ///   - ledger: the ledger.
  ///   - card: the rate card, whose grace period counts.
  ///   - drifts: price changes; nil if they are still to be found.
  /// - Returns: the draft.
  /// - Throws: an error if the ledger can't be read.
  package func claimDraft(
    in period: ReportPeriod, of ledger: LedgerStore, card: RateCard, drifts: [PriceDrift]? = nil
  ) throws -> ClaimDraft {
    ClaimDraft(
      try reader(of: ledger, in: period).claimCandidates(),
      drifts: try drifts
        ?? PriceChanges.drifts(
          of: try PriceChanges.differingPrices(in: ledger, run: self), run: self),
      claimed: try ledger.openClaimTasks(), graceHours: card.rules.graceHours, asOf: now)
  }
}
