package import Domain
import GRDB

/// How far the account history of an account was fetched.
extension LedgerStore {
  private static let lastAccountName = "history_account"

  private static func name(ofAccount account: String) -> String {
    "history_complete_until:\(account)"
  }

  /// The end of the last complete fetch of an account's history.
  package func historyCompleteUntil(account: String) throws -> Instant? {
    try database.read {
      try LedgerStore.setting(LedgerStore.name(ofAccount: account), in: $0)
    }.flatMap { Timestamp($0)?.instant }
  }

  /// The account whose history was fetched last.
  package func lastFetchedAccount() throws -> String? {
    try database.read { try LedgerStore.setting(LedgerStore.lastAccountName, in: $0) }
  }

  /// Notes that an account's history is in the ledger up to a moment; it never goes back.
  package func setHistoryComplete(until: Instant, account: String) throws {
    if let known = try historyCompleteUntil(account: account), known >= until { return }
    try writeBatch { database in
      try LedgerStore.put(
        LedgerStore.name(ofAccount: account), until.description, in: database)
      try LedgerStore.put(LedgerStore.lastAccountName, account, in: database)
    }
  }
}
