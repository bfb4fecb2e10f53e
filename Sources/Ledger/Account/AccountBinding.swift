package import Domain
import GRDB
import Queries

/// Whose ledger it is: that of the account of its first account info answer, unless its owner has
/// named the accounts that it keeps.
enum AccountBinding {
  private static let idSetting = "account_id"
  private static let nameSetting = "account_name"

  /// The accounts of the ledger, in words, if an answer is of another; nil if it may be of one.
  static func conflict(
    with account: AccountIdentity, _ accounts: AccountDirectory, in database: Database
  ) throws -> String? {
    guard accounts.accounts.isEmpty else {
      return accounts.name(of: account) == nil
        ? "those that accounts in the configuration names: "
          + accounts.accounts.map(\.name).joined(separator: ", ") : nil
    }
    let own: AccountIdentity
    if let bound = try bound(in: database) {
      guard !bound.admits(account) else { return nil }
      own = bound
    } else {
      guard let known = try keyBefore(in: database), !account.key.isEmpty,
        ![account.id, account.name].contains(known)
      else { return nil }
      own = AccountIdentity(name: known)
    }
    return "this ledger's, which is \(own)"
  }

  /// Binds the ledger to an account without conflict, and learns what its answer tells anew.
  ///
  /// - Returns: the name of the account, or the key of the ledger's only one.
  static func bind(
    _ account: AccountIdentity, _ accounts: AccountDirectory, in database: Database
  ) throws -> String {
    if let name = accounts.name(of: account) { return name }
    let bound = try bound(in: database)
    let merged = AccountIdentity(
      id: account.id ?? bound?.id, name: account.name ?? bound?.name)
    guard merged != bound, !merged.key.isEmpty else { return merged.key }
    for (name, value) in [(idSetting, merged.id), (nameSetting, merged.name)] {
      if let value { try LedgerStore.put(name, value, in: database) }
    }
    // Answers without an id, and all of earlier versions, were kept under the name.
    let keys = try String.fetchAll(database, sql: Query.accountsOfSnapshots.sql)
    if keys.filter({ !$0.isEmpty }).count <= 1, keys.contains(where: { $0 != merged.key }) {
      try database.execute(sql: Query.snapshotsRename.sql, arguments: ["account": merged.key])
    }
    return merged.key
  }

  /// The account that answers have told; nil if none has, or only to an earlier version.
  static func bound(in database: Database) throws -> AccountIdentity? {
    let account = AccountIdentity(
      id: try LedgerStore.setting(idSetting, in: database),
      name: try LedgerStore.setting(nameSetting, in: database))
    return account.key.isEmpty ? nil : account
  }

  /// The id or name by which earlier versions knew the only account of a ledger.
  private static func keyBefore(in database: Database) throws -> String? {
    if let fetched = try LedgerStore.lastFetchedAccount(in: database) { return fetched }
    let keys = try String.fetchAll(database, sql: Query.accountsOfSnapshots.sql)
    return keys.count == 1 ? keys.first.flatMap { $0.isEmpty ? nil : $0 } : nil
  }

  /// Calls what is kept of accounts under other names as their owner calls them now.
  ///
  /// An account of tasks that is there under both names stays two.
  static func rename(by accounts: AccountDirectory, in database: Database) throws {
    let own = try bound(in: database)
    let only = try AccountNames.onlyNamed(in: database).map(accounts.name(ofTold:))
    try AccountNames.noteNamed(accounts, in: database)
    for account in accounts.accounts {
      let isOwn = own.map { accounts.name(of: $0) == account.name } ?? false
      // They were entered when the ledger was of one account.
      if isOwn || only == account.name {
        for query in [Query.topUpAccounts, .walletChargeAccounts] {
          try database.execute(sql: query.sql, arguments: ["name": account.name])
        }
      }
      for other in Set(account.ids + (isOwn ? [own?.key ?? ""] : [])).sorted()
      where other != account.name {
        let arguments: StatementArguments = ["name": account.name, "other": other]
        try database.execute(sql: Query.staleTasksOfAccount.sql, arguments: ["other": other])
        for query in [
          Query.accountRename, .historyAccountRename, .snapshotAccountRename, .topUpRename,
          .walletChargeRename,
        ] {
          try database.execute(sql: query.sql, arguments: arguments)
        }
        try LedgerStore.renameHistoryProgress(of: other, to: account.name, in: database)
      }
    }
  }

  /// Forgets whose ledger it is; the next answer tells it.
  static func release(in database: Database) throws {
    for name in [idSetting, nameSetting] { try LedgerStore.forget(name, in: database) }
  }
}

extension LedgerStore {
  /// The accounts of the ledger, in words, if an answer is of another; nil if it may be of one.
  package func conflict(
    with account: AccountIdentity, _ accounts: AccountDirectory
  ) throws -> String? {
    try database.read { try AccountBinding.conflict(with: account, accounts, in: $0) }
  }
}
