package import Domain
import GRDB
import Queries
package import RateCards
import Reconciliation

/// What account answers have brought into a ledger.
package struct AccountAnswers: Hashable, Sendable {
  package enum Choice: Hashable, Sendable {
    /// Everything of an account, by its id, or by its name if none is known.
    case account(String)
    /// Everything that a source brought, by its name in the ledger.
    case source(String)
  }

  package internal(set) var snapshots = 0
  package internal(set) var historyEntries = 0

  package var isEmpty: Bool { snapshots == 0 && historyEntries == 0 }
}

extension LedgerStore {
  /// Forgets what account answers that were imported by mistake have brought: balances and history
  /// rows.
  ///
  /// Whose ledger it is, is forgotten too if no balance remains, and so is how far the history of an
  /// account was complete of which rows are gone.
  ///
  /// - Parameters:
  ///   - choice: which answers.
  ///   - now: the moment as of which the rest is compared again.
  ///   - pricer: prices the tasks that the history rows had ended.
  /// - Returns: how much was forgotten.
  /// - Throws: GRDB's error for what SQLite reports.
  package func forget(
    _ choice: AccountAnswers.Choice, asOf now: Instant, by pricer: Pricer
  ) throws -> AccountAnswers {
    var forgotten = AccountAnswers()
    let chosen = choice.arguments
    // What the rows told of tasks is taken back first, as if the provider had deleted them.
    try writeBatch { database in
      try database.execute(
        sql: Query.entriesWithdraw.sql, arguments: chosen + ["now": now.nanoseconds])
    }
    try advance(asOf: now, by: pricer)
    try writeBatch { database in
      let accounts = try String.fetchAll(
        database, sql: Query.accountsOfAnswers.sql, arguments: chosen)
      try database.execute(sql: Query.snapshotsForget.sql, arguments: chosen)
      forgotten.snapshots = database.changesCount
      try database.execute(sql: Query.entriesForget.sql, arguments: chosen)
      forgotten.historyEntries = database.changesCount
      guard !forgotten.isEmpty else { return }
      for account in accounts { try LedgerStore.forgetHistoryProgress(of: account, in: database) }
      if try String.fetchAll(database, sql: Query.accountsOfSnapshots.sql).isEmpty {
        try AccountBinding.release(in: database)
      }
      try compareAgain(in: database)
    }
    if !forgotten.isEmpty { try advance(asOf: now, by: pricer) }
    return forgotten
  }

  /// Discards what was found with the rows that are gone, and marks every day to be compared.
  func compareAgain(in database: Database) throws {
    try database.execute(sql: Query.windowsDelete.sql)
    try database.execute(sql: Query.differencesForget.sql)
    for name in ["history_span", HistoryUnit.setting] {
      try LedgerStore.forget(name, in: database)
    }
    try database.execute(
      sql: Query.staleDaysBetween.sql, arguments: ["first": -1, "last": Int64.max])
  }
}

extension AccountAnswers.Choice {
  fileprivate var arguments: StatementArguments {
    switch self {
    case .account(let account): ["account": account, "source": nil]
    case .source(let source): ["account": nil, "source": source]
    }
  }
}
