package import Domain
package import Ledger
package import Reconciliation

/// What the account history, the wallet and changes of prices add to a reconciliation.
package struct AccountSide {
  package let findings: [Finding]
  /// They take the place of the findings that they explain.
  package let drifts: [PriceDrift]
  /// What the bills tell of the prices of SKUs that were not billed what the card says.
  package let differingPrices: [InferredSKU]
  package let notes: [String]
  package let statuses: [ExitStatus]

  package init(_ ledger: LedgerStore, run: Run, period: ReportPeriod) throws {
    let history = try ledger.historyFindings(in: period).map {
      $0.finding(keyNames: run.configuration.apiKeyNames)
    }
    let changes = try ledger.unexplainedChanges(asOf: run.clock, in: period)
    findings = history + changes
    differingPrices = try PriceChanges.differingPrices(in: ledger, run: run)
    drifts = try PriceChanges.drifts(of: differingPrices, run: run)
    notes = [try ledger.historyUnit()?.sentence].compactMap(\.self)
    statuses = changes.isEmpty ? [] : [.walletUnbalanced]
  }
}
