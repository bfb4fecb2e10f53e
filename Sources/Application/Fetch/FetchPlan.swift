package import Domain
import Ledger
import PiAPI

/// What a fetch would ask for, as far as it is known without asking.
package struct FetchPlan {
  private let baseURLText: String
  private let windows: [HistoryWindow]

  /// Takes it that the account is the one of the last fetch.
  package init(_ run: Run, since: Instant?) throws {
    baseURLText = run.configuration.baseURLText
    var completeUntil: Instant?
    if LedgerStore.exists(at: try run.configuration.ledgerPath) {
      let ledger = try run.ledger(.readOnly)
      completeUntil = try ledger.lastFetchedAccount().flatMap {
        try ledger.historyCompleteUntil(account: $0)
      }
    }
    windows = HistoryWindow.parts(
      completeUntil: completeUntil, atLeastSince: since, now: run.clock)
  }

  /// `would ask https://api.piapi.ai for account info, running tasks and the history of …`.
  package var sentence: String {
    let parts = windows.map(\.description).joined(separator: ", ")
    return "would ask \(baseURLText) for account info, running tasks and the history: \(parts)"
  }
}
