import Billing
import Ledger
import Reconciliation

/// What the account history and the wallet add to a reconciliation.
struct AccountSide {
  let findings: [Finding]
  let notes: [String]
  let statuses: [ExitStatus]

  init(_ ledger: LedgerStore, run: Run, period: ReportPeriod) throws {
    let history = try ledger.historyFindings(in: period).map {
      $0.finding(keyNames: run.configuration.apiKeyNames)
    }
    let changes = try ledger.unexplainedChanges(asOf: run.now, in: period)
    findings = history + changes
    notes = [try ledger.historyUnit()?.sentence].compactMap(\.self)
    statuses = changes.isEmpty ? [] : [.walletUnbalanced]
  }
}
