package import Domain
import GRDB
import Queries

/// Whose ledger it is: tasks don't tell their account, so a ledger holds one, that of its first
/// account info answer.
enum AccountBinding {
  private static let idSetting = "account_id"
  private static let nameSetting = "account_name"

  /// The account of the ledger if an answer is of another one; nil if it may be of the same.
  static func conflict(
    with account: AccountIdentity, in database: Database
  ) throws -> AccountIdentity? {
    if let bound = try bound(in: database) { return bound.admits(account) ? nil : bound }
    guard let known = try keyBefore(in: database), !account.key.isEmpty,
      ![account.id, account.name].contains(known)
    else { return nil }
    return AccountIdentity(name: known)
  }

  /// Binds the ledger to an account without conflict, and learns what its answer tells anew.
  ///
  /// - Returns: the key of the ledger's account.
  static func bind(_ account: AccountIdentity, in database: Database) throws -> String {
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

  /// Forgets whose ledger it is; the next answer tells it.
  static func release(in database: Database) throws {
    for name in [idSetting, nameSetting] { try LedgerStore.forget(name, in: database) }
  }
}

extension LedgerStore {
  /// The account of the ledger if an answer is of another one; nil if it may be of the same.
  package func conflict(with account: AccountIdentity) throws -> AccountIdentity? {
    try database.read { try AccountBinding.conflict(with: account, in: $0) }
  }

  /// What the accounts with balance snapshots are called: the ledger's own by its name, if it is known.
  package func accountNames() throws -> [String] {
    try database.read { database in
      let keys = try String.fetchAll(database, sql: Query.accountsOfSnapshots.sql)
        .filter { !$0.isEmpty }
      guard let own = try AccountBinding.bound(in: database), keys == [own.key] else { return keys }
      return [own.name ?? own.key]
    }
  }
}
